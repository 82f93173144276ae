using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Linting;

/// <summary>Looks for schedules and settings that lose work or money.</summary>
public static class ScheduleLint
{
    /// <summary>The findings: worst first, then by rule and by entry.</summary>
    public static IReadOnlyList<LintFinding> Check(LintInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        IEnumerable<LintFinding> found =
        [
            .. inputs.Entries.SelectMany(linted => RowFindings.Of(linted.Entry, inputs)),
            .. RowFindings.Duplicates(Live(inputs)),
            .. Live(inputs).SelectMany(linted => GapFindings.Of(linted.Entry, inputs)),
            .. Live(inputs).SelectMany(linted => FrequencyFindings.Of(linted, inputs)),
            .. Live(inputs).SelectMany(linted => DeliveryFindings.OfEntry(linted.Entry, inputs)),
            .. DeliveryFindings.OfApp(Live(inputs), inputs),
            .. HerdFindings.Of(Live(inputs), inputs),
        ];
        return
        [
            .. found.OrderByDescending(finding => finding.Level)
                .ThenBy(finding => finding.Rule, StringComparer.Ordinal)
                .ThenBy(finding => finding.Entry, StringComparer.Ordinal)
                .ThenBy(finding => finding.What, StringComparer.Ordinal)
                .ThenBy(finding => finding.Origin, StringComparer.Ordinal),
        ];
    }

    /// <summary>A finding about one entry.</summary>
    internal static LintFinding About(CeleryEntry entry, string rule, LintLevel level, string what, string why, string mend, Usd? monthly = null) => new()
    {
        Rule = rule, Level = level, ScheduleId = Schedules.ScheduleId.Of(entry), Entry = entry.Name, Origin = entry.Origin, What = what, Why = why, Mend = mend, MonthlyUsd = monthly,
    };

    /// <summary>What a shortest run (one minute of the smallest size on Spot) costs; null without rates.</summary>
    internal static Usd? ShortestRun(LintInputs inputs) =>
        inputs.SpotRates is { } rates ? FargateMeter.Run(rates, FargateSize.All[0], TimeSpan.Zero).Total : null;

    /// <summary>Seconds for people: <c>90 s</c>, <c>45 min</c>, <c>2.5 h</c>.</summary>
    internal static string Span(double seconds) => seconds switch
    {
        < 600 => FormattableString.Invariant($"{seconds:0.#} s"),
        < 7200 => FormattableString.Invariant($"{seconds / 60:0.#} min"),
        _ => FormattableString.Invariant($"{seconds / 3600:0.#} h"),
    };

    private static IReadOnlyList<LintedEntry> Live(LintInputs inputs) =>
        [.. inputs.Entries.Where(linted => linted.Entry.Enabled && !RowFindings.IsOver(linted.Entry, inputs.AsOf)).OrderBy(linted => linted.Entry.Name, StringComparer.Ordinal)];
}
