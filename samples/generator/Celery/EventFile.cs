using System.Globalization;
using CostTool.SampleGenerator.Usage;

namespace CostTool.SampleGenerator.Celery;

/// <summary>Two weeks of task events as a monitor writes them down, a JSON object a line, by time.</summary>
internal static class EventFile
{
    private const int Days = 14;

    public static IEnumerable<string> Lines()
    {
        var clock = 0L;
        var runs = Runs().OrderBy(run => run.Sent).ThenBy(run => run.Task.Name, StringComparer.Ordinal).ThenBy(run => run.Sender, StringComparer.Ordinal).ToList();
        var events = runs.SelectMany((run, index) => Events(run, index)).OrderBy(happening => happening.Millisecond).ThenBy(happening => happening.Order);
        foreach (var (millisecond, _, text) in events)
        {
            clock++;
            yield return string.Create(CultureInfo.InvariantCulture, $"{{{text},\"utcoffset\":0,\"clock\":{clock},\"timestamp\":{millisecond / 1000}.{millisecond % 1000:000}}}");
        }
    }

    private static IEnumerable<Run> Runs()
    {
        var (start, end) = (UsageTable.Start, UsageTable.Start.AddDays(Days));
        foreach (var entry in BeatEntries.InSettings.Concat(BeatEntries.InDatabase))
        {
            var task = CeleryTasks.Named(entry.Task);
            if (!task.SendsEvents) continue;
            var noise = new Noise("beat " + entry.Name);
            foreach (var fire in BeatClock.Fires(entry, start, end))
                yield return new(Unix(fire) + 3 + noise.Below(40), task, "gen@celery-beat", entry.Args, entry.Countdown ?? 0);
        }

        foreach (var task in CeleryTasks.All.Where(task => task.PerOfficeHour + task.PerQuietHour > 0))
        {
            var noise = new Noise("application " + task.Name);
            for (var hour = 0; hour < Days * 24; hour++)
            {
                var local = BeatClock.Paris(start.AddHours(hour));
                var office = local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && local.Hour is >= 8 and < 19;
                var count = noise.Below((2 * (office ? task.PerOfficeHour : task.PerQuietHour)) + 1);
                for (var i = 0; i < count; i++)
                    yield return new(Unix(start.AddHours(hour)) + noise.Below(3_600_000), task, "gen@web", $"[{1000 + noise.Below(9000)}]", 0);
            }
        }
    }

    private static IEnumerable<(long Millisecond, int Order, string Text)> Events(Run run, int index)
    {
        var noise = new Noise(string.Create(CultureInfo.InvariantCulture, $"run {index} {run.Task.Name}"));
        var uuid = Stable.Uuid(string.Create(CultureInfo.InvariantCulture, $"message {index} {run.Task.Name}"));
        var host = $"{run.Task.Queue}@celery-{run.Task.Queue}-{noise.Below(2)}";
        var eta = run.CountdownSeconds > 0 ? $"\"{DateTimeOffset.FromUnixTimeMilliseconds(run.Sent + (run.CountdownSeconds * 1000L)):yyyy-MM-ddTHH:mm:ss.fff}+00:00\"" : "null";
        var message = $"\"name\":\"{run.Task.Name}\",\"args\":\"{run.Args.Replace('[', '(').Replace("]", ",)", StringComparison.Ordinal).Replace("(,)", "()", StringComparison.Ordinal).Replace('"', '\'')}\",\"kwargs\":\"{{}}\",\"retries\":0,\"eta\":{eta},\"expires\":null";
        var received = run.Sent + 4 + noise.Below(60);
        var started = received + (run.CountdownSeconds * 1000L) + 2 + noise.Below(run.Task.Seconds > 60 ? 4000 : 400);
        var milliseconds = Runtime(run.Task, noise);
        var order = index * 4;
        yield return (run.Sent, order, $"\"type\":\"task-sent\",\"hostname\":\"{run.Sender}\",\"uuid\":\"{uuid}\",{message},\"queue\":\"{run.Task.Queue}\"");
        yield return (received, order + 1, $"\"type\":\"task-received\",\"hostname\":\"{host}\",\"uuid\":\"{uuid}\",{message}");
        yield return (started, order + 2, $"\"type\":\"task-started\",\"hostname\":\"{host}\",\"uuid\":\"{uuid}\"");
        yield return (started + milliseconds, order + 3, noise.Below(1000) < run.Task.FailuresPerThousand
            ? $"\"type\":\"task-failed\",\"hostname\":\"{host}\",\"uuid\":\"{uuid}\",\"exception\":\"OperationalError('connection timed out')\",\"traceback\":null"
            : string.Create(CultureInfo.InvariantCulture, $"\"type\":\"task-succeeded\",\"hostname\":\"{host}\",\"uuid\":\"{uuid}\",\"result\":\"None\",\"runtime\":{milliseconds / 1000m:0.###}"));
    }

    // Most runs take 0.7 to 1.3 times the usual; two in a hundred take up to three times as long.
    private static long Runtime(CeleryTask task, Noise noise)
    {
        var permille = 700 + noise.Below(601);
        if (noise.Below(100) < 2) permille += noise.Below(1701);
        return Math.Max(1, (long)(task.Seconds * 1000) * permille / 1000);
    }

    private static long Unix(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private sealed record Run(long Sent, CeleryTask Task, string Sender, string Args, int CountdownSeconds);
}
