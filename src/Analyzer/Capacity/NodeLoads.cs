using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>A node with its cost and what holds it.</summary>
public sealed record NodeLoad
{
    /// <summary>Name of the node, or of the offer for a node that is only planned.</summary>
    public required string Name { get; init; }

    /// <summary>Instance type, or <c>unknown</c>.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Cost of the node in the month, root volume included.</summary>
    public required Usd Cost { get; init; }

    /// <summary>Capacity, allocatable and pod places.</summary>
    public required NodeCapacity Node { get; init; }

    /// <summary>Requests of daemonset and static pods together.</summary>
    public required Resources DaemonSetRequests { get; init; }

    /// <summary>Daemonset and static pods.</summary>
    public required int DaemonSetPods { get; init; }

    /// <summary>Request of each workload pod.</summary>
    public required IReadOnlyList<Resources> WorkloadPods { get; init; }
}

/// <summary>The loads of a cluster, and what could not be counted.</summary>
public sealed record NodeLoadReading
{
    /// <summary>EC2 nodes with a cost, sorted by name.</summary>
    public required IReadOnlyList<NodeLoad> Loads { get; init; }

    /// <summary>Nodes that have no cost; their pods are left out with them.</summary>
    public required IReadOnlyList<ClusterNode> NodesWithoutCost { get; init; }

    /// <summary>Pods that name a node that is not in the inventory.</summary>
    public required IReadOnlyList<ClusterPod> PodsOnUnknownNodes { get; init; }

    /// <summary>Pods that run on no node yet.</summary>
    public required IReadOnlyList<ClusterPod> PendingPods { get; init; }
}

/// <summary>Makes node loads from a cluster as it is, or from a plan.</summary>
public static class NodeLoads
{
    private static readonly string[] PerNodeKinds = ["daemonset", "node"];

    /// <summary>The loads of a cluster. Fargate nodes and their pods are left out: they cost what their pods cost.</summary>
    /// <param name="inventory">The cluster.</param>
    /// <param name="cost">Cost of a node in the month, or null where it is not known.</param>
    public static NodeLoadReading From(ClusterInventory inventory, Func<ClusterNode, Usd?> cost)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(cost);
        var known = inventory.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var pods = inventory.Pods.Where(pod => !pod.OnFargate).ToArray();
        var byNode = pods.Where(pod => pod.NodeName is not null).ToLookup(pod => pod.NodeName!, StringComparer.Ordinal);
        var loads = new List<NodeLoad>();
        var costless = new List<ClusterNode>();
        foreach (var node in inventory.Nodes.Where(node => node.CapacityType != NodeCapacityType.Fargate).OrderBy(node => node.Name, StringComparer.Ordinal))
        {
            if (cost(node) is { } paid) loads.Add(Load(node, paid, byNode[node.Name].ToLookup(RunsOnEveryNode)));
            else costless.Add(node);
        }

        return new NodeLoadReading
        {
            Loads = loads,
            NodesWithoutCost = costless,
            PodsOnUnknownNodes = [.. pods.Where(pod => pod.NodeName is { } name && !known.Contains(name))],
            PendingPods = [.. pods.Where(pod => pod.NodeName is null)],
        };
    }

    /// <summary>The loads of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pods">The pods that were packed.</param>
    /// <param name="node">Capacity of an instance type.</param>
    /// <param name="overheads">What every node carries, as in its offers.</param>
    /// <param name="time">Hours of the month.</param>
    public static IReadOnlyList<NodeLoad> From(
        PackingPlan plan, IReadOnlyList<PodGroup> pods, Func<string, NodeCapacity> node, NodeOverheads overheads, Hours time)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(overheads);
        var requests = pods.ToLookup(group => group.Id, group => group.Requests, StringComparer.Ordinal);
        return [.. plan.Nodes.SelectMany(nodes => Enumerable.Repeat(
            new NodeLoad
            {
                Name = nodes.Offer.Id,
                InstanceType = nodes.Offer.InstanceType,
                Cost = nodes.Offer.Rate * time,
                Node = node(nodes.Offer.InstanceType),
                DaemonSetRequests = overheads.DaemonSetRequests,
                DaemonSetPods = overheads.DaemonSetPods,
                WorkloadPods = [.. nodes.PodsPerNode.SelectMany(placed => Enumerable.Repeat(requests[placed.GroupId].First(), placed.Count))],
            },
            nodes.Count))];
    }

    private static NodeLoad Load(ClusterNode node, Usd cost, ILookup<bool, ClusterPod> pods) => new()
    {
        Name = node.Name,
        InstanceType = node.InstanceType ?? "unknown",
        Cost = cost,
        Node = new NodeCapacity(node.Capacity, node.Allocatable, node.AllocatablePods),
        DaemonSetRequests = pods[true].Aggregate(default(Resources), (sum, pod) => sum + pod.Requests),
        DaemonSetPods = pods[true].Count(),
        WorkloadPods = [.. pods[false].Select(pod => pod.Requests)],
    };

    private static bool RunsOnEveryNode(ClusterPod pod) =>
        pod.WorkloadId.Split('/') is [_, var kind, ..] && PerNodeKinds.Contains(kind, StringComparer.Ordinal);
}
