using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>The workloads with their share of today's cost and their cost as recommended.</summary>
internal static class WorkloadRows
{
    public static IReadOnlyList<WorkloadRow> Build(FleetTerms terms, IReadOnlyDictionary<string, Usd> today, PlacedFleet recommended, IReadOnlyList<FleetUnit> requested, RightsizingResult? sizes)
    {
        var clusterStays = recommended.Price.Pools.Count > 0;
        var todayUnits = requested.ToDictionary(unit => unit.WorkloadId, StringComparer.Ordinal);
        var sized = sizes?.Wholes().ToDictionary(row => row.Size.Key.Workload, row => row.Size, StringComparer.Ordinal) ?? [];
        var placed = recommended.Placements.Select(item => item.Unit.WorkloadId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. recommended.Placements.Select(item => Row(item.Unit, item.Placement))
                .Concat(requested.Where(unit => !placed.Contains(unit.WorkloadId)).Select(unit => Row(unit, unit.Today)))
                .OrderBy(row => row.WorkloadId, StringComparer.Ordinal),
        ];

        WorkloadRow Row(FleetUnit unit, Placement placement)
        {
            var replaced = !placed.Contains(unit.WorkloadId);
            var gone = replaced || (unit.StaysBehind && !clusterStays);
            var size = FargateLines.SizeOf(terms, unit, placement.Architecture);
            var asRequested = todayUnits[unit.WorkloadId];
            var stated = !asRequested.RequestsMissing;
            var known = !unit.RequestsMissing;
            var usage = sized.GetValueOrDefault(unit.WorkloadId);
            return new WorkloadRow
            {
                WorkloadId = unit.WorkloadId,
                Container = null,
                Replicas = unit.Replicas,
                CurrentCpu = stated ? asRequested.Requests.Cpu : null,
                CurrentMemory = stated ? asRequested.Requests.Memory : null,
                RecommendedCpu = known && !gone ? unit.Requests.Cpu : null,
                RecommendedMemory = known && !gone ? unit.Requests.Memory : null,
                FargateCpu = unit.StaysBehind ? null : size?.Cpu,
                FargateMemory = unit.StaysBehind ? null : size?.Memory,
                // A pod that states no request at all has a share that is not known, not one of zero.
                Current = today.TryGetValue(unit.WorkloadId, out var cost) && (stated || cost > Usd.Zero) ? cost.Round(6) : null,
                Recommended = gone ? Usd.Zero : recommended.Price.ByWorkload.TryGetValue(unit.WorkloadId, out var then) ? then.Round(6) : null,
                Placement = replaced ? "replaced by short-lived tasks" : gone ? "ends with the cluster" : placement.ToString(),
                Direction = usage is not null ? usage.Direction.ToString().ToLowerInvariant() : known ? "keep" : "unknown",
                Size = usage,
                Reasons = replaced ? ["its queues are emptied by short-lived tasks"] : [.. Reasons(terms, unit, placement, gone, usage)],
            };
        }
    }

    /// <summary>Each workload's share of today's nodes by request; idle is spread in the same proportion, so the shares add up to the nodes.</summary>
    public static IReadOnlyDictionary<string, Usd> SharesOfToday(IReadOnlyList<FleetUnit> units, Usd nodes)
    {
        var total = units.Sum(unit => FleetPricer.Weight(unit.Requests) * unit.Replicas);
        return total == 0
            ? new Dictionary<string, Usd>(StringComparer.Ordinal)
            : units.ToDictionary(unit => unit.WorkloadId, unit => nodes * (FleetPricer.Weight(unit.Requests) * unit.Replicas / total), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Reasons(FleetTerms terms, FleetUnit unit, Placement placement, bool gone, SizeRecommendation? usage)
    {
        if (unit.RequestsMissing) yield return "some container states no request, so its need is not known";
        if (gone)
        {
            yield return "cluster software that ends with the cluster";
            yield break;
        }

        if (usage is null) yield return "size as requested: usage is not looked at";
        foreach (var reason in usage?.Reasons ?? []) yield return reason;
        if (placement.Purchase == Pricing.PurchaseOption.Spot) yield return "the policy says that it tolerates interruption";
        else if (unit.Interruptible is null) yield return "on demand: the policy does not say that it tolerates interruption";
        else if (unit.Interruptible == false) yield return "on demand: the policy rules interruption out";
        if (!unit.MayUseFargate && !unit.StaysBehind) yield return "the policy keeps it on nodes";
        else if (placement.Platform == Platform.Eks && !unit.StaysBehind && FargateLines.SizeOf(terms, unit, unit.Today.Architecture) is null) yield return "no Fargate size holds it";
    }
}
