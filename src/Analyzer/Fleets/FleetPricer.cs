using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>A fleet, priced.</summary>
public sealed record FleetPrice
{
    /// <summary>Lines; ids lack the scenario, which <see cref="InScenario"/> adds.</summary>
    public required IReadOnlyList<ScenarioLine> Lines { get; init; }

    /// <summary>Pools of nodes; empty without nodes.</summary>
    public required IReadOnlyList<NodePool> Pools { get; init; }

    /// <summary>Compute and root volumes by workload: its own lines on Fargate, its share of the pool by request on nodes.</summary>
    public required IReadOnlyDictionary<string, Usd> ByWorkload { get; init; }

    /// <summary>Pods that fit no node; they are not in the sum.</summary>
    public required IReadOnlyList<string> Unplaced { get; init; }

    /// <summary>The exact sum of the lines.</summary>
    public Usd Monthly => Lines.Sum(line => line.Monthly);

    /// <summary>The lines with ids that are unique in the analysis.</summary>
    public IReadOnlyList<ScenarioLine> InScenario(string scenarioId) => [.. Lines.Select(line => line with { Id = $"{scenarioId}/{line.Id}" })];
}

/// <summary>Prices a fleet: nodes are packed pool by pool, tasks are metered, and what surrounds them and the commitments are re-rated as a whole.</summary>
/// <param name="terms">Prices, hours and everything beside the placements.</param>
public sealed class FleetPricer(FleetTerms terms)
{
    // The same pool comes back in many fleets while a plan is looked for; packing it once is what keeps a report fast.
    private readonly Dictionary<string, NodePool> packed = new(StringComparer.Ordinal);

    /// <summary>Weight of a vCPU against a GiB when a node's cost is shared out: AWS split cost allocation uses 9 to 1.</summary>
    public const decimal CpuWeight = 9;

    /// <summary>Prices beside the placements.</summary>
    public FleetTerms Terms => terms;

    /// <summary>Prices a fleet.</summary>
    /// <param name="fleet">Every unit with its placement; units that stay behind are part of the nodes for as long as there are any.</param>
    /// <param name="cancellationToken">Stops between pools.</param>
    public FleetPrice Price(IReadOnlyList<(FleetUnit Unit, Placement Placement)> fleet, CancellationToken cancellationToken)
    {
        var lines = new LineBuilder();
        var byWorkload = new Dictionary<string, Usd>(StringComparer.Ordinal);
        var pools = new List<NodePool>();
        var moving = fleet.Where(item => !item.Unit.StaysBehind).ToList();
        var clusterStays = ClusterStays(fleet);

        foreach (var request in PoolsOf(fleet))
        {
            var pool = Pack(request, cancellationToken);
            pools.Add(pool);
            NodeLines.Write(terms, pool, lines);
            Share(pool.Plan.Rate * terms.Hours, request.Units, byWorkload);
        }

        foreach (var (unit, placement) in moving.Where(item => item.Placement.Platform == Platform.Fargate).OrderBy(item => item.Unit.WorkloadId, StringComparer.Ordinal))
        {
            var before = lines.Total;
            FargateLines.Write(terms, unit, placement, lines);
            byWorkload[unit.WorkloadId] = lines.Total - before;
        }

        SurroundingLines.Write(terms, clusterStays, moving.Exists(item => item.Placement.Platform == Platform.Fargate), lines);
        CommitmentLines.Write(terms, lines);
        return new FleetPrice
        {
            Lines = lines.Lines,
            Pools = pools,
            ByWorkload = byWorkload,
            Unplaced = [.. pools.SelectMany(pool => pool.Plan.Unplaceable).Select(group => $"{group.Count} × {group.Id}").Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>Weight of a request when a node's cost is shared out.</summary>
    public static decimal Weight(Resources requests) => requests.Cpu.Cores * CpuWeight + requests.Memory.Gibibytes;

    private static void Share(Usd cost, IReadOnlyList<FleetUnit> units, Dictionary<string, Usd> byWorkload)
    {
        var total = units.Sum(unit => Weight(unit.Requests) * unit.Replicas);
        foreach (var unit in units)
            byWorkload[unit.WorkloadId] = total == 0 ? Usd.Zero : cost * (Weight(unit.Requests) * unit.Replicas / total);
    }

    /// <summary>Packs the pools of many fleets side by side, each once, so that pricing the fleets finds them ready.</summary>
    public void PackAll(IEnumerable<IReadOnlyList<(FleetUnit Unit, Placement Placement)>> fleets, CancellationToken cancellationToken)
    {
        var missing = fleets.SelectMany(PoolsOf).DistinctBy(pool => pool.Key).Where(pool => !packed.ContainsKey(pool.Key)).ToList();
        var plans = new NodePool[missing.Count];
        Parallel.For(0, missing.Count, new ParallelOptions { CancellationToken = cancellationToken },
            index => plans[index] = NodePools.Pack(terms, missing[index].Architecture, missing[index].Purchase, missing[index].Units, cancellationToken));
        for (var index = 0; index < missing.Count; index++) packed[missing[index].Key] = plans[index];
    }

    // A cluster that holds nothing but its own software is there for a reason that the inventory does not tell.
    private static bool ClusterStays(IReadOnlyList<(FleetUnit Unit, Placement Placement)> fleet) =>
        fleet.All(item => item.Unit.StaysBehind) || fleet.Any(item => !item.Unit.StaysBehind && item.Placement.Platform == Platform.Eks);

    private static List<PoolRequest> PoolsOf(IReadOnlyList<(FleetUnit Unit, Placement Placement)> fleet)
    {
        var clusterStays = ClusterStays(fleet);
        return [.. fleet.Where(item => item.Placement.Platform == Platform.Eks && (clusterStays || !item.Unit.StaysBehind))
            .GroupBy(item => (item.Placement.Architecture, item.Placement.Purchase)).OrderBy(group => group.Key)
            .Select(group => new PoolRequest(group.Key.Architecture, group.Key.Purchase, [.. group.Select(item => item.Unit)]))];
    }

    private NodePool Pack(PoolRequest pool, CancellationToken cancellationToken)
    {
        if (!packed.TryGetValue(pool.Key, out var plan)) packed[pool.Key] = plan = NodePools.Pack(terms, pool.Architecture, pool.Purchase, pool.Units, cancellationToken);
        return plan;
    }

    private sealed record PoolRequest(CpuArchitecture Architecture, PurchaseOption Purchase, IReadOnlyList<FleetUnit> Units)
    {
        public string Key { get; } = $"{Architecture}|{Purchase}|{string.Join('|', Units.Select(unit => $"{unit.WorkloadId}@{unit.Requests.Cpu.Millicores}/{unit.Requests.Memory.Bytes}").Order(StringComparer.Ordinal))}";
    }
}
