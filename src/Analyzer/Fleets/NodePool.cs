using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>Nodes of one architecture and purchase option, packed with the pods that go there.</summary>
public sealed record NodePool
{
    /// <summary>Architecture.</summary>
    public required CpuArchitecture Architecture { get; init; }

    /// <summary>On demand or Spot.</summary>
    public required PurchaseOption Purchase { get; init; }

    /// <summary>The nodes and what they hold.</summary>
    public required PackingPlan Plan { get; init; }

    /// <summary>Requests of the pods over what the nodes leave for pods, the fuller of CPU and memory, from 0 to 1.</summary>
    public required decimal Packing { get; init; }
}

/// <summary>Expected, low and high price of an hour of a node.</summary>
/// <param name="Expected">Expected.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
public readonly record struct HourlyBand(UsdPerHour Expected, UsdPerHour Low, UsdPerHour High);

/// <summary>Builds the pools of a fleet.</summary>
internal static class NodePools
{
    // A pod that states no request still takes a place on a node; the packer wants a need that is not zero in both.
    private static readonly Resources LeastNeed = new(VCpu.FromMillicores(1), MemorySize.FromMebibytes(1));

    public static NodePool Pack(FleetTerms terms, CpuArchitecture architecture, PurchaseOption purchase, IReadOnlyList<FleetUnit> units, CancellationToken cancellationToken)
    {
        var groups = units.OrderBy(unit => unit.WorkloadId, StringComparer.Ordinal)
            .Select(unit => new PodGroup(unit.WorkloadId, Resources.Max(unit.Requests, LeastNeed), unit.Replicas))
            .ToList();
        var plan = NodePacker.Pack(new PackingRequest { Pods = groups, Offers = Offers(terms, architecture, purchase), MinimumZones = terms.MinimumZones }, cancellationToken);
        var usable = plan.Nodes.Aggregate(default(Resources), (sum, nodes) => sum + nodes.Offer.Usable * nodes.Count);
        var asked = groups.Aggregate(default(Resources), (sum, group) => sum + group.Requests * group.Count);
        return new NodePool
        {
            Architecture = architecture,
            Purchase = purchase,
            Plan = plan,
            Packing = Math.Max(Ratio(asked.Cpu.Millicores, usable.Cpu.Millicores), Ratio(asked.Memory.Bytes, usable.Memory.Bytes)),
        };
    }

    public static HourlyBand SpotRate(FleetTerms terms, string instanceType)
    {
        var list = terms.Prices.OnDemand(instanceType).UsdPerUnit;
        var quote = terms.Prices.TrySpot(instanceType, out var found) ? found : null;
        // What the bill shows was really paid in this region and month, so it stands before any published sample.
        var centre = terms.BilledSpot.TryGetValue(instanceType, out var billed) ? billed.Amount : quote!.Price.UsdPerUnit;
        var low = Math.Min(centre, quote?.LowUsdPerUnit ?? centre);
        var high = Math.Max(centre, quote?.HighUsdPerUnit ?? centre);
        return new HourlyBand(
            Mixed(centre, list, terms.SpotFallback.Expected),
            Mixed(low, list, terms.SpotFallback.Low),
            Mixed(high, list, terms.SpotFallback.High));
    }

    private static UsdPerHour Mixed(decimal spot, decimal onDemand, decimal fallback) => new(spot * (1 - fallback) + onDemand * fallback);

    private static decimal Ratio(long part, long whole) => whole == 0 ? 0 : (decimal)part / whole;

    /// <summary>What every node carries.</summary>
    public static NodeOverheads Overheads(FleetTerms terms) => new()
    {
        RootVolume = terms.RootVolume,
        RootVolumeUsdPerGibibyteMonth = terms.Prices.Item("ebs-gp3-storage").UsdPerUnit,
        HoursInMonth = terms.WholeMonth,
        DaemonSetRequests = terms.DaemonSets,
        DaemonSetPods = terms.DaemonSetPods,
        Allocatable = new AllocatableOptions { MaxPods = terms.MaxPods },
    };

    private static IReadOnlyList<NodeOffer> Offers(FleetTerms terms, CpuArchitecture architecture, PurchaseOption purchase) => NodeOffers.From(
        terms.Candidates
            .Where(candidate => purchase != PurchaseOption.Spot || candidate.Spot is not null || terms.BilledSpot.ContainsKey(candidate.Spec.InstanceType))
            .Select(candidate => new PricedInstance(candidate.Spec, purchase == PurchaseOption.Spot ? SpotRate(terms, candidate.Spec.InstanceType).Expected : candidate.OnDemand.PerHour, purchase)),
        architecture,
        Overheads(terms));
}
