using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Sources.Queues.Sqs;

/// <summary>Counts queues by their attributes, which SQS calls approximate: within a minute after the last message they are right.</summary>
/// <remarks>Messages with a delay are not ready before it is over, and are not counted.</remarks>
internal sealed class SqsBacklog(IAmazonSQS client, BrokerOptions options) : IBacklogSource
{
    private static readonly List<string> Asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

    private readonly SqsCalls calls = new(client, options);
    private readonly ConcurrentDictionary<string, string> urls = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Broker => "sqs://";

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        calls.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        var backlogs = new QueueBacklog[queues.Count];
        string? late = null;
        await Parallel.ForAsync(0, queues.Count, new ParallelOptions { MaxDegreeOfParallelism = options.SideBySide, CancellationToken = cancellationToken }, async (index, stop) =>
        {
            // What did not answer in time once is not waited for again in the same reading.
            backlogs[index] = Volatile.Read(ref late) is { } reason ? Unknown(queues[index], reason) : await CountAsync(queues[index], stop).ConfigureAwait(false);
            if (backlogs[index] is { Ready: null, Unknown: { } told } && told == calls.Late) Volatile.Write(ref late, told);
        }).ConfigureAwait(false);
        return backlogs;
    }

    private static QueueBacklog Unknown(string queue, string reason) => new() { Queue = queue, Ready = null, InFlight = null, Unknown = reason };

    private async Task<QueueBacklog> CountAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var url = await UrlAsync(queue, cancellationToken).ConfigureAwait(false);
            var answer = await calls.AskAsync((sqs, within) => sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = Asked }, within), cancellationToken).ConfigureAwait(false);
            return answer is { ApproximateNumberOfMessages: { } ready, ApproximateNumberOfMessagesNotVisible: { } held }
                ? new QueueBacklog { Queue = queue, Ready = ready, InFlight = held }
                : Unknown(queue, "SQS answers without the numbers");
        }
        catch (QueueDoesNotExistException)
        {
            // Another queue of that name may come, in another account's hands too.
            urls.TryRemove(queue, out _);
            return new QueueBacklog { Queue = queue, Ready = 0, InFlight = 0 };
        }
        catch (BrokerSilentException silent)
        {
            return Unknown(queue, silent.Message);
        }
    }

    private async Task<string> UrlAsync(string queue, CancellationToken cancellationToken)
    {
        if (urls.TryGetValue(queue, out var known)) return known;
        var name = SqsQueueName.Of(queue, options.QueueNamePrefix);
        var answer = await calls.AskAsync((sqs, within) => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, within), cancellationToken).ConfigureAwait(false);
        return urls[queue] = answer.QueueUrl;
    }
}
