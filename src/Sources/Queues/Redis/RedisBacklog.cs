using CostTool.Scheduler.Dispatching;
using StackExchange.Redis;

namespace CostTool.Sources.Queues.Redis;

/// <summary>Counts queues as kombu keeps them in Redis: a list for each priority of a queue, and one hash of what workers hold of all queues.</summary>
/// <remarks>
/// All lengths are asked in one pipelined round trip. The hash is read only as far as <see cref="BrokerOptions.MostUnackedRead"/> entries, and of each entry only its end, so that a
/// reading takes the same memory whatever the queues hold.
/// </remarks>
internal sealed class RedisBacklog : IBacklogSource
{
    private readonly BrokerUrl url;
    private readonly BrokerOptions options;
    private readonly RedisConnection connection;
    private readonly UnackedMessages unacked;

    public RedisBacklog(BrokerUrl url, BrokerOptions options)
    {
        (this.url, this.options) = (url, options);
        connection = new RedisConnection(url, options);
        unacked = new UnackedMessages(connection, options);
    }

    /// <inheritdoc/>
    public string Broker => url.ToString();

    /// <inheritdoc/>
    public bool HeldNeedsWorker => true;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueBacklog>> ReadAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken)
    {
        Lengths lengths;
        try
        {
            lengths = await connection.AskAsync(database => AskLengthsAsync(database, queues), cancellationToken).ConfigureAwait(false);
        }
        catch (BrokerSilentException silent)
        {
            return BrokerQueues.AllUnknown(queues, silent.Message);
        }

        var held = await HeldAsync(lengths.Unacked, cancellationToken).ConfigureAwait(false);
        return [.. queues.Select((queue, index) => Backlog(queue, lengths.Ready[index], held))];
    }

    private static QueueBacklog Backlog(string queue, Count ready, HeldMessages held)
    {
        var inFlight = held.Of(queue);
        return new QueueBacklog { Queue = queue, Ready = ready.Number, InFlight = inFlight.Number, Unknown = ready.Unknown ?? inFlight.Unknown };
    }

    private async Task<HeldMessages> HeldAsync(Count length, CancellationToken cancellationToken)
    {
        if (length.Number is not { } number) return HeldMessages.Unknown(length.Unknown!);
        if (number == 0) return HeldMessages.None;
        if (number > options.MostUnackedRead) return HeldMessages.Unknown($"workers hold {number} messages of all queues together; of more than {options.MostUnackedRead} it is not looked up whose they are");
        // For all pages together.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            return await unacked.ReadAsync(patience.Token).ConfigureAwait(false);
        }
        catch (BrokerSilentException silent)
        {
            return HeldMessages.Unknown(silent.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HeldMessages.Unknown($"{url} does not tell within {options.Timeout.TotalSeconds:0.#} s what workers hold");
        }
    }

    private async Task<Lengths> AskLengthsAsync(IDatabase database, IReadOnlyList<string> queues)
    {
        var steps = options.PrioritySteps;
        var lists = new Task<Count>[queues.Count * steps.Count];
        // Sent one after the other on one connection, without waiting for an answer between.
        for (var queue = 0; queue < queues.Count; queue++)
            for (var step = 0; step < steps.Count; step++)
            {
                var key = Key(queues[queue], steps[step]);
                lists[(queue * steps.Count) + step] = CountAsync(database.ListLengthAsync(key), key, "list");
            }

        var hash = options.KeyPrefix + options.UnackedKey;
        var held = CountAsync(database.HashLengthAsync(hash), hash, "hash");
        var counts = await Task.WhenAll(lists).ConfigureAwait(false);
        return new Lengths([.. counts.Chunk(steps.Count).Select(Sum)], await held.ConfigureAwait(false));
    }

    // kombu's _q_for_pri: priority 0 has the plain name.
    private string Key(string queue, int priority) => priority == 0 ? options.KeyPrefix + queue : $"{options.KeyPrefix}{queue}{options.Separator}{priority}";

    private static Count Sum(Count[] counts) =>
        counts.FirstOrDefault(count => count.Number is null) is { Unknown: not null } unknown ? unknown : new Count(counts.Sum(count => count.Number), null);

    private static async Task<Count> CountAsync(Task<long> length, string key, string kind)
    {
        try
        {
            return new Count(await length.ConfigureAwait(false), null);
        }
        catch (RedisServerException fault) when (fault.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return new Count(null, $"the key `{Shown(key)}` is no {kind}: another program uses it, or the app's broker is another database or has another key prefix");
        }
    }

    private static string Shown(string key) => string.Concat(key.Select(letter => char.IsControl(letter) ? $"\\x{(int)letter:x2}" : letter.ToString()));

    private sealed record Lengths(IReadOnlyList<Count> Ready, Count Unacked);
}
