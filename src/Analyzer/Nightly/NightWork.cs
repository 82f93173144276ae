using System.Globalization;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Nightly;

/// <summary>Puts a night together from what it rests on.</summary>
public static class NightWork
{
    /// <summary>The night as it comes out now. Where it came out the same before, it is the same night; otherwise it is its next revision and says why.</summary>
    /// <param name="due">The night and why it is due.</param>
    /// <param name="basis">What it rests on.</param>
    /// <param name="before">The night before; null for the first.</param>
    /// <param name="known">The night as the history has it; null where it is new.</param>
    /// <param name="usage">The day's samples.</param>
    /// <param name="seen">What was seen of the workspace on that night; null where the night is caught up.</param>
    /// <param name="recommendations">Sizes recommended from the usage up to the day.</param>
    public static Night WorkOut(DueNight due, string basis, Night? before, Night? known, DayUsage usage, WorkspaceSeen? seen, IReadOnlyList<SizeRecommendation> recommendations)
    {
        ArgumentNullException.ThrowIfNull(due);
        ArgumentNullException.ThrowIfNull(usage);
        var night = new Night
        {
            Day = due.Day,
            Usage = usage,
            Seen = seen,
            Recommendations = [.. recommendations.OrderBy(recommendation => recommendation.Key, UsageKey.ByName)],
            Ledger = SavingsLedger.Advance(before?.Ledger ?? SavingsLedger.Empty, due.Day, seen, recommendations),
            Basis = basis,
            Revision = known?.Revision ?? 1,
            RevisedBecause = known?.RevisedBecause ?? [],
        };
        return known is null || NightFingerprint.Of(night) == NightFingerprint.Of(known)
            ? night
            : night with { Revision = known.Revision + 1, RevisedBecause = [.. Because(due.Reason, known, night)] };
    }

    private static IEnumerable<string> Because(DueReason reason, Night known, Night night)
    {
        if (known.Usage.Fingerprint != night.Usage.Fingerprint)
        {
            yield return known.Usage.Samples == 0
                ? Text($"samples arrived late: none were known, now {night.Usage.Samples:N0} in {night.Usage.HoursSeen} h")
                : Text($"samples changed: {known.Usage.Samples:N0} in {known.Usage.HoursSeen} h were known, now {night.Usage.Samples:N0} in {night.Usage.HoursSeen} h");
        }

        var then = known.Seen?.Inputs.ToDictionary(input => input.Path, input => input.Sha256, StringComparer.Ordinal) ?? [];
        var files = night.Seen?.Inputs.Where(input => then.GetValueOrDefault(input.Path) != input.Sha256).Select(input => input.Path).ToList() ?? [];
        if (known.Seen is null && night.Seen is not null) yield return "the workspace was not seen on that night before";
        else if (files.Count > 0) yield return $"files changed: {string.Join(", ", files)}";
        if (reason == DueReason.Before) yield return "a night or the usage of a day before it changed";
        else if (files.Count == 0 && known.Usage.Fingerprint == night.Usage.Fingerprint && known.Seen is null == night.Seen is null) yield return "what it rests on changed";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
