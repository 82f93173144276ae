using System.Globalization;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Lists what the numbers rest on, with who set it and how much the recommended saving moves with it.</summary>
internal static class AssumptionRegister
{
    private const string BuiltIn = "built-in";

    public static IReadOnlyList<Assumption> Build(AnalysisInputs inputs, AnalysedMonth month, FleetTerms? terms, PlacedFleet? recommended, Usd? saving)
    {
        var policy = inputs.Policy;
        var rows = new List<Assumption>
        {
            Row("hours-per-month", "Hours in the month", month.Hours.Value, "hour", month.Month is null ? "365 days × 24 h ÷ 12" : "hours that the bill covers", month.Month is null ? BuiltIn : "bill", null),
            Row("residual-bound", "Largest residual ratio under which a saving is claimed", policy.ResidualBoundRatio, "ratio", "policy.yaml: residual_bound_ratio", SetBy("residual_bound_ratio"), null),
        };
        if (terms is null) return rows;

        rows.Add(new Assumption
        {
            Id = "snapshot-represents-month", Name = "The inventory stands for the whole month", Value = "yes", Unit = string.Empty,
            Source = "nodes and pods are counted once, when the inventory was taken; the residual shows how far the month differed", Dated = string.Empty, SetBy = "inventory", Elasticity = null,
        });
        rows.Add(new Assumption
        {
            Id = "surroundings-carried", Name = "Network, storage, load balancing and logs keep their quantities", Value = "yes", Unit = string.Empty,
            Source = "quantities as billed; what a change of platform does to traffic is not known from a bill", Dated = string.Empty, SetBy = "bill", Elasticity = null,
        });
        rows.Add(new Assumption
        {
            Id = "packing", Name = "Nodes of a what-if are packed by request, daemonsets on each", Value = "yes", Unit = string.Empty,
            Source = "cheapest whole nodes found; the gap to the proven bound is in findings", Dated = string.Empty, SetBy = "inventory", Elasticity = null,
        });
        rows.Add(Row("zones", "Least number of zones of a pool", policy.Zones, "zone", "policy.yaml: zones", SetBy("zones"), null));
        rows.Add(Row("root-volume", "Root volume of a node", policy.Node.RootVolumeGib, "GiB", "default of EKS managed node groups", SetBy("node.root_volume_gib"), Elasticity(Part(line => line.Id.Contains("root-volumes", StringComparison.Ordinal)))));
        rows.Add(Row("spot-fallback-share", "Share of Spot hours bought on demand while Spot is out", policy.Spot.FallbackShare, "ratio", "AWS promises no availability of Spot; low and high ends are in the band", SetBy("spot.fallback_share"), FallbackElasticity(policy, recommended, saving)));
        rows.Add(Row("band-derived", "Error of a derived price", LineBuilder.DerivedBand, "ratio", "a choice: most rules reproduce every known price, a few known prices are far off", BuiltIn, null));
        rows.Add(Row("band-unverified", "Error of an unverified price", LineBuilder.UnverifiedBand, "ratio", "the scaling rule was off by -24 % to +20 % on known prices", BuiltIn, null));
        rows.Add(Row("fargate-endpoints", "Interface endpoints that Fargate adds", policy.Fargate.InterfaceEndpoints, "endpoint", "the account has what it needs unless the policy says otherwise", SetBy("fargate.interface_endpoints"), null));
        rows.Add(Row("fargate-sidecar-vcpu", "Processor of each task's sidecars", policy.Fargate.SidecarCpu.Cores, "vCPU", "agents that are daemonsets on nodes", SetBy("fargate.sidecar_vcpu"), null));
        rows.Add(Row("fargate-sidecar-memory", "Memory of each task's sidecars", policy.Fargate.SidecarMemory.Mebibytes, "MiB", "agents that are daemonsets on nodes", SetBy("fargate.sidecar_memory_mib"), null));
        rows.Add(new Assumption
        {
            Id = "commitments-kept", Name = "Savings Plans and Reserved Instances are paid to their end", Value = policy.KeepCommitments ? "yes" : "no", Unit = string.Empty,
            Source = "they cannot be given back", Dated = string.Empty, SetBy = SetBy("commitments.keep"), Elasticity = null,
        });
        if (inputs.Usage is not null)
        {
            var sizing = policy.Sizing;
            rows.Add(Row("sizing-horizon", "Days that a size must last for", sizing.HorizonDays, "day", "policy.yaml: sizing.horizon_days", SetBy("sizing.horizon_days"), null));
            rows.Add(Row("sizing-cpu-time", "Share of the time in which the need may exceed the processor", (decimal)sizing.CpuTimeAboveSize, "ratio", "policy.yaml: sizing.cpu_time_above_size", SetBy("sizing.cpu_time_above_size"), null));
            rows.Add(Row("sizing-cpu-target", "Accepted chance that it does so for longer", (decimal)sizing.CpuBreachTarget, "ratio", "policy.yaml: sizing.cpu_breach_target", SetBy("sizing.cpu_breach_target"), null));
            rows.Add(Row("sizing-memory-target", "Accepted chance that memory exceeds its size", (decimal)sizing.MemoryBreachTarget, "ratio", "policy.yaml: sizing.memory_breach_target", SetBy("sizing.memory_breach_target"), null));
        }

        if (terms.Commitments.Count > 0)
        {
            rows.Add(Row("savings-plan-discounts", "What the plan takes off Fargate", terms.FargateDiscount, "ratio", "Compute Savings Plan, one year, no upfront; EC2 discounts are those of the bill", BuiltIn, null));
        }

        return rows;

        string SetBy(string key) => policy.SetKeys.Contains(key) ? "policy" : BuiltIn;

        Usd Part(Func<ScenarioLine, bool> select) => recommended is null ? Usd.Zero : recommended.Price.Lines.Where(select).Sum(line => line.Monthly);

        decimal? Elasticity(Usd part) => saving is { } known && known > Usd.Zero ? decimal.Round(-0.1m * (part / known) * 100, 2) : null;
    }

    // An estimate: what a Spot hour saves against on demand is taken to be as much as it costs.
    private static decimal? FallbackElasticity(Policy policy, PlacedFleet? recommended, Usd? saving)
    {
        if (recommended is null || saving is not { } known || known <= Usd.Zero) return null;
        var spot = recommended.Price.Lines.Where(line => line.Evidence.AssumptionIds.Contains("spot-fallback-share")).Sum(line => line.Monthly);
        return spot == Usd.Zero ? 0 : decimal.Round(-10 * policy.Spot.FallbackShare * (spot / known), 2);
    }

    private static Assumption Row(string id, string name, decimal value, string unit, string source, string setBy, decimal? elasticity) => new()
    {
        Id = id, Name = name, Value = value.ToString("0.######", CultureInfo.InvariantCulture), Unit = unit, Source = source, Dated = string.Empty, SetBy = setBy, Elasticity = elasticity,
    };
}
