using Amazon.SQS;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues.RabbitMq;
using CostTool.Sources.Queues.Redis;
using CostTool.Sources.Queues.Sqs;

namespace CostTool.Sources.Queues;

/// <summary>Opens the reader that a broker needs.</summary>
public static class BrokerQueues
{
    /// <summary>A reader that has not connected yet.</summary>
    /// <param name="url">The broker.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="sqs">Makes the client of SQS, which the reader then owns; called for that broker only.</param>
    /// <exception cref="ProblemException">The broker is of a kind that is not read, or an option is wrong.</exception>
    public static IBacklogSource Open(BrokerUrl url, BrokerOptions options, Func<IAmazonSQS> sqs) => url.Kind switch
    {
        BrokerKind.Redis => new RedisBacklog(url, options),
        BrokerKind.Amqp => new RabbitMqBacklog(url, options),
        BrokerKind.Sqs => new SqsBacklog(sqs(), options),
        _ => throw Unread(url),
    };

    internal static ProblemException Unread(BrokerUrl url) =>
        new(new Problem($"queues of a `{url.Scheme}` broker are not counted", "the broker's URL", "dispatch takes redis://, rediss://, amqp://, amqps:// and sqs://"));

    /// <summary>The same reason for every queue.</summary>
    internal static IReadOnlyList<QueueBacklog> AllUnknown(IReadOnlyList<string> queues, string reason) =>
        [.. queues.Select(queue => new QueueBacklog { Queue = queue, Ready = null, InFlight = null, Unknown = reason })];
}
