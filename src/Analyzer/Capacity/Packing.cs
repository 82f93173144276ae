using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>A set of pods to place on whole nodes at least cost.</summary>
public sealed record PackingRequest
{
    /// <summary>Pods, equal shapes folded together.</summary>
    public required IReadOnlyList<PodGroup> Pods { get; init; }

    /// <summary>Nodes that may be bought, any number of each.</summary>
    public required IReadOnlyList<NodeOffer> Offers { get; init; }

    /// <summary>Least number of availability zones, so of nodes: 1 where spreading does not matter.</summary>
    public required int MinimumZones { get; init; }
}

/// <summary>Equal pods.</summary>
/// <param name="Id">Workload that they belong to.</param>
/// <param name="Requests">Request of one pod; never zero in both.</param>
/// <param name="Count">How many.</param>
public sealed record PodGroup(string Id, Resources Requests, int Count);

/// <summary>A node that may be bought.</summary>
public sealed record NodeOffer
{
    /// <summary>Stable id, such as <c>m5.large/on-demand</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Instance type.</summary>
    public required string InstanceType { get; init; }

    /// <summary>What is left for workload pods after kubelet, system and daemonsets.</summary>
    public required Resources Usable { get; init; }

    /// <summary>Workload pods it takes, daemonset pods already taken off.</summary>
    public required int UsablePods { get; init; }

    /// <summary>Price of the node with its root volume.</summary>
    public required UsdPerHour Rate { get; init; }
}

/// <summary>A placement of every pod on whole nodes, with a bound that no placement can beat.</summary>
public sealed record PackingPlan
{
    /// <summary>Nodes by offer, sorted by offer id; only offers that are used.</summary>
    public required IReadOnlyList<PackedNodes> Nodes { get; init; }

    /// <summary>Cost of the nodes.</summary>
    public required UsdPerHour Rate { get; init; }

    /// <summary>No placement on these offers costs less.</summary>
    public required UsdPerHour LowerBound { get; init; }

    /// <summary>Pods that fit on no offer; they are not in the cost.</summary>
    public required IReadOnlyList<PodGroup> Unplaceable { get; init; }

    /// <summary>Cost over the bound, less one; zero for an empty plan.</summary>
    public decimal Gap => LowerBound.Amount == 0 ? 0 : Rate.Amount / LowerBound.Amount - 1;
}

/// <summary>Nodes of one offer that hold the same pods.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Count">Nodes.</param>
/// <param name="PodsPerNode">Pods on each of them, by group id, sorted by id.</param>
public sealed record PackedNodes(NodeOffer Offer, int Count, IReadOnlyList<PodPlacement> PodsPerNode);

/// <summary>Pods of a group on a node.</summary>
/// <param name="GroupId">Group.</param>
/// <param name="Count">Pods of it on each node.</param>
public sealed record PodPlacement(string GroupId, int Count);
