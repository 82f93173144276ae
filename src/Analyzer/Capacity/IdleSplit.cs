using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>Where the money of a set of nodes goes in a month. The parts add up to <see cref="Total"/> exactly.</summary>
public sealed record IdleSplit
{
    /// <summary>Cost of the nodes with their root volumes.</summary>
    public required Usd Total { get; init; }

    /// <summary>Held by the requests of workload pods.</summary>
    public required Usd Requested { get; init; }

    /// <summary>Kept by the kubelet and the system: capacity less allocatable.</summary>
    public required Usd System { get; init; }

    /// <summary>Held by daemonsets: the price of having nodes at all.</summary>
    public required Usd DaemonSets { get; init; }

    /// <summary>Free in one resource where the other is full: no pod of any size could use it.</summary>
    public required Usd Mismatch { get; init; }

    /// <summary>Free in both, in pieces too small for the fleet's typical pod.</summary>
    public required Usd Fragmentation { get; init; }

    /// <summary>Free in both and large enough for whole typical pods.</summary>
    public required Usd Headroom { get; init; }

    /// <summary>The same split by instance type, sorted by type.</summary>
    public required IReadOnlyList<IdleSplitByType> ByInstanceType { get; init; }
}

/// <summary>The split for the nodes of one instance type.</summary>
public sealed record IdleSplitByType
{
    /// <summary>Instance type.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Cost of the nodes.</summary>
    public required Usd Total { get; init; }

    /// <summary>Held by workload pods.</summary>
    public required Usd Requested { get; init; }

    /// <summary>Kept by kubelet and system.</summary>
    public required Usd System { get; init; }

    /// <summary>Held by daemonsets.</summary>
    public required Usd DaemonSets { get; init; }

    /// <summary>Stranded by the other resource.</summary>
    public required Usd Mismatch { get; init; }

    /// <summary>In pieces too small.</summary>
    public required Usd Fragmentation { get; init; }

    /// <summary>Usable by whole typical pods.</summary>
    public required Usd Headroom { get; init; }
}
