namespace CostTool.AwsDouble;

/// <summary>Where the connection ends without an answer.</summary>
public enum Cut
{
    None,
    BeforeEffect,
    AfterEffect,
}

/// <summary>What goes wrong with one call.</summary>
public sealed record Fault
{
    public ServiceErrorException? Error { get; init; }

    public TimeSpan? Latency { get; init; }

    public Cut Cut { get; init; }

    public static implicit operator Fault(ServiceErrorException error) => new() { Error = error };
}

/// <summary>Faults by operation; each is met once, in the order in which they were planned. A null lets one call pass.</summary>
public sealed class FaultPlan
{
    private readonly Dictionary<string, Queue<Fault?>> _faults = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Plan(string target, params Fault?[] faults)
    {
        lock (_gate)
        {
            if (!_faults.TryGetValue(target, out var queue)) _faults[target] = queue = new Queue<Fault?>();
            foreach (var fault in faults) queue.Enqueue(fault);
        }
    }

    internal Fault? Take(string target)
    {
        lock (_gate) return _faults.TryGetValue(target, out var queue) && queue.TryDequeue(out var fault) ? fault : null;
    }
}
