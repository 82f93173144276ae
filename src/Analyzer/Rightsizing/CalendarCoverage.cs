using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Which parts of the calendar a window has seen: what runs on a day that was not seen is not in a size.</summary>
internal sealed record CalendarCoverage
{
    private const int WholeWeek = 7;
    private const int TwoWeeks = 14;
    private const int FourWeeks = 28;
    private const double LargeGap = 0.1;

    /// <summary>Days with samples.</summary>
    public required int DaysSeen { get; init; }

    /// <summary>Days from the first to the last.</summary>
    public required int WindowDays { get; init; }

    /// <summary>One of the last two days or the first day of a month has samples.</summary>
    public required bool SawMonthEnd { get; init; }

    /// <summary>Days of the week without any sample.</summary>
    public required IReadOnlyList<DayOfWeek> UnseenWeekdays { get; init; }

    /// <summary>Part of the window's hours without a sample.</summary>
    public required double GapShare { get; init; }

    /// <summary>The window is at least a week and misses no day of it; a day that was absent twice is taken for one on which nothing runs.</summary>
    public bool CoversWeek => DaysSeen > 0 && WindowDays >= WholeWeek && (UnseenWeekdays.Count == 0 || WindowDays >= TwoWeeks);

    /// <summary>How much it carries.</summary>
    public SizeConfidence Confidence =>
        DaysSeen == 0 ? SizeConfidence.None
        : !CoversWeek || UnseenWeekdays.Count > 0 || GapShare > LargeGap ? SizeConfidence.Low
        : WindowDays >= FourWeeks && SawMonthEnd ? SizeConfidence.High
        : SizeConfidence.Medium;

    /// <summary>Reads the days of a sketch.</summary>
    public static CalendarCoverage Of(UsageSketch usage)
    {
        var days = usage.Days.Where(day => day.Samples > 0).Select(day => day.Day).ToList();
        return new CalendarCoverage
        {
            DaysSeen = days.Count,
            WindowDays = usage.WindowDays,
            SawMonthEnd = days.Exists(day => day.Day == 1 || day.AddDays(2).Month != day.Month),
            UnseenWeekdays = [.. Enum.GetValues<DayOfWeek>().Except(days.Select(day => day.DayOfWeek))],
            GapShare = usage.WindowDays == 0 ? 0 : GapHours(usage) / (double)(usage.WindowDays * 24),
        };
    }

    /// <summary>What a reader must know of the window.</summary>
    public IEnumerable<string> Reasons()
    {
        if (WindowDays < WholeWeek) yield return FormattableString.Invariant($"{WindowDays} days were seen, less than a whole week");
        else if (UnseenWeekdays.Count > 0) yield return $"no {string.Join(" and no ", UnseenWeekdays)} was seen";
        if (GapShare > LargeGap) yield return FormattableString.Invariant($"{GapShare:P0} of the window's hours have no sample");
        if (!SawMonthEnd) yield return "the window saw no month-end: what runs then is not in the size";
    }

    // The first and the last day are seldom whole; the hours before the first and after the last sample are no gap.
    private static int GapHours(UsageSketch usage)
    {
        var outside = usage.First.UtcDateTime.Hour + (23 - usage.Last.UtcDateTime.Hour);
        return Math.Max(0, usage.GapHours - outside);
    }
}
