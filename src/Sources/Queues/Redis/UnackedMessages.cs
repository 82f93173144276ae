using StackExchange.Redis;

namespace CostTool.Sources.Queues.Redis;

/// <summary>Reads from kombu's hash of unacknowledged messages whose they are.</summary>
/// <remarks>
/// kombu/transport/redis.py, <c>QoS.append</c>: the value is the JSON list of message, exchange and routing key. Messages can be large and stand first, so Redis is asked for the two
/// texts at the end only. The queue itself is not in it: without an exchange it is the routing key, otherwise the exchange's table of bindings tells.
/// </remarks>
internal sealed class UnackedMessages(RedisConnection connection, BrokerOptions options)
{
    /// <summary>Entries a page, which Redis takes as a hint.</summary>
    private const int Page = 500;

    /// <summary>Bytes from the end of a value: exchange and routing key, each 255 bytes at most in AMQP, may be escaped sixfold by JSON.</summary>
    private const int Tail = 3200;

    /// <summary>Most bindings of an exchange that are read.</summary>
    private const int MostBindings = 10_000;

    // Changes nothing. HSCAN gives pairs of field and value. Texts with escaped signs, and null, do not match: then all of the end is sent.
    private const string Script = """
        local page = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
        local ends = {}
        for index = 1, #page[2], 2 do
          ends[index] = page[2][index]
          local tail = string.sub(page[2][index + 1], -tonumber(ARGV[3]))
          ends[index + 1] = string.match(tail, ', *"[^"\\]*", *"[^"\\]*"%]$') or tail
        end
        return {page[1], ends}
        """;

    /// <exception cref="BrokerSilentException">No answer.</exception>
    public async Task<HeldMessages> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Destination, long>();
        if (await CountAsync(entries, cancellationToken).ConfigureAwait(false) is { } reason) return HeldMessages.Unknown(reason);
        var held = new HeldMessages();
        var bindings = new Dictionary<string, IReadOnlyList<Binding>?>(StringComparer.Ordinal);
        foreach (var (destination, messages) in entries)
        {
            if (destination.Exchange.Length == 0)
            {
                held.Add(destination.RoutingKey, messages);
                continue;
            }

            if (!bindings.TryGetValue(destination.Exchange, out var table)) bindings[destination.Exchange] = table = await BindingsAsync(destination.Exchange, cancellationToken).ConfigureAwait(false);
            Place(held, destination, messages, table);
        }

        return held;
    }

    private static void Place(HeldMessages held, Destination destination, long messages, IReadOnlyList<Binding>? table)
    {
        if (table is null)
        {
            held.DoubtAll($"the exchange `{destination.Exchange}` has more than {MostBindings} bindings, which are not read");
            return;
        }

        var queues = table.Where(binding => binding.Takes(destination.RoutingKey)).Select(binding => binding.Queue).Distinct(StringComparer.Ordinal).ToList();
        if (queues.Count == 1) held.Add(queues[0], messages);
        else if (queues.Count == 0) held.DoubtAll($"workers hold messages of the exchange `{destination.Exchange}` whose queue is not bound any more");
        // Each queue got a copy, and a copy does not say whose it is.
        else foreach (var queue in queues) held.Doubt(queue, $"workers hold messages of the exchange `{destination.Exchange}` that went to several queues");
    }

    /// <returns>Why they could not be counted; null: they were.</returns>
    private async Task<string?> CountAsync(Dictionary<Destination, long> entries, CancellationToken cancellationToken)
    {
        // A scan may give an entry twice while the hash grows.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var cursor = "0";
        do
        {
            var position = cursor;
            var answer = (RedisResult[])(await connection.AskAsync(
                database => database.ScriptEvaluateAsync(Script, [options.KeyPrefix + options.UnackedKey], [position, Page, Tail]), cancellationToken).ConfigureAwait(false))!;
            cursor = (string)answer[0]!;
            var page = (RedisResult[])answer[1]!;
            for (var index = 0; index + 1 < page.Length; index += 2)
            {
                if (!seen.Add((string)page[index]!)) continue;
                if (seen.Count > options.MostUnackedRead) return $"workers hold more than {options.MostUnackedRead} messages of all queues together; it is not looked up whose they are";
                if (Destination.AtEndOf((byte[])page[index + 1]!) is not { } destination) return $"an entry of `{options.UnackedKey}` is not as kombu writes it";
                entries[destination] = entries.GetValueOrDefault(destination) + 1;
            }
        }
        while (cursor != "0");
        return null;
    }

    /// <returns>Null: there are too many.</returns>
    private async Task<IReadOnlyList<Binding>?> BindingsAsync(string exchange, CancellationToken cancellationToken)
    {
        RedisKey key = $"{options.KeyPrefix}_kombu.binding.{exchange}";
        if (await connection.AskAsync(database => database.SetLengthAsync(key), cancellationToken).ConfigureAwait(false) > MostBindings) return null;
        var members = await connection.AskAsync(database => database.SetMembersAsync(key), cancellationToken).ConfigureAwait(false);
        return [.. members.Select(member => ((string)member!).Split(options.Separator)).Where(parts => parts.Length == 3).Select(parts => new Binding(parts[0], IsPattern: parts[1].Length > 0, parts[2]))];
    }
}
