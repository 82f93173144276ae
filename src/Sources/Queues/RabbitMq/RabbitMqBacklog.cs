using CostTool.Scheduler.Dispatching;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CostTool.Sources.Queues.RabbitMq;

/// <summary>Counts what is ready by passive declarations, which are exact at their moment; what is in flight by the management API, which is up to five seconds old.</summary>
internal sealed class RabbitMqBacklog : IBacklogSource
{
    private const string NotAsked = "AMQP does not tell what workers hold; RabbitMQ's management API does, where its URL is given";

    // Below the broker's own 60 s; only ends connections of which nothing is heard.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    private readonly BrokerUrl url;
    private readonly BrokerOptions options;
    private readonly AmqpConnection connection;
    private readonly ManagementQueues? management;

    public RabbitMqBacklog(BrokerUrl url, BrokerOptions options)
    {
        (this.url, this.options) = (url, options);
        connection = new AmqpConnection(url, options, Heartbeat);
        management = options.Management is { } root ? new ManagementQueues(root, url, options) : null;
    }

    /// <inheritdoc/>
    public string Broker => url.ToString();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        management?.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        if (queues.Count == 0) return [];
        var held = HeldAsync(queues, cancellationToken);
        try
        {
            return await ReadAsync(queues, held, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokerSilentException silent)
        {
            await held.ConfigureAwait(false);
            return BrokerQueues.AllUnknown(queues, silent.Message);
        }
    }

    private async Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, Task<(IReadOnlyDictionary<string, long>? Numbers, string? Unknown)> asked, CancellationToken cancellationToken)
    {
        var ready = await connection.AskAsync((open, within) => ReadyAsync(open, queues, within), cancellationToken).ConfigureAwait(false);
        var held = await asked.ConfigureAwait(false);
        return [.. queues.Select((queue, index) => new QueueBacklog
        {
            Queue = queue,
            Ready = ready[index],
            // A queue that management does not list is not there.
            InFlight = held.Numbers is { } numbers ? numbers.GetValueOrDefault(queue) : null,
            Unknown = ready[index] is null ? "the queue belongs to one connection alone (exclusive)" : held.Unknown,
        })];
    }

    private async Task<(IReadOnlyDictionary<string, long>? Numbers, string? Unknown)> HeldAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        if (management is null) return (null, NotAsked);
        try
        {
            return (await management.HeldAsync(queues, cancellationToken).ConfigureAwait(false), null);
        }
        catch (BrokerSilentException silent)
        {
            return (null, silent.Message);
        }
    }

    /// <summary>Channels answer one question at a time, so several share the queues.</summary>
    private async Task<long?[]> ReadyAsync(IConnection open, IReadOnlyList<string> queues, CancellationToken within)
    {
        var ready = new long?[queues.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.SideBySide, queues.Count)).Select(_ => LaneAsync())).ConfigureAwait(false);
        return ready;

        async Task LaneAsync()
        {
            IChannel? channel = null;
            try
            {
                for (var index = Interlocked.Increment(ref next); index < queues.Count; index = Interlocked.Increment(ref next))
                {
                    // The answer that a queue is not there ends the channel.
                    if (channel is { IsOpen: false })
                    {
                        await channel.DisposeAsync().ConfigureAwait(false);
                        channel = null;
                    }

                    channel ??= await open.CreateChannelAsync(cancellationToken: within).ConfigureAwait(false);
                    ready[index] = await CountAsync(channel, queues[index], within).ConfigureAwait(false);
                }
            }
            finally
            {
                if (channel is not null) await channel.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <returns>Null: the queue is another connection's own.</returns>
    private static async Task<long?> CountAsync(IChannel channel, string queue, CancellationToken within)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, within).ConfigureAwait(false)).MessageCount;
        }
        catch (OperationInterruptedException end) when (end.ShutdownReason?.ReplyCode == AmqpConnection.NotFound)
        {
            return 0;
        }
        catch (OperationInterruptedException end) when (end.ShutdownReason?.ReplyCode == AmqpConnection.Locked)
        {
            return null;
        }
    }
}
