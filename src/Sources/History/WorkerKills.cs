using CostTool.Analyzer.Usage;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Sources.History;

/// <summary>Workers that were ended for want of memory, as evidence for the size of their pool.</summary>
/// <remarks>
/// A short-lived worker is often gone before anything measured it, so its end may be all that is known of its memory. It counts as a sample without a reading: that it reached its limit is known,
/// and not what it would have taken. The workload is <c>CLUSTER/FAMILY</c>, as ECS's own measurements of a family name it.
/// </remarks>
public static class WorkerKills
{
    // arn:aws:ecs:region:account:task/CLUSTER/ID
    private const int PartsOfTask = 3;

    private const double BytesPerMebibyte = 1024 * 1024;

    /// <summary>The reading, with the kills of its days.</summary>
    public static DailyReading With(this DailyReading reading, IReadOnlyList<KnownWorkerEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var kills = Sketches(happened).ToLookup(sketch => sketch.Days[0].Day);
        if (kills.Count == 0) return reading;
        return reading with
        {
            Days = [.. reading.Days.Select(day => kills.Contains(day.Usage.Day)
                ? new DaySketches(day.Usage.Day, Merged(day.Sketches.Concat(kills[day.Usage.Day])))
                : day)],
        };
    }

    /// <summary>Sketches, with the kills of their days that a store holds; the same where there is no store.</summary>
    /// <param name="sketches">What was measured.</param>
    /// <param name="store">File of the history.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The store is damaged, or held by another program.</exception>
    public static IReadOnlyList<UsageSketch> WithKillsIn(this IReadOnlyList<UsageSketch> sketches, string store)
    {
        ArgumentNullException.ThrowIfNull(sketches);
        if (sketches.Count == 0 || !File.Exists(store)) return sketches;
        using var history = HistoryStore.Open(store);
        var days = sketches.SelectMany(sketch => sketch.Days).Select(day => day.Day).ToList();
        return [.. Merged(sketches.Concat(Sketches(history.WorkerEvents(days.Min(), days.Max()))))];
    }

    /// <summary>A sketch for each workload and day with a kill.</summary>
    public static IEnumerable<UsageSketch> Sketches(IEnumerable<KnownWorkerEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Where(known => known.Event is { Kind: WorkerEventKind.OutOfMemory, Pool: not null })
            .DistinctBy(known => known.Event.WorkerId)
            .Select(known => (known.Event, Workload: Workload(known)))
            .Where(known => known.Workload is not null)
            .GroupBy(known => (known.Workload, Day: DateOnly.FromDateTime(known.Event.At.UtcDateTime)))
            .Select(day => Sketch(day.Key.Workload!, day.Key.Day, [.. day.Select(known => known.Event)]));
    }

    private static IEnumerable<UsageSketch> Merged(IEnumerable<UsageSketch> sketches) => sketches.GroupBy(sketch => sketch.Key).Select(same => same.Aggregate(UsageSketch.Merge));

    private static string? Workload(KnownWorkerEvent known) =>
        known.Event.WorkerId.Split(':')[^1].Split('/') is { Length: PartsOfTask } parts ? $"{parts[1]}/{WorkerNames.Family(known.Deployment, known.Event.Pool!)}" : null;

    private static UsageSketch Sketch(string workload, DateOnly day, IReadOnlyList<WorkerEvent> kills) => new()
    {
        Key = new UsageKey(workload, ""),
        Days =
        [
            new UsageDay
            {
                Day = day,
                Samples = kills.Count,
                Cpu = new UsageHistogram(),
                CpuMaxCores = null,
                MemorySamples = 0,
                MemoryMaxBytes = null,
                CpuLimitCores = kills.Max(kill => (double?)kill.Size?.Vcpu),
                MemoryLimitBytes = kills.Max(kill => (double?)kill.Size?.MemoryMib) * BytesPerMebibyte,
                CpuSaturated = 0,
                MemorySaturated = 0,
                Throttled = 0,
                OomKills = kills.Count,
                HoursSeen = kills.Select(kill => kill.At.UtcDateTime.Hour).Distinct().Count(),
                Instances = kills.GroupBy(kill => kill.At.UtcDateTime.Hour).Max(hour => hour.Count()),
            },
        ],
        Week = new HourOfWeek[HourOfWeek.Hours],
        First = kills.Min(kill => kill.At),
        Last = kills.Max(kill => kill.At),
    };
}
