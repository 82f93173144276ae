using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Reconciliation;

/// <summary>Amortised cost of a usage type, in or out of the cluster's scope.</summary>
/// <param name="Service">Service as billed.</param>
/// <param name="UsageType">Usage type as billed.</param>
/// <param name="Meaning">What it stands for.</param>
/// <param name="InScope">Part of the cluster and the network around it.</param>
/// <param name="Amortised">Cost.</param>
/// <param name="Quantity">Usage, or null where the bill has none.</param>
/// <param name="Unit">Unit of the usage.</param>
public sealed record ScopedUsage(string Service, string UsageType, UsageTypeMeaning Meaning, bool InScope, Usd Amortised, decimal? Quantity, string Unit);

/// <summary>One month of a bill, cut into what belongs to the cluster and what does not.</summary>
public sealed record BillScope
{
    /// <summary>Usage types with their cost, sorted by service and usage type; one that is partly in scope stands twice.</summary>
    public required IReadOnlyList<ScopedUsage> Usage { get; init; }

    /// <summary>Hours of the cluster's instances by type.</summary>
    public required IReadOnlyDictionary<string, InstanceHours> Instances { get; init; }

    /// <summary>Part of the money covered by Savings Plans that covers usage outside the cluster, from 0 to 1.</summary>
    public required decimal CoverageElsewhere { get; init; }

    /// <summary>How the cluster's instances were told from others, for the reader.</summary>
    public required string Attribution { get; init; }

