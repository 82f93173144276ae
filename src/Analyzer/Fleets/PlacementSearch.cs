using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>A placement of the whole fleet with its price.</summary>
/// <param name="Placements">Placement of each unit.</param>
/// <param name="Price">What it costs.</param>
public sealed record PlacedFleet(IReadOnlyList<(FleetUnit Unit, Placement Placement)> Placements, FleetPrice Price);

/// <summary>
/// Looks for the cheapest fleet that the owners' policy allows. On Fargate each workload is priced alone, so its cheapest allowed form is found at once; on nodes
/// the price of a workload depends on its neighbours, so whole fleets are packed and compared: all on nodes, all on Fargate, and splits between.
/// </summary>
public static class PlacementSearch
{
    private const int Splits = 3;

    /// <summary>The cheapest fleet found, by its expected monthly cost.</summary>
    public static PlacedFleet Cheapest(FleetPricer pricer, IReadOnlyList<FleetUnit> units, CancellationToken cancellationToken)
    {
        var onFargate = units.ToDictionary(unit => unit.WorkloadId, unit => BestOnFargate(pricer.Terms, unit), StringComparer.Ordinal);
        var fleets = new List<IReadOnlyList<(FleetUnit Unit, Placement Placement)>>();
        var byWorth = units.Where(unit => !unit.StaysBehind && unit.MayUseEks && onFargate[unit.WorkloadId] is not null)
            .OrderBy(unit => CostPerWeight(pricer.Terms, unit, onFargate[unit.WorkloadId]!.Value)).ThenBy(unit => unit.WorkloadId, StringComparer.Ordinal)
            .Select(unit => unit.WorkloadId)
            .ToList();
        foreach (var arm in (bool[])(units.Any(DeclaresArm) ? [false, true] : [false]))
        foreach (var spot in (bool[])(units.Any(unit => unit.Interruptible == true) ? [false, true] : [false]))
        {
            var onNodes = units.ToDictionary(unit => unit.WorkloadId, unit => OnNodes(unit, arm, spot), StringComparer.Ordinal);
            for (var split = 0; split <= Splits + 1; split++)
            {
                var leaving = byWorth.Take(byWorth.Count * split / (Splits + 1)).ToHashSet(StringComparer.Ordinal);
                fleets.Add([.. units.Select(unit => (unit, Leaves(unit, leaving, onFargate) ? onFargate[unit.WorkloadId]!.Value : onNodes[unit.WorkloadId]))]);
            }
        }

        pricer.PackAll(fleets, cancellationToken);
        PlacedFleet? best = null;
        foreach (var fleet in fleets)
        {
            var price = pricer.Price(fleet, cancellationToken);
            if (price.Unplaced.Count > 0) continue;
            if (best is null || price.Monthly < best.Price.Monthly) best = new PlacedFleet(fleet, price);
        }

        return best ?? new PlacedFleet(fleets[0], pricer.Price(fleets[0], cancellationToken));
    }

    /// <summary>The cheapest form of a unit on Fargate that its policy allows, or null where none is.</summary>
    public static Placement? BestOnFargate(FleetTerms terms, FleetUnit unit)
    {
        if (!unit.MayUseFargate || unit.StaysBehind) return null;
        (Placement Placement, Usd Cost)? best = null;
        foreach (var architecture in unit.DeclaredArchitectures.Intersect(unit.PossibleArchitectures).Order())
        foreach (var purchase in unit.Interruptible == true ? new[] { PurchaseOption.OnDemand, PurchaseOption.Spot } : [PurchaseOption.OnDemand])
        {
            if (FargateLines.SizeOf(terms, unit, architecture) is null) continue;
            var placement = new Placement(Platform.Fargate, architecture, purchase);
            var lines = new LineBuilder();
            FargateLines.Write(terms, unit, placement, lines);
            if (best is null || lines.Total < best.Value.Cost) best = (placement, lines.Total);
        }

        return best?.Placement;
    }

    private static bool DeclaresArm(FleetUnit unit) =>
        !unit.StaysBehind && unit.DeclaredArchitectures.Contains(CpuArchitecture.Arm64) && unit.PossibleArchitectures.Contains(CpuArchitecture.Arm64);

    private static Placement OnNodes(FleetUnit unit, bool arm, bool spot) => new(
        Platform.Eks,
        arm && DeclaresArm(unit) ? CpuArchitecture.Arm64 : unit.Today.Architecture,
        spot && unit.Interruptible == true && !unit.StaysBehind ? PurchaseOption.Spot : PurchaseOption.OnDemand);

    private static bool Leaves(FleetUnit unit, HashSet<string> leaving, Dictionary<string, Placement?> onFargate) =>
        leaving.Contains(unit.WorkloadId) || (!unit.MayUseEks && !unit.StaysBehind && onFargate[unit.WorkloadId] is not null);

    // What Fargate's steps and ratios make dear leaves last.
    private static decimal CostPerWeight(FleetTerms terms, FleetUnit unit, Placement placement)
    {
        var lines = new LineBuilder();
        FargateLines.Write(terms, unit, placement, lines);
        var weight = FleetPricer.Weight(unit.Requests) * unit.Replicas;
        return weight == 0 ? decimal.MaxValue : lines.Total.Amount / weight;
    }
}
