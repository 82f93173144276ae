using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Scheduler.Replay.Synthesis;

/// <summary>Makes a history of counts and quantiles where there is none. It is labelled as such, and its bands are wide.</summary>
/// <remarks>
/// Fires of schedules stand where the calendar puts them. Everything else comes by a Poisson stream whose rate changes from hour to hour of the week, and runs as long as a draw from its quantiles. What such
/// a history does not have is a burst inside an hour, and a task that follows another: waits in truth may be longer.
/// </remarks>
public static class SyntheticHistory
{
    /// <summary>Factor of the bands: twice as wide as those of a history. A choice.</summary>
    public const double BandFactor = 2;

    /// <summary>Rule of a task whose runtime nothing tells: it is left out, with all of its runs.</summary>
    public const string RuntimeUnknown = "runtime-unknown";

    private const int MostRows = 30_000_000;
    private const double SecondsPerHour = 3600;

    /// <summary>Makes it. Equal inputs in any order and equal seeds give equal histories.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="start">Its start: a Monday, 00:00 UTC, as the hours of the week count from there.</param>
    /// <param name="weeks">Its length.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <exception cref="ArgumentException">The start is no Monday 00:00 UTC, or there would be more than thirty million rows.</exception>
    public static RepairedHistory Make(IEnumerable<SyntheticTask> tasks, DateTimeOffset start, int weeks, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        if (start.UtcDateTime is not { DayOfWeek: DayOfWeek.Monday, TimeOfDay.Ticks: 0 }) throw new ArgumentException("a synthetic history starts on a Monday, 00:00 UTC", nameof(start));
        var ordered = tasks.OrderBy(task => task.Task, StringComparer.Ordinal).ThenBy(task => task.Queue, StringComparer.Ordinal).ToList();
        if (ordered.Sum(task => task.Fires.Count + (weeks * task.PerHourOfWeek.Sum())) > MostRows) throw new ArgumentException($"a synthetic history has at most {MostRows} rows", nameof(tasks));
        var (rows, unknown) = (new ReplayHistoryBuilder(), 0L);
        for (var index = 0; index < ordered.Count; index++)
        {
            var task = ordered[index];
            var arrivals = Arrivals(task, start, weeks, SplitRandom.Key(seed, (ulong)(2 * index)));
            if (task.Runtime is null && task.HardLimitSeconds is null)
            {
                unknown += arrivals.Count;
                continue;
            }

            var key = SplitRandom.Key(seed, (ulong)((2 * index) + 1));
            for (var row = 0; row < arrivals.Count; row++)
                rows.Add(new ReplayTask { ArrivalSeconds = arrivals[row], RuntimeSeconds = task.Runtime?.Quantile(SplitRandom.Uniform(key, (ulong)row)) ?? task.HardLimitSeconds!.Value, Task = task.Task, Queue = task.Queue });
        }

        return new(rows.Build(start, TimeSpan.FromDays(7 * weeks), Quality(unknown, ordered)), new Dictionary<string, DurationSketch>());
    }

    private static HistoryQuality Quality(long unknown, List<SyntheticTask> tasks)
    {
        var bounded = tasks.Where(task => task is { Runtime: null, HardLimitSeconds: not null }).Select(task => task.Task).ToList();
        return new HistoryQuality
        {
            Synthetic = true,
            BandFactor = BandFactor,
            Excluded = unknown == 0 ? [] : [new QualityCount(RuntimeUnknown, unknown)],
            Warnings =
            [
                "synthetic: made from counts and quantiles, not from runs: bursts inside an hour and tasks that follow each other are not in it, and bands are twice as wide",
                .. bounded.Count == 0 ? [] : new[] { $"{bounded.Count} tasks run to their hard limit, as no run tells their runtime: {string.Join(", ", bounded.Take(3))}" },
            ],
        };
    }

    private static List<double> Arrivals(SyntheticTask task, DateTimeOffset start, int weeks, ulong key)
    {
        List<double> found = [.. task.Fires.Select(fire => (fire - start).TotalSeconds).Where(seconds => seconds >= 0 && seconds < weeks * TaskProfile.HoursOfWeek * SecondsPerHour)];
        var place = 0UL;
        for (var hour = 0; hour < weeks * TaskProfile.HoursOfWeek && task.PerHourOfWeek.Count > 0; hour++)
        {
            var rate = task.PerHourOfWeek[hour % TaskProfile.HoursOfWeek];
            // Gaps of a Poisson stream are exponential; an hour starts anew, as the stream has no memory.
            for (var at = Gap(); at < 1; at += Gap()) found.Add((hour + at) * SecondsPerHour);

            double Gap() => rate <= 0 ? double.PositiveInfinity : -Math.Log(SplitRandom.Uniform(key, place++)) / rate;
        }

        return found;
    }
}
