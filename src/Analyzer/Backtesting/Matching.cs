namespace CostTool.Analyzer.Backtesting;

/// <summary>Sets each baseline beside the cheapest of our points that breaches no more often.</summary>
internal static class Matching
{
    public static IReadOnlyList<MatchedPoint> Of(IReadOnlyList<MethodScore> scores)
    {
        var ours = scores.Where(score => score.Origin is MethodOrigin.Ours or MethodOrigin.OursAtAnotherPoint).ToList();
        if (ours.Count == 0) return [];
        var matched = new List<MatchedPoint>();
        foreach (var baseline in scores.Where(score => score.Origin == MethodOrigin.Baseline))
        {
            var memory = baseline.MemoryBreachWorkloadRatio is not null;
            var cpu = baseline.CpuBreachMinutesRatio is not null;
            if (memory) matched.Add(Cheapest(baseline, "memory", ours.Where(point => NoMoreMemory(point, baseline))));
            if (cpu) matched.Add(Cheapest(baseline, "cpu", ours.Where(point => NoMoreCpu(point, baseline))));
            if (memory && cpu) matched.Add(Cheapest(baseline, "both", ours.Where(point => NoMoreMemory(point, baseline) && NoMoreCpu(point, baseline))));
        }

        return matched;
    }

    private static bool NoMoreMemory(MethodScore point, MethodScore baseline) => point.MemoryBreachWorkloadRatio <= baseline.MemoryBreachWorkloadRatio;

    private static bool NoMoreCpu(MethodScore point, MethodScore baseline) => point.CpuBreachMinutesRatio <= baseline.CpuBreachMinutesRatio;

    private static MatchedPoint Cheapest(MethodScore baseline, string on, IEnumerable<MethodScore> points) =>
        new() { Baseline = baseline, MatchedOn = on, Ours = points.MinBy(point => point.CostRatioToOracle) };
}
