using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Comparisons that hold everything equal but the platform.</summary>
internal static class Comparisons
{
    private const decimal FirstPacking = 0.30m;
    private const decimal PackingStep = 0.05m;

    public static IReadOnlyList<LikeForLikeRow> LikeForLike(FleetPricer pricer, IReadOnlyList<FleetUnit> units, CancellationToken cancellationToken)
    {
        // Only work that both platforms can run is compared; the rest would be on one side alone.
        var shared = units.Where(unit => unit.StaysBehind || (unit.MayUseEks && WhatIfScenarios.OnFargate(pricer.Terms, unit).Platform == Platform.Fargate)).ToList();
        if (shared.TrueForAll(unit => unit.StaysBehind)) return [];
        var armable = shared.TrueForAll(unit => unit.StaysBehind || unit.PossibleArchitectures.Contains(CpuArchitecture.Arm64))
            && pricer.Terms.Candidates.Any(candidate => candidate.Spec.Architecture == CpuArchitecture.Arm64);
        var rows = new List<LikeForLikeRow>
        {
            Row("x86_64, on demand, no commitment", CpuArchitecture.X86_64, PurchaseOption.OnDemand, false),
            Row("x86_64, Spot, no commitment", CpuArchitecture.X86_64, PurchaseOption.Spot, false),
        };
        if (armable)
        {
            rows.Add(Row("arm64, on demand, no commitment", CpuArchitecture.Arm64, PurchaseOption.OnDemand, false));
            rows.Add(Row("arm64, Spot, no commitment", CpuArchitecture.Arm64, PurchaseOption.Spot, false));
        }

        if (pricer.Terms.Commitments.Count > 0) rows.Add(Row("x86_64, on demand, today's commitments kept", CpuArchitecture.X86_64, PurchaseOption.OnDemand, true));
        return rows;

        LikeForLikeRow Row(string name, CpuArchitecture architecture, PurchaseOption purchase, bool commitments)
        {
            Usd? Monthly(Platform platform)
            {
                var price = pricer.Price([.. shared.Select(unit => (unit, unit.StaysBehind
                    ? unit.Today with { Platform = Platform.Eks }
                    : new Placement(platform, architecture, purchase)))], cancellationToken);
                return price.Unplaced.Count > 0 ? null : price.Lines.Where(line => commitments || line.Component != "commitments").Sum(line => line.Monthly);
            }

            var (eks, fargate) = (Monthly(Platform.Eks), Monthly(Platform.Fargate));
            var cheaper = (eks, fargate) switch
            {
                ({ } nodes, { } tasks) => nodes < tasks ? "eks" : tasks < nodes ? "fargate" : "equal",
                _ => "unknown",
            };
            return new LikeForLikeRow(name, eks, fargate, cheaper);
        }
    }

    /// <summary>
    /// The fleet on the nodes of its best packing, as if they were packed better or worse: nodes(u) = nodes(plan) × u(plan) ÷ u. Fargate does not depend on packing.
    /// </summary>
    public static (IReadOnlyList<BreakEvenPoint> Points, decimal? Packing) BreakEven(FleetPrice nodes, FleetPrice fargate)
    {
        var pools = nodes.Pools.Where(pool => pool.Packing > 0).ToList();
        if (pools.Count == 0) return ([], null);
        var rate = pools.Sum(pool => pool.Plan.Rate.Amount);
        var packing = pools.Sum(pool => pool.Packing * pool.Plan.Rate.Amount) / rate;
        var packed = NodesOnly(nodes);
        var fixedPart = nodes.Lines.Where(line => line.Component != "commitments").Sum(line => line.Monthly) - packed;
        var tasks = fargate.Lines.Where(line => line.Component != "commitments").Sum(line => line.Monthly);
        var points = new List<BreakEvenPoint>();
        for (var at = FirstPacking; at <= 1; at += PackingStep)
            points.Add(new BreakEvenPoint(at, packed * (packing / at) + fixedPart, tasks));
        var even = tasks > fixedPart ? packed * packing / (tasks - fixedPart) : (decimal?)null;
        return (points, even is null ? null : decimal.Round(even.Value, 4));
    }

    private static Usd NodesOnly(FleetPrice nodes) => nodes.Lines
        .Where(line => (line.Component == "compute" && line.WorkloadId is null && line.Unit == "instance-hour") || line.Id.StartsWith("storage/root-volumes", StringComparison.Ordinal))
        .Sum(line => line.Monthly);
}
