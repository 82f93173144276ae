using Amazon.SQS;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues.RabbitMq;
using CostTool.Sources.Queues.Redis;
using CostTool.Sources.Queues.Sqs;

namespace CostTool.Sources.Queues;

/// <summary>Opens the lease that the broker itself can keep, so that several dispatchers need nothing else.</summary>
public static class BrokerLease
{
    /// <summary>A lease that is not held yet.</summary>
    /// <param name="url">The broker.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="terms">Which lease, for whom and how long.</param>
    /// <param name="clock">Tells until when it is held.</param>
    /// <param name="sqs">Makes the client of SQS, which the lease then owns; called for that broker only.</param>
    /// <exception cref="ProblemException">The broker is of a kind that keeps no lease, or an option is wrong.</exception>
    public static IDispatchLease Open(BrokerUrl url, BrokerOptions options, LeaseTerms terms, TimeProvider clock, Func<IAmazonSQS> sqs) => url.Kind switch
    {
        BrokerKind.Redis => new RedisLease(url, options, terms, clock),
        BrokerKind.Amqp => new RabbitMqLease(url, options, terms, clock),
        BrokerKind.Sqs => new SqsLease(sqs(), options, terms, clock),
        _ => throw BrokerQueues.Unread(url),
    };
}
