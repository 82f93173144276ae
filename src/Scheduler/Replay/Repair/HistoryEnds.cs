using CostTool.Scheduler.Replay.Demand;
using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Repair;

/// <summary>Sets start and length of a history, cuts out days that are missing, and says how far its numbers can be trusted.</summary>
/// <remarks>
/// A day is missing where nothing arrived for 24 hours or longer, at least <see cref="Expected"/> arrivals were to be expected in that time by the mean rate of the rest, and a week before or after
/// something did arrive in those hours. Whole days are cut, so that the hours of the day stay where they were. Where the history is too short to look a week away nothing is cut and the band widens alike.
/// <code>
/// band factor = sqrt(max(1, 168 h / hours seen)) × (1 + days missing / days) × (1 + rows left out / rows)
/// </code>
/// The root is how the error of a mean falls with the time that was seen; the other two are choices.
/// </remarks>
internal static class HistoryEnds
{
    /// <summary>Arrivals that a gap must have been expected to hold. By chance a Poisson stream leaves such a gap once in half a thousand million.</summary>
    public const double Expected = 20;

    private const long MicrosPerMinute = 60L * Micros.PerSecond;
    private const long MicrosPerDay = 86_400L * Micros.PerSecond;
    private const long MicrosPerWeek = 7 * MicrosPerDay;
    // A clock that was never set is years away; a history of a year is as much as anybody has.
    private const long MostAway = 366 * MicrosPerDay;

    public static ReplayHistory Close(HistoryColumns columns, string[] tasks, string[] queues, RuleCounts repaired, RuleCounts excluded, IReadOnlyList<string> caveats)
    {
        columns = WithoutUnsetClocks(columns, excluded);
        var times = columns.Arrivals;
        if (times.Length == 0) return new ReplayHistory(DateTimeOffset.UnixEpoch, 0, tasks, queues, columns, Quality(repaired, excluded, [.. caveats, "the history holds no attempt that can be replayed"], 1));
        var start = times[0] - (times[0] % MicrosPerMinute);
        var end = times[^1] - (times[^1] % MicrosPerMinute) + MicrosPerMinute;
        List<string> warnings = [.. caveats];
        var cut = 0L;
        var missing = 0L;
        foreach (var gap in Gaps(times, end - start))
        {
            var days = (gap.To - gap.From) / MicrosPerDay;
            missing += days;
            warnings.Add(Invariant($"day-missing: nothing arrived from {Text(gap.From)} to {Text(gap.To)}; {(gap.Unusual ? Invariant($"{days} days are cut out and the band is widened") : "the history is too short to say whether that is usual, and the band is widened")}"));
            if (gap.Unusual) Cut(columns, gap.To, days * MicrosPerDay, ref cut);
        }

        for (var row = 0; row < times.Length; row++) times[row] -= start;
        if (columns.Etas is { } etas)
            for (var row = 0; row < etas.Length; row++) etas[row] = etas[row] == 0 ? 0 : Math.Max(0, etas[row] - start);
        var length = end - start - cut;
        var factor = Math.Sqrt(Math.Max(1, MicrosPerWeek / (double)length)) * (1 + (missing * MicrosPerDay / (double)(end - start))) * (1 + Lost(times.Length, excluded));
        if (length < MicrosPerWeek) warnings.Add(Invariant($"less-than-a-cycle: the history covers {length / (double)MicrosPerDay:0.##} days and work follows the week; bands are {factor:0.##} times as wide"));
        if (Lost(times.Length, excluded) >= 0.01) warnings.Add(Invariant($"{Lost(times.Length, excluded):P1} of the attempts are left out, so the replayed work is less than the real"));
        return new ReplayHistory(DateTimeOffset.UnixEpoch.AddTicks(start * TimeSpan.TicksPerMicrosecond), length, tasks, queues, columns, Quality(repaired, excluded, warnings, factor));
    }

    private static HistoryQuality Quality(RuleCounts repaired, RuleCounts excluded, IReadOnlyList<string> warnings, double factor) =>
        new() { Repaired = repaired.ToList(), Excluded = excluded.ToList(), Warnings = warnings, BandFactor = factor };

    // What nobody worked for and what was told twice is no work that is missing.
    private static double Lost(int rows, RuleCounts excluded)
    {
        var lost = excluded.Total - excluded.Of(RepairRules.NeverStarted) - excluded.Of(RepairRules.DuplicateEnd);
        return lost / (double)Math.Max(1, rows + lost);
    }

    private static string Text(long micros) => Invariant($"{DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond):yyyy-MM-dd'T'HH:mm'Z'}");

    private static HistoryColumns WithoutUnsetClocks(HistoryColumns columns, RuleCounts excluded)
    {
        var times = columns.Arrivals;
        if (times.Length == 0 || times[^1] - times[0] <= MostAway) return columns;
        var middle = times[times.Length / 2];
        var from = Array.FindIndex(times, time => time >= middle - MostAway);
        var to = Array.FindLastIndex(times, time => time <= middle + MostAway) + 1;
        excluded.Add(RepairRules.ClockUnset, times.Length - (to - from));
        return new HistoryColumns(times[from..to], columns.Runtimes[from..to], columns.Tasks[from..to], columns.Queues[from..to]) { Etas = columns.Etas?[from..to] };
    }

    private static List<(long From, long To, bool Unusual)> Gaps(long[] times, long span)
    {
        List<(long From, long To)> empty = [];
        for (var row = 1; row < times.Length; row++)
            if (times[row] - times[row - 1] >= MicrosPerDay) empty.Add((times[row - 1], times[row]));
        var seen = Math.Max(1, span - empty.Sum(gap => gap.To - gap.From));
        List<(long From, long To, bool Unusual)> gaps = [];
        foreach (var (from, to) in empty)
        {
            if ((to - from) * (times.Length / (double)seen) < Expected) continue;
            var before = from - MicrosPerWeek >= times[0] ? Any(times, from - MicrosPerWeek, to - MicrosPerWeek) : (bool?)null;
            var after = to + MicrosPerWeek <= times[^1] ? Any(times, from + MicrosPerWeek, to + MicrosPerWeek) : (bool?)null;
            // A week away it is empty too: a weekend, and no gap.
            if (before is false || after is false) continue;
            gaps.Add((from, to, before is true || after is true));
        }

        return gaps;
    }

    // A quiet weekend may have a straggler at its ends: what counts is the inner day.
    private static bool Any(long[] times, long from, long to)
    {
        var margin = Math.Min((to - from) / 8, MicrosPerDay / 8);
        var first = Array.BinarySearch(times, from + margin);
        if (first < 0) first = ~first;
        return first < times.Length && times[first] < to - margin;
    }

    private static void Cut(HistoryColumns columns, long from, long micros, ref long cut)
    {
        var border = from - cut;
        for (var row = 0; row < columns.Arrivals.Length; row++)
        {
            if (columns.Etas is { } etas && etas[row] >= border) etas[row] -= micros;
            if (columns.Arrivals[row] >= border) columns.Arrivals[row] -= micros;
        }

        cut += micros;
    }
}
