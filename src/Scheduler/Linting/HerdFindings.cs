using CostTool.Scheduler.Calendars;
using NodaTime;
using NodaTime.Text;
using static System.FormattableString;

namespace CostTool.Scheduler.Linting;

/// <summary>Many schedules that start in the same minute.</summary>
internal static class HerdFindings
{
    // A week holds what daily and weekly schedules do; a whole day of a per-minute schedule is 1,440 fires.
    private static readonly Duration Window = Duration.FromDays(7);
    private const int LongestWindowMinutes = 1440;
    private const int NamesShown = 5;

    public static IEnumerable<LintFinding> Of(IReadOnlyList<LintedEntry> live, LintInputs inputs)
    {
        var starts = Starts(live, inputs.AsOf);
        var limits = inputs.Launches;
        if (starts.Count == 0) yield break;
        var (minute, names) = starts.OrderByDescending(start => start.Value.Count).ThenBy(start => start.Key).First();
        if (names.Count <= limits.CalmPerMinute) yield break;

        var herds = starts.Count(start => start.Value.Count > limits.CalmPerMinute);
        var waits = names.Count > limits.Burst ? (names.Count - limits.Burst + limits.PerSecond - 1) / limits.PerSecond : 0;
        var window = Math.Min(LongestWindowMinutes, (names.Count + limits.CalmPerMinute - 1) / limits.CalmPerMinute);
        yield return new LintFinding
        {
            Rule = "thundering-herd",
            Level = waits > 0 ? LintLevel.Warning : LintLevel.Note,
            What = Invariant($"{names.Count} schedules start at {InstantPattern.ExtendedIso.Format(minute)} ({string.Join(", ", names.Take(NamesShown).Select(name => $"`{name}`"))}{(names.Count > NamesShown ? ", …" : string.Empty)}); ")
                + Invariant($"{herds} {(herds == 1 ? "minute" : "minutes")} of the week have more than {limits.CalmPerMinute}"),
            Why = Invariant($"RunTask takes {limits.PerSecond} calls a second and Fargate starts {limits.Burst} tasks at once and {limits.PerSecond} a second then: ")
                + (waits > 0
                    ? Invariant($"the last {names.Count - limits.Burst} are refused at first and start {waits} s late at best; a refused call that is not repeated is a lost run")
                    : Invariant($"the calls take {(names.Count + limits.PerSecond - 1) / limits.PerSecond} s, and all draw on the database and on the Spot pool at once")),
            Mend = Invariant($"give those that may start later a flexible window of {window} minutes, or other minutes"),
        };
    }

    private static Dictionary<Instant, List<string>> Starts(IReadOnlyList<LintedEntry> live, Instant asOf)
    {
        var starts = new Dictionary<Instant, List<string>>();
        foreach (var linted in live)
        {
            if (linted.Calendar is not { } calendar) continue;
            var last = Instant.MinValue;
            foreach (var fire in calendar.After(asOf, asOf + Window))
            {
                var minute = Instant.FromUnixTimeSeconds(fire.ToUnixTimeSeconds() / 60 * 60);
                // Oftener than once a minute is one start a minute here: that is what a plan could launch.
                if (minute == last) continue;
                last = minute;
                if (!starts.TryGetValue(minute, out var names)) starts.Add(minute, names = []);
                names.Add(linted.Entry.Name);
            }
        }

        return starts;
    }
}
