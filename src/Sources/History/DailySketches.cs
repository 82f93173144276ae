using CostTool.Analyzer.Usage;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.History;

/// <summary>Reads usage files into one sketch for each container and day, as the history keeps them.</summary>
public static class DailySketches
{
    private const double Saturated = 0.98;
    private const int SecondsOfDay = 86_400;

    /// <summary>The days of a window, oldest first; a day without samples is among them and is empty.</summary>
    public static IReadOnlyList<DaySketches> Read(IReadOnlyList<WorkspaceFile> files, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var days = new SortedDictionary<DateOnly, List<UsageSketch>>();
        for (var day = from; day <= to; day = day.AddDays(1)) days.Add(day, []);
        if (files.Count > 0)
        {
            var options = new UsageReadOptions();
            using var open = Usage.UsageFiles.Open(files, options, cancellationToken);
            foreach (var series in new UsageSeriesReader(open, options).Read(cancellationToken))
            {
                foreach (var sketch in Split(series, days.Keys.First(), days.Keys.Last())) days[sketch.Days[0].Day].Add(sketch);
            }
        }

        return [.. days.Select(pair => new DaySketches(pair.Key, pair.Value))];
    }

    private static IEnumerable<UsageSketch> Split(UsageSeries series, DateOnly first, DateOnly last) =>
        from instance in series.Instances
        from place in Enumerable.Range(0, instance.Count)
        group (Instance: instance, Place: place) by instance.EpochSeconds[place] / SecondsOfDay into day
        let date = DateOnly.FromDayNumber((int)day.Key + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber)
        where date >= first && date <= last
        select Sketch(series.Key, date, [.. day]);

    private static UsageSketch Sketch(UsageKey key, DateOnly day, IReadOnlyList<(InstanceSeries Instance, int Place)> samples)
    {
        var cpu = new UsageHistogram();
        var week = new HourOfWeek[HourOfWeek.Hours];
        var instances = new HashSet<string>[24];
        double? cpuMax = null, memoryMax = null, cpuLimit = null, memoryLimit = null;
        var (memorySamples, cpuSaturated, memorySaturated) = (0L, 0L, 0L);
        long first = long.MaxValue, last = long.MinValue;
        foreach (var (instance, place) in samples)
        {
            var seconds = instance.EpochSeconds[place];
            var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var cores = Known(instance.CpuCores[place]);
            var bytes = Known(instance.MemoryBytes[place]);
            var coreLimit = Known(instance.CpuLimitCores[place]);
            var byteLimit = Known(instance.MemoryLimitBytes[place]);
            (first, last) = (Math.Min(first, seconds), Math.Max(last, seconds));
            (instances[at.Hour] ??= new HashSet<string>(StringComparer.Ordinal)).Add(instance.Instance);
            week[HourOfWeek.IndexOf(at)] = HourOfWeek.Merge(week[HourOfWeek.IndexOf(at)], new HourOfWeek(cores is null ? 0 : 1, cores ?? 0, cores, bytes));
            if (cores is { } used)
            {
                cpu.Add(used);
                cpuMax = Math.Max(cpuMax ?? used, used);
                if (used >= Saturated * coreLimit) cpuSaturated++;
            }

            if (bytes is { } held)
            {
                memorySamples++;
                memoryMax = Math.Max(memoryMax ?? held, held);
                if (held >= Saturated * byteLimit) memorySaturated++;
            }

            if (coreLimit is { } cap) cpuLimit = Math.Max(cpuLimit ?? cap, cap);
            if (byteLimit is { } memoryCap) memoryLimit = Math.Max(memoryLimit ?? memoryCap, memoryCap);
        }

        return new UsageSketch
        {
            Key = key,
            Days =
            [
                new UsageDay
                {
                    Day = day, Samples = samples.Count, Cpu = cpu, CpuMaxCores = cpuMax, MemorySamples = memorySamples, MemoryMaxBytes = memoryMax, CpuLimitCores = cpuLimit, MemoryLimitBytes = memoryLimit,
                    CpuSaturated = cpuSaturated, MemorySaturated = memorySaturated, Throttled = 0, OomKills = 0,
                    HoursSeen = instances.Count(names => names is not null), Instances = instances.Max(names => names?.Count ?? 0),
                },
            ],
            Week = week,
            First = DateTimeOffset.FromUnixTimeSeconds(first),
            Last = DateTimeOffset.FromUnixTimeSeconds(last),
        };
    }

    private static double? Known(double reading) => double.IsNaN(reading) ? null : reading;
}
