using System.Globalization;

namespace CostTool.SampleGenerator.Celery;

/// <summary>When beat sends in the two weeks of the sample: wall-clock times of Paris, whose summer time ends on 25 October 2026 at 01:00 UTC.</summary>
internal static class BeatClock
{
    private static readonly DateTime SummerEnds = new(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static DateTime Paris(DateTime utc) => utc.AddHours(utc < SummerEnds ? 2 : 1);

    /// <summary>Fires from <paramref name="start"/> up to but not including <paramref name="end"/>.</summary>
    public static IEnumerable<DateTime> Fires(BeatEntry entry, DateTime start, DateTime end)
    {
        if (!entry.Enabled || entry.Expires <= start) yield break;
        if (entry.EverySeconds is { } every)
        {
            for (var at = start.AddSeconds(every); at < end; at = at.AddSeconds(every)) yield return at;
        }
        else if (entry.Cron is { } cron)
        {
            var fields = cron.Split(' ');
            // A weekday that Celery refuses: the row is never loaded.
            if (fields[4] is "7") yield break;
            for (var at = start; at < end; at = at.AddMinutes(1))
            {
                // Nothing fires in the second pass of the repeated hour.
                if (at >= SummerEnds && at < SummerEnds.AddHours(1)) continue;
                var local = Paris(at);
                if (Holds(fields[0], local.Minute, 0) && Holds(fields[1], local.Hour, 0) && Holds(fields[2], local.Day, 1) && Holds(fields[3], local.Month, 1) && Holds(fields[4], (int)local.DayOfWeek, 0))
                    yield return at;
            }
        }
    }

    // The forms that the sample uses: *, */n, a, a-b, lists, and names of weekdays.
    private static bool Holds(string field, int value, int first) => field.Split(',').Any(part => part switch
    {
        "*" => true,
        ['*', '/', .. var step] => (value - first) % Number(step) == 0,
        _ when part.Split('-') is [var from, var to] => value >= Number(from) && value <= Number(to),
        _ => value == Number(part),
    });

    private static int Number(string text) => Array.IndexOf(Weekdays, text) is >= 0 and var weekday ? weekday : int.Parse(text, CultureInfo.InvariantCulture);
}