    /// <summary>Cuts a month.</summary>
    /// <param name="ledger">The bill.</param>
    /// <param name="month">First day of the month.</param>
    /// <param name="nodes">Nodes of the cluster; empty where there is no inventory, and then every instance is in scope.</param>
    /// <param name="region">Region of the cluster: usage that the bill places elsewhere is out of scope. Null takes every region.</param>
    public static BillScope Cut(BillLedger ledger, DateOnly month, IReadOnlyList<ClusterNode> nodes, Region? region)
    {
        var lines = ledger.Lines.Where(line => line.Month == month && IsCost(line.Charge)).ToList();
        var usages = ledger.Instances.Where(usage => usage.Month == month).ToList();
        var (belongs, attribution) = Attribute(usages, nodes);
        var ours = usages.Where(belongs).ToList();
        var oursByType = ours.GroupBy(usage => usage.UsageType, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var nodeTypes = nodes.Select(node => node.InstanceType).OfType<string>().ToHashSet(StringComparer.Ordinal);

        var scoped = new List<ScopedUsage>();
        foreach (var group in lines.GroupBy(line => (line.Service, line.UsageType)))
        {
            var meaning = UsageTypes.Read(group.Key.Service, group.Key.UsageType);
            var total = group.Sum(line => line.Amortised);
            var quantity = group.All(line => line.UsageAmount is null) ? null : group.Sum(line => line.UsageAmount);
            var elsewhere = region is not null && group.All(line => line.Region is { } code && code != region.Code);
            var unit = group.Select(line => line.UsageUnit).FirstOrDefault(text => text.Length > 0) ?? string.Empty;
            if (elsewhere)
            {
                scoped.Add(new(group.Key.Service, group.Key.UsageType, meaning, false, total, quantity, unit));
            }
            else if (meaning.Kind is UsageKind.InstanceHours or UsageKind.SpotInstanceHours)
            {
                var inside = usages.Count == 0
                    ? nodeTypes.Count == 0 || nodeTypes.Contains(meaning.InstanceType) ? (Cost: total, Hours: quantity) : (Usd.Zero, 0m)
                    : oursByType.TryGetValue(group.Key.UsageType, out var members)
                        ? (members.Sum(usage => usage.Amortised), members.Sum(usage => usage.Hours.Value))
                        : (Usd.Zero, 0m);
                var outside = (Cost: total - inside.Cost, Hours: quantity - inside.Hours);
                if (inside.Cost != Usd.Zero || inside.Hours is > 0) scoped.Add(new(group.Key.Service, group.Key.UsageType, meaning, true, inside.Cost, inside.Hours, unit));
                if (outside.Cost != Usd.Zero) scoped.Add(new(group.Key.Service, group.Key.UsageType, meaning, false, outside.Cost, outside.Hours, unit));
            }
            else
            {
                scoped.Add(new(group.Key.Service, group.Key.UsageType, meaning, meaning.Kind != UsageKind.Other, total, quantity, unit));
            }
        }

        return new BillScope
        {
            Usage = [.. scoped.OrderBy(row => row.Service, StringComparer.Ordinal).ThenBy(row => row.UsageType, StringComparer.Ordinal).ThenBy(row => !row.InScope)],
            Instances = usages.Count > 0 ? HoursByType(ours) : HoursByType(lines, nodeTypes),
            CoverageElsewhere = Elsewhere(usages, ours),
            Attribution = attribution,
        };
    }

    private static bool IsCost(ChargeKind charge) => charge is ChargeKind.Usage or ChargeKind.Fee or ChargeKind.Discount;

    private static (Func<InstanceUsage, bool> Belongs, string How) Attribute(List<InstanceUsage> usages, IReadOnlyList<ClusterNode> nodes)
    {
        if (nodes.Count == 0) return (_ => true, "no cluster inventory: every EC2 instance of the bill");
        if (usages.Count == 0) return (_ => false, "the bill has no resource ids: instances of the types that the cluster uses");
        var ids = nodes.Select(node => node.InstanceId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // Nodes come and go in a month: the ones that the inventory no longer shows are known by the cluster tag of those that it does.
        var clusters = usages.Where(usage => ids.Contains(usage.InstanceId)).Select(usage => usage.ClusterTag).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return (usage => ids.Contains(usage.InstanceId) || (usage.ClusterTag is { } tag && clusters.Contains(tag)),
            clusters.Count == 0
                ? "instance ids of the nodes; the bill has no cluster tag, so nodes that left before the inventory was taken are not seen"
                : $"instance ids of the nodes, and the cluster tag `{string.Join("`, `", clusters.Order(StringComparer.Ordinal))}`");
    }

    private static Dictionary<string, InstanceHours> HoursByType(IEnumerable<InstanceUsage> usages) =>
        Fold(usages.Select(usage => (UsageTypes.Read(string.Empty, usage.UsageType), usage.Purchase, usage.Hours.Value, usage.Amortised)));

    private static Dictionary<string, InstanceHours> HoursByType(IEnumerable<BillLine> lines, HashSet<string> nodeTypes) =>
        Fold(lines
            .Select(line => (Meaning: UsageTypes.Read(line.Service, line.UsageType), line.Purchase, Hours: line.UsageAmount ?? 0, line.Amortised))
            .Where(line => nodeTypes.Count == 0 || nodeTypes.Contains(line.Meaning.InstanceType)));

    private static Dictionary<string, InstanceHours> Fold(IEnumerable<(UsageTypeMeaning Meaning, PurchaseOption Purchase, decimal Hours, Usd Cost)> rows) => rows
        .Where(row => row.Meaning.Kind is UsageKind.InstanceHours or UsageKind.SpotInstanceHours)
        .GroupBy(row => row.Meaning.InstanceType, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group =>
            {
                var spot = group.Where(row => row.Purchase == PurchaseOption.Spot || row.Meaning.Kind == UsageKind.SpotInstanceHours).ToList();
                var regular = group.Except(spot).ToLookup(row => row.Purchase);
                return new InstanceHours
                {
                    InstanceType = group.Key,
                    OnDemand = new Hours(regular[PurchaseOption.OnDemand].Sum(row => row.Hours)),
                    SavingsPlan = new Hours(regular[PurchaseOption.SavingsPlan].Sum(row => row.Hours)),
                    SavingsPlanCost = regular[PurchaseOption.SavingsPlan].Sum(row => row.Cost),
                    Reserved = new Hours(regular[PurchaseOption.Reserved].Sum(row => row.Hours)),
                    ReservedCost = regular[PurchaseOption.Reserved].Sum(row => row.Cost),
                    Spot = new Hours(spot.Sum(row => row.Hours)),
                    SpotCost = spot.Sum(row => row.Cost),
                };
            },
            StringComparer.Ordinal);

    private static decimal Elsewhere(List<InstanceUsage> all, List<InstanceUsage> ours)
    {
        var covered = all.Where(usage => usage.Purchase == PurchaseOption.SavingsPlan).Sum(usage => usage.Amortised);
        if (covered <= Usd.Zero) return 0;
        return 1 - ours.Where(usage => usage.Purchase == PurchaseOption.SavingsPlan).Sum(usage => usage.Amortised) / covered;
    }
}
