using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Commitments;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Gathers what a fleet's price depends on beside its placements.</summary>
internal static class TermsBuilder
{
    /// <summary>The plan that the price book has a Fargate discount for: a Compute Savings Plan of one year without upfront payment, the smallest.</summary>
    private const string FargatePlanRate = "compute-sp-fargate-1y-no-upfront/x86_64/vcpu-hour";

    public static FleetTerms Build(AnalysisInputs inputs, RegionPrices prices, AnalysedMonth month, BillMonth? billed, BillScope? scope, Reconciler? reconciled, Fleet fleet)
    {
        var policy = inputs.Policy;
        var nodes = Ec2Nodes(inputs.Cluster);
        // What runs today may be bought again, whatever the policy thinks of its family: a what-if is never dearer for want of it.
        var today = nodes.Select(node => node.InstanceType).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var root = MemorySize.FromGibibytes(policy.Node.RootVolumeGib);
        var hours = inputs.Bill is null || billed is null || scope is null || !policy.KeepCommitments
            ? []
            : inputs.Bill.CommitmentHours.Where(hour => hour.Hour.Year == billed.Month.Year && hour.Hour.Month == billed.Month.Month).ToList();
        var wholeMonth = billed?.CalendarHours ?? Hours.PerAverageMonth;
        var rowLength = CommitmentGranularity.Of(hours, wholeMonth);
        return new FleetTerms
        {
            Prices = prices,
            Hours = month.Hours,
            WholeMonth = wholeMonth,
            Candidates = [.. prices.Instances.Where(offer => today.Contains(offer.Spec.InstanceType) || (!offer.Spec.BareMetal && policy.Node.InstanceTypes.Any(pattern => pattern.Matches(offer.Spec.InstanceType))))],
            RootVolume = root,
            MinimumZones = policy.Zones,
            DaemonSets = fleet.DaemonSets,
            DaemonSetPods = fleet.DaemonSetCount,
            MaxPods = policy.Node.MaxPods,
            SpotFallback = (policy.Spot.FallbackShareLow, policy.Spot.FallbackShare, policy.Spot.FallbackShareHigh),
            EphemeralStorage = MemorySize.FromGibibytes(policy.Fargate.EphemeralGib),
            Sidecar = new Resources(policy.Fargate.SidecarCpu, policy.Fargate.SidecarMemory),
            AddedEndpoints = policy.Fargate.InterfaceEndpoints,
            EndpointZones = policy.Fargate.EndpointZones,
            Carried = reconciled?.Terms ?? [],
            RootVolumesToday = root * nodes.Count,
            BilledSpot = Rates(scope, usage => usage.SpotRate),
            Commitments = [.. hours.GroupBy(hour => hour.Hour).OrderBy(group => group.Key).Select(group => Available(group, scope!.CoverageElsewhere, rowLength))],
            CommitmentsCoverFargate = hours.Any(hour => !hour.OfferingType.StartsWith("EC2Instance", StringComparison.OrdinalIgnoreCase)),
            InstanceDiscounts = Discounts(scope, prices),
            FargateDiscount = FargateDiscount(prices),
            Reserved = scope is null || !policy.KeepCommitments
                ? new Dictionary<string, InstanceHours>(StringComparer.Ordinal)
                : scope.Instances.Where(pair => pair.Value.Reserved.Value > 0).ToDictionary(StringComparer.Ordinal),
            InventoryOrigin = inputs.Inputs.FirstOrDefault(file => file.Role == "nodes")?.Path ?? inputs.Inputs.FirstOrDefault(file => file.Role == "pods")?.Path ?? "inventory",
            BillOrigin = [.. inputs.Inputs.Where(file => file.Role.StartsWith("bill", StringComparison.Ordinal)).Select(file => file.Path)],
        };
    }

    public static IReadOnlyList<ClusterNode> Ec2Nodes(ClusterInventory? cluster) =>
        cluster is null ? [] : [.. cluster.Nodes.Where(node => node.CapacityType != NodeCapacityType.Fargate)];

    // A plan serves the whole account: what it spends on usage outside the cluster is not there for the cluster.
    private static AvailableCommitment Available(IGrouping<DateTimeOffset, CommitmentHour> hour, decimal elsewhere, Hours rowLength)
    {
        var committed = hour.Sum(plan => plan.Committed) - hour.Sum(plan => plan.Used) * elsewhere;
        return new AvailableCommitment(hour.Key, committed, rowLength);
    }

    private static Dictionary<string, UsdPerHour> Rates(BillScope? scope, Func<InstanceHours, UsdPerHour?> select) =>
        scope is null ? new(StringComparer.Ordinal)
        : scope.Instances.Where(pair => select(pair.Value) is not null).ToDictionary(pair => pair.Key, pair => select(pair.Value)!.Value, StringComparer.Ordinal);

    private static Dictionary<string, decimal> Discounts(BillScope? scope, RegionPrices prices)
    {
        var discounts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (scope is null) return discounts;
        decimal listed = 0, paid = 0;
        foreach (var (type, hours) in scope.Instances)
        {
            if (hours.SavingsPlanRate is not { } rate || !prices.TryOnDemand(type, out var list)) continue;
            discounts[type] = Math.Clamp(1 - rate.Amount / list.UsdPerUnit, 0, 0.99m);
            listed += list.UsdPerUnit * hours.SavingsPlan.Value;
            paid += hours.SavingsPlanCost.Amount;
        }

        // Types that the bill has no covered hours of are taken at the average of those that it has.
        if (listed > 0) discounts["*"] = Math.Clamp(1 - paid / listed, 0, 0.99m);
        return discounts;
    }

    private static decimal FargateDiscount(RegionPrices prices)
    {
        var list = prices.Fargate(Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64).VCpuHour;
        return Math.Clamp(1 - prices.Item(FargatePlanRate).UsdPerUnit / list.UsdPerUnit, 0, 0.99m);
    }
}
