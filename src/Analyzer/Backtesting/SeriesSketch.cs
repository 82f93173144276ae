using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>Makes of samples the sketch that a night would have had, with days of 24 hours that end at the origin, so that the last one is whole.</summary>
internal static class SeriesSketch
{
    private const double Saturated = 0.98;

    /// <summary>The sketch of the samples of all instances; null without any.</summary>
    public static UsageSketch? Of(UsageSeries series, DateTimeOffset origin)
    {
        var days = new SortedDictionary<int, Day>();
        var week = new HourOfWeek[HourOfWeek.Hours];
        long first = long.MaxValue, last = long.MinValue;
        var end = origin.ToUnixTimeSeconds();
        foreach (var instance in series.Instances)
        {
            for (var index = 0; index < instance.Count; index++)
            {
                var instant = instance.EpochSeconds[index];
                (first, last) = (Math.Min(first, instant), Math.Max(last, instant));
                var number = (int)Math.Floor((instant - end) / 86400.0);
                if (!days.TryGetValue(number, out var day)) days[number] = day = new Day();
                day.Add(instance, index, (int)((instant - end - (number * 86400L)) / 3600));
                Add(ref week[HourOfWeek.IndexOf(DateTimeOffset.FromUnixTimeSeconds(instant))], instance.CpuCores[index], instance.MemoryBytes[index]);
            }
        }

        return days.Count == 0 ? null : new UsageSketch
        {
            Key = series.Key,
            Days = [.. days.Select(pair => pair.Value.Build(DateOnly.FromDateTime(origin.UtcDateTime.AddDays(pair.Key)), series.Instances.Count))],
            Week = week,
            First = DateTimeOffset.FromUnixTimeSeconds(first),
            Last = DateTimeOffset.FromUnixTimeSeconds(last),
        };
    }

    private static void Add(ref HourOfWeek hour, double cpu, double memory) => hour = HourOfWeek.Merge(hour, new HourOfWeek(
        double.IsNaN(cpu) ? 0 : 1, double.IsNaN(cpu) ? 0 : cpu, double.IsNaN(cpu) ? null : cpu, double.IsNaN(memory) ? null : memory));

    private sealed class Day
    {
        private readonly UsageHistogram cpu = new();
        private readonly HashSet<int> hours = [];
        private long samples;
        private long memorySamples;
        private long cpuSaturated;
        private long memorySaturated;
        private double? cpuMax;
        private double? memoryMax;
        private double? cpuLimit;
        private double? memoryLimit;

        public void Add(InstanceSeries instance, int index, int hour)
        {
            samples++;
            hours.Add(hour);
            var (cores, bytes, coreLimit, byteLimit) = (instance.CpuCores[index], instance.MemoryBytes[index], instance.CpuLimitCores[index], instance.MemoryLimitBytes[index]);
            if (!double.IsNaN(cores))
            {
                cpu.Add(cores);
                cpuMax = Math.Max(cpuMax ?? cores, cores);
                if (cores >= Saturated * coreLimit) cpuSaturated++;
            }

            if (!double.IsNaN(bytes))
            {
                memorySamples++;
                memoryMax = Math.Max(memoryMax ?? bytes, bytes);
                if (bytes >= Saturated * byteLimit) memorySaturated++;
            }

            if (!double.IsNaN(coreLimit)) cpuLimit = Math.Max(cpuLimit ?? coreLimit, coreLimit);
            if (!double.IsNaN(byteLimit)) memoryLimit = Math.Max(memoryLimit ?? byteLimit, byteLimit);
        }

        public UsageDay Build(DateOnly day, int instances) => new()
        {
            Day = day,
            Samples = samples,
            Cpu = cpu,
            CpuMaxCores = cpuMax,
            MemorySamples = memorySamples,
            MemoryMaxBytes = memoryMax,
            CpuLimitCores = cpuLimit,
            MemoryLimitBytes = memoryLimit,
            CpuSaturated = cpuSaturated,
            MemorySaturated = memorySaturated,
            Throttled = 0,
            OomKills = 0,
            HoursSeen = hours.Count,
            Instances = instances,
        };
    }
}
