using System.Globalization;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Reconciliation;

/// <summary>Explains a month of the bill bottom-up: nodes × hours × prices, and quantities × prices for what surrounds them.</summary>
public sealed record Reconciler
{
    // Lines of scenarios are rounded so too; a carried amount keeps the digits of the bill.
    private const int LineDecimals = 6;

    /// <summary>Billed against modelled, by service and usage type.</summary>
    public required IReadOnlyList<ReconciliationRow> Rows { get; init; }

    /// <summary>Costs around the nodes, which every scenario takes over or replaces.</summary>
    public required IReadOnlyList<CarriedTerm> Terms { get; init; }

    /// <summary>Whether a saving may be claimed.</summary>
    public required ReconciliationVerdict Verdict { get; init; }

    /// <summary>Cost that no scenario touches.</summary>
    public required Usd OutOfScope { get; init; }

    /// <summary>Reconciles.</summary>
    /// <param name="scope">The month, cut.</param>
    /// <param name="nodes">EC2 nodes of the cluster; empty without an inventory, and then hours are those billed.</param>
    /// <param name="prices">Prices of the region, or null where none are known: everything is then taken as billed.</param>
    /// <param name="hours">Hours that the bill covers.</param>
    /// <param name="bound">Largest residual ratio under which savings are claimed.</param>
    public static Reconciler Reconcile(BillScope scope, IReadOnlyList<ClusterNode> nodes, RegionPrices? prices, Hours hours, decimal bound)
    {
        var rows = new List<ReconciliationRow>();
        var terms = new List<CarriedTerm>();
        var counted = nodes.Where(node => node.InstanceType is not null && node.CapacityType != NodeCapacityType.Fargate)
            .GroupBy(node => (Type: node.InstanceType!, Spot: node.CapacityType == NodeCapacityType.Spot))
            .ToDictionary(group => group.Key, group => group.Count());
        var billedTypes = new HashSet<(string, bool)>();

        foreach (var usage in scope.Usage)
        {
            if (!usage.InScope)
            {
                rows.Add(Row(usage, ReconciliationScope.OutOfScope, null, "not part of the cluster or of the network around it"));
                continue;
            }

            if (usage.Meaning.Kind is UsageKind.InstanceHours or UsageKind.SpotInstanceHours)
            {
                var key = (Type: usage.Meaning.InstanceType, Spot: usage.Meaning.Kind == UsageKind.SpotInstanceHours);
                billedTypes.Add(key);
                var count = counted.TryGetValue(key, out var found) ? found : 0;
                var modelHours = nodes.Count == 0 ? new Hours(usage.Quantity ?? 0) : hours * count;
                var (cost, how) = Instances(scope.Instances[key.Type], key.Spot, modelHours, prices);
                rows.Add(cost is { } modelled
                    ? Row(usage, ReconciliationScope.Modelled, modelled, (nodes.Count == 0 ? "billed hours" : Invariant($"{count} nodes × {hours.Value:0.##} h")) + how)
                    : Carried(usage, "as billed: " + how));
                continue;
            }

            var term = Term(usage, prices);
            terms.Add(term);
            rows.Add(term.Price is { } price
                ? Row(usage, ReconciliationScope.Modelled, term.Modelled, Invariant($"{usage.Quantity:0.######} {usage.Unit} × {price.UsdPerUnit} USD"))
                : Carried(usage, "as billed"));
        }

        foreach (var (key, count) in counted.Where(pair => !billedTypes.Contains(pair.Key)).OrderBy(pair => pair.Key.Type, StringComparer.Ordinal))
        {
            var price = prices is null ? null : key.Spot ? prices.Spot(key.Type).Price : prices.OnDemand(key.Type);
            if (price is null) continue;
            rows.Add(new ReconciliationRow
            {
                Service = "AmazonEC2",
                UsageType = (key.Spot ? "SpotUsage:" : "BoxUsage:") + key.Type,
                Scope = ReconciliationScope.Modelled,
                Billed = Usd.Zero,
                Modelled = (price.PerHour * (hours * count)).Round(LineDecimals),
                Explanation = Invariant($"{count} nodes × {hours.Value:0.##} h × {price.UsdPerUnit} USD; the bill has no such usage type"),
            });
        }

        var inScope = rows.Where(row => row.Modelled is not null).ToList();
        var billed = inScope.Sum(row => row.Billed);
        var residual = inScope.Sum(row => row.Residual!.Value);
        var absolute = new Usd(inScope.Sum(row => Math.Abs(row.Residual!.Value.Amount)));
        var ratio = billed > Usd.Zero ? absolute / billed : absolute > Usd.Zero ? 1 : 0;
        return new Reconciler
        {
            Rows = [.. rows.OrderBy(row => row.Scope).ThenBy(row => row.Service, StringComparer.Ordinal).ThenBy(row => row.UsageType, StringComparer.Ordinal)],
            Terms = terms,
            Verdict = new ReconciliationVerdict(billed, inScope.Sum(row => row.Modelled!.Value), residual, ratio, bound, ratio <= bound),
            OutOfScope = rows.Where(row => row.Modelled is null).Sum(row => row.Billed),
        };
    }

