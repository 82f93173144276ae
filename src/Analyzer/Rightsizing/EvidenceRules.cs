namespace CostTool.Analyzer.Rightsizing;

/// <summary>When evidence does not carry a smaller size.</summary>
internal static class EvidenceRules
{
    /// <summary>
    /// Whether so many samples are at a limit or throttled that the need is hidden. A size that was held for it stays held until the share has halved: evidence that
    /// wavers around the threshold does not move the size each night.
    /// </summary>
    public static bool Hidden(double share, double threshold, long? current, long? last) => share > (last >= current ? threshold / 2 : threshold);

    /// <summary>Why the window is too short for a smaller size; empty where it is not.</summary>
    public static IEnumerable<string> Young(CalendarCoverage coverage, SizingPolicy policy)
    {
        if (coverage.DaysSeen < policy.MinimumDays) yield return FormattableString.Invariant($"{coverage.DaysSeen} days have samples, {policy.MinimumDays} needed");
        else if (!coverage.CoversWeek) yield return "the window misses a part of the week";
    }
}
