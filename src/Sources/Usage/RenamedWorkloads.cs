using System.Globalization;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>Notes where a workload ends as another begins that looks like it. They stay apart: to join them is the user's to say.</summary>
internal static class RenamedWorkloads
{
    // A deployment under a new name overlaps with the old one for a while, or leaves a gap.
    private static readonly TimeSpan Seam = TimeSpan.FromHours(2);
    private const double Likeness = 1.25;
    private const int Most = 20;

    public static IReadOnlyList<string> Notes(IReadOnlyList<UsageSketch> sketches)
    {
        if (sketches.Count < 2) return [];
        var (first, last) = (sketches.Min(sketch => sketch.First), sketches.Max(sketch => sketch.Last));
        var beginning = sketches.Where(sketch => sketch.First > first + Seam).OrderBy(sketch => sketch.First).ToList();
        var notes = new List<string>();
        foreach (var ended in sketches.Where(sketch => sketch.Last < last - Seam))
        {
            var next = beginning.Where(begun => begun.Key.Container == ended.Key.Container && begun.Key.Workload != ended.Key.Workload
                && (begun.First - ended.Last).Duration() <= Seam && begun.Last > ended.Last && IsAlike(ended, begun)).Take(2).ToList();
            // With two that fit there is no telling.
            if (next.Count == 1)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"`{ended.Key}` ends at {ended.Last:u} where `{next[0].Key}` begins at a similar level: if it was renamed, give both one name"));
        }

        return notes.Count <= Most ? notes : [.. notes.Take(Most), string.Create(CultureInfo.InvariantCulture, $"{notes.Count - Most} more workloads look renamed")];
    }

    private static bool IsAlike(UsageSketch left, UsageSketch right)
    {
        var cpu = Ratio(left.Cpu().Quantile(0.5), right.Cpu().Quantile(0.5));
        var memory = Ratio(left.Days.Max(day => day.MemoryMaxBytes), right.Days.Max(day => day.MemoryMaxBytes));
        return (cpu ?? memory) is not null && cpu is null or <= Likeness && memory is null or <= Likeness;
    }

    private static double? Ratio(double? left, double? right) =>
        left is not > 0 || right is not > 0 ? null : Math.Max(left.Value, right.Value) / Math.Min(left.Value, right.Value);
}