    /// <summary>Hours at list price, with the covered part at the rate that the bill shows for it.</summary>
    private static (Usd? Cost, string How) Instances(InstanceHours billed, bool spot, Hours hours, RegionPrices? prices)
    {
        if (spot)
        {
            return billed.SpotRate is { } rate
                ? (rate * hours, Invariant($" × {rate.Amount:0.######} USD, the Spot price as billed"))
                : (null, "no Spot hours to take a price from");
        }

        if (prices is null || !prices.TryOnDemand(billed.InstanceType, out var list)) return (null, "no list price in the price book");
        var regular = billed.Regular.Value;
        var covered = regular == 0 ? 0 : billed.SavingsPlan.Value / regular;
        var reserved = regular == 0 ? 0 : billed.Reserved.Value / regular;
        var cost = list.PerHour * (hours * (1 - covered - reserved));
        var how = Invariant($" × {list.UsdPerUnit} USD");
        if (billed.SavingsPlanRate is { } planRate)
        {
            cost += planRate * (hours * covered);
            how += Invariant($", {covered:P1} of it at the plan's {planRate.Amount:0.######} USD");
        }

        if (billed.ReservedRate is { } reservedRate)
        {
            cost += reservedRate * (hours * reserved);
            how += Invariant($", {reserved:P1} of it at the reserved {reservedRate.Amount:0.######} USD");
        }

        return (cost, how);
    }

    private static CarriedTerm Term(ScopedUsage usage, RegionPrices? prices)
    {
        var (component, item, priceItem) = usage.Meaning.Kind switch
        {
            UsageKind.ControlPlane => ("control-plane", "EKS control plane", "eks-control-plane-standard"),
            UsageKind.ExtendedSupport => ("control-plane", "EKS extended support", "eks-extended-support-surcharge"),
            UsageKind.BlockStorage when usage.Meaning.InstanceType == "gp3" => ("storage", "EBS gp3 volumes", "ebs-gp3-storage"),
            UsageKind.BlockStorage => ("storage", $"EBS {usage.Meaning.InstanceType} volumes", null),
            UsageKind.Snapshots => ("storage", "EBS snapshots", null),
            UsageKind.NatHours => ("network", "NAT gateway hours", "nat-gateway-hour"),
            UsageKind.NatData => ("network", "NAT gateway data", "nat-gateway-data"),
            UsageKind.EndpointHours => ("network", "Interface endpoint hours", "vpc-interface-endpoint-hour"),
            UsageKind.EndpointData => ("network", "Interface endpoint data", "vpc-interface-endpoint-data"),
            UsageKind.PublicIpv4 => ("network", "Public IPv4 addresses", "public-ipv4-hour"),
            UsageKind.InterZoneTransfer => ("network", "Transfer between zones", "inter-az-data-transfer"),
            UsageKind.LoadBalancerHours => ("load-balancing", "Load balancer hours", "alb-hour"),
            UsageKind.LoadBalancerCapacity => ("load-balancing", "Load balancer capacity units", "alb-lcu-hour"),
            UsageKind.LogIngestion => ("logs", "CloudWatch log ingestion", "cloudwatch-logs-ingestion-standard"),
            UsageKind.LogStorage => ("logs", "CloudWatch log storage", "cloudwatch-logs-storage"),
            UsageKind.Fargate => ("compute", "Fargate as billed: " + usage.UsageType, null),
            UsageKind.CommitmentFee => ("commitments", "Unused commitment", null),
            _ => ("network", usage.UsageType, null),
        };
        return new CarriedTerm
        {
            Kind = usage.Meaning.Kind,
            Component = component,
            Item = item,
            Service = usage.Service,
            UsageType = usage.UsageType,
            Quantity = usage.Quantity,
            Unit = usage.Unit,
            Price = priceItem is null || usage.Quantity is null ? null : prices?.Item(priceItem),
            Billed = usage.Amortised,
        };
    }

    private static ReconciliationRow Carried(ScopedUsage usage, string explanation) => Row(usage, ReconciliationScope.Carried, null, explanation) with { Modelled = usage.Amortised };

    private static ReconciliationRow Row(ScopedUsage usage, ReconciliationScope scope, Usd? modelled, string explanation) => new()
    {
        Service = usage.Service,
        UsageType = usage.UsageType,
        Scope = scope,
        Billed = usage.Amortised,
        Modelled = modelled?.Round(LineDecimals),
        Explanation = explanation,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
