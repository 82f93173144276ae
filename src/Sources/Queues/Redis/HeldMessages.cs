namespace CostTool.Sources.Queues.Redis;

/// <summary>A number, or why there is none.</summary>
internal readonly record struct Count(long? Number, string? Unknown);

/// <summary>What workers hold, by queue.</summary>
internal sealed class HeldMessages
{
    private readonly Dictionary<string, long> known = [];
    private readonly Dictionary<string, string> unknown = [];
    private string? nothing;

    /// <summary>Workers hold nothing.</summary>
    public static HeldMessages None => new();

    /// <summary>Nothing is known of any queue.</summary>
    public static HeldMessages Unknown(string reason) => new() { nothing = reason };

    /// <summary>What they hold of one queue.</summary>
    public Count Of(string queue) => (nothing ?? unknown.GetValueOrDefault(queue)) is { } reason ? new Count(null, reason) : new Count(known.GetValueOrDefault(queue), null);

    /// <summary>More of one queue.</summary>
    public void Add(string queue, long messages) => known[queue] = known.GetValueOrDefault(queue) + messages;

    /// <summary>Messages that may be of this queue.</summary>
    public void Doubt(string queue, string reason) => unknown.TryAdd(queue, reason);

    /// <summary>Messages that may be of any queue.</summary>
    public void DoubtAll(string reason) => nothing ??= reason;
}
