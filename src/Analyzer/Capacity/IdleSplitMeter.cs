using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>Says where the money of nodes goes.</summary>
/// <remarks>
/// <para>
/// A node has one price and two resources. Its cost is divided between them by <c>ratio × vCPU : GiB</c> of its capacity, as AWS split cost allocation does;
/// so a core costs as much as <c>ratio</c> GiB on every node. Each resource is then shared out:
/// </para>
/// <code>
/// system      capacity - allocatable
/// daemonsets  their requests
/// requested   requests of workload pods
/// free        the rest, of which with x = the typical pods, possibly in part, that free processor, free memory and free pod places all allow:
///   headroom       the whole pods of x
///   fragmentation  the part of a pod that is left of x
///   mismatch       free beyond x: the other resource, or the pod places, run out first
/// </code>
/// <para>The typical pod has the median processor and the median memory of the workload pods. Without workload pods all that is free is headroom.</para>
/// </remarks>
public static class IdleSplitMeter
{
    /// <summary>GiB of memory that cost as much as a core.</summary>
    /// <remarks>9 in AWS split cost allocation data, from Fargate's prices (0.04048 / 0.004445 = 9.1). OpenCost uses 7.5: print it beside the split.</remarks>
    public const decimal DefaultRatio = 9m;

    // A millionth of a millionth of a dollar: parts are cut to it so that sums of decimals stay exact.
    private const int Decimals = 12;

    /// <summary>Splits the cost of the nodes.</summary>
    /// <param name="loads">Nodes with their pods.</param>
    /// <param name="ratio">GiB of memory that cost as much as a core, above zero.</param>
    /// <returns>The split; its parts add up to its total exactly, for all nodes and for each type. Costs are cut to 12 decimals.</returns>
    public static IdleSplit Of(IReadOnlyList<NodeLoad> loads, decimal ratio = DefaultRatio)
    {
        ArgumentNullException.ThrowIfNull(loads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        var typical = TypicalPod(loads);
        var byType = loads.GroupBy(load => load.InstanceType, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => Together(same.Key, [.. same.Select(load => Split(load, typical, ratio))])).ToArray();
        return new IdleSplit
        {
            Total = byType.Sum(type => type.Total),
            Requested = byType.Sum(type => type.Requested),
            System = byType.Sum(type => type.System),
            DaemonSets = byType.Sum(type => type.DaemonSets),
            Mismatch = byType.Sum(type => type.Mismatch),
            Fragmentation = byType.Sum(type => type.Fragmentation),
            Headroom = byType.Sum(type => type.Headroom),
            ByInstanceType = byType,
        };
    }

    /// <summary>The median processor and the median memory of the workload pods (the lower middle of an even number), or null without pods.</summary>
    public static Resources? TypicalPod(IReadOnlyList<NodeLoad> loads)
    {
        ArgumentNullException.ThrowIfNull(loads);
        var pods = loads.SelectMany(load => load.WorkloadPods).ToArray();
        if (pods.Length == 0) return null;
        var middle = (pods.Length - 1) / 2;
        return new Resources(pods.Select(pod => pod.Cpu).Order().ElementAt(middle), pods.Select(pod => pod.Memory).Order().ElementAt(middle));
    }

    private static IdleSplitByType Split(NodeLoad load, Resources? typical, decimal ratio)
    {
        var total = Cut(load.Cost.Amount);
        var unit = new Prices(load, total, ratio);
        var allocatable = Least(load.Node.Allocatable, load.Node.Capacity);
        // A node may be asked for more than it has (static pods, a shrunk kubelet): what is over is not there to be paid for.
        var daemonSets = Least(load.DaemonSetRequests, allocatable);
        var workload = Least(load.WorkloadPods.Aggregate(default(Resources), (sum, pod) => sum + pod), allocatable - daemonSets);
        var free = allocatable - daemonSets - workload;
        var places = Math.Max(load.Node.Pods - load.DaemonSetPods - load.WorkloadPods.Count, 0);
        var (headroom, fragmentation) = Usable(free, places, typical, unit);
        var requested = unit.Of(workload);
        var daemons = unit.Of(daemonSets);
        var mismatch = Math.Max(unit.Of(free) - headroom - fragmentation, 0);
        return new IdleSplitByType
        {
            InstanceType = load.InstanceType,
            Nodes = 1,
            Total = new Usd(total),
            Requested = new Usd(requested),
            DaemonSets = new Usd(daemons),
            Headroom = new Usd(headroom),
            Fragmentation = new Usd(fragmentation),
            Mismatch = new Usd(mismatch),
            System = new Usd(total - requested - daemons - headroom - fragmentation - mismatch),
        };
    }

    private static (decimal Headroom, decimal Fragmentation) Usable(Resources free, int places, Resources? typical, Prices unit)
    {
        if (typical is not { } pod || pod == default) return (unit.Of(free), 0);
        decimal pods = places;
        if (pod.Cpu.Millicores > 0) pods = Math.Min(pods, (decimal)free.Cpu.Millicores / pod.Cpu.Millicores);
        if (pod.Memory.Bytes > 0) pods = Math.Min(pods, (decimal)free.Memory.Bytes / pod.Memory.Bytes);
        var whole = decimal.Floor(pods);
        return (unit.Of(pod, whole), unit.Of(pod, pods - whole));
    }

    private static IdleSplitByType Together(string type, IReadOnlyList<IdleSplitByType> nodes) => new()
    {
        InstanceType = type,
        Nodes = nodes.Count,
        Total = nodes.Sum(node => node.Total),
        Requested = nodes.Sum(node => node.Requested),
        System = nodes.Sum(node => node.System),
        DaemonSets = nodes.Sum(node => node.DaemonSets),
        Mismatch = nodes.Sum(node => node.Mismatch),
        Fragmentation = nodes.Sum(node => node.Fragmentation),
        Headroom = nodes.Sum(node => node.Headroom),
    };

    private static Resources Least(Resources left, Resources right) => new(
        left.Cpu < right.Cpu ? left.Cpu : right.Cpu,
        left.Memory < right.Memory ? left.Memory : right.Memory);

    private static decimal Cut(decimal amount) => decimal.Round(amount, Decimals, MidpointRounding.ToZero);

    // What a core and a GiB of one node cost.
    private readonly record struct Prices
    {
        private readonly decimal _perCore;
        private readonly decimal _perGibibyte;

        public Prices(NodeLoad load, decimal total, decimal ratio)
        {
            var shares = (ratio * load.Node.Capacity.Cpu.Cores) + load.Node.Capacity.Memory.Gibibytes;
            _perGibibyte = shares > 0 ? total / shares : 0;
            _perCore = _perGibibyte * ratio;
        }

        public decimal Of(Resources amount, decimal times = 1) => Cut(((amount.Cpu.Cores * _perCore) + (amount.Memory.Gibibytes * _perGibibyte)) * times);
    }
}
