using System.Text;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>The days and hours of the week of one container while rows are folded.</summary>
internal sealed class FoldedContainer(UsageKey key)
{
    private readonly byte[] _workload = Encoding.UTF8.GetBytes(key.Workload);
    private readonly byte[] _container = Encoding.UTF8.GetBytes(key.Container);
    private readonly Dictionary<long, Day> _days = [];
    private readonly HourOfWeek[] _week = new HourOfWeek[HourOfWeek.Hours];
    private readonly long[] _weekMicros = new long[HourOfWeek.Hours];
    private long _climbing;
    private long _climbable;
    private double _climbed;
    private double _leastCores = double.MaxValue;

    /// <summary>Processor use of the day that begins at a second.</summary>
    public UsageHistogram HistogramOf(long daySecond) => DayOf(daySecond).Cpu;

    /// <summary>Whether this is the container of these names.</summary>
    public bool IsNamed(ReadOnlySpan<byte> workload, ReadOnlySpan<byte> container) => workload.SequenceEqual(_workload) && container.SequenceEqual(_container);

    /// <summary>Adds an hour of an instance.</summary>
    public void Add(in FoldedHour hour, bool isNewHour)
    {
        var day = DayOf(hour.Start - (hour.Start % 86_400));
        day.Totals.Samples += hour.Samples;
        day.Totals.CpuMax = Math.Max(day.Totals.CpuMax, hour.CpuMax);
        day.Totals.MemorySamples += hour.MemorySamples;
        day.Totals.MemoryMax = Math.Max(day.Totals.MemoryMax, hour.MemoryMax);
        day.Totals.CpuLimit = Math.Max(day.Totals.CpuLimit, hour.CpuLimit);
        day.Totals.MemoryLimit = Math.Max(day.Totals.MemoryLimit, hour.MemoryLimit);
        day.Totals.CpuSaturated += hour.CpuSaturated;
        day.Totals.MemorySaturated += hour.MemorySaturated;
        day.Totals.Throttled += hour.Throttled;
        day.Totals.Kills += hour.Kills;
        if (isNewHour) day.Instances[hour.Start % 86_400 / 3600]++;

        var week = (hour.Start + 259_200) % 604_800 / 3600; // 1970 began on a Thursday
        _weekMicros[week] += hour.CpuMicros;
        _week[week] = HourOfWeek.Merge(_week[week], new HourOfWeek(hour.CpuSamples, 0, Known(hour.CpuMax, hour.CpuSamples), Known(hour.MemoryMax, hour.MemorySamples)));
        (day.Totals.FirstSecond, day.Totals.LastSecond) = (Math.Min(day.Totals.FirstSecond, hour.FirstSecond), Math.Max(day.Totals.LastSecond, hour.LastSecond));
        if (hour.CpuSamples > 0) _leastCores = Math.Min(_leastCores, hour.CpuMin);
        if (hour.CpuSamples < 4) return;
        _climbable++;
        if (hour.CpuAtFirst != hour.CpuMin || hour.CpuAtLast != hour.CpuMax || hour.CpuMax <= hour.CpuMin) return;
        _climbing++;
        _climbed += hour.CpuMax - hour.CpuMin;
    }

    /// <summary>The sketch under construction.</summary>
    public SketchBuilder Builder()
    {
        var builder = new SketchBuilder(key);
        foreach (var (second, day) in _days)
        {
            var totals = day.Totals;
            builder.AddDay(new UsageDay
            {
                Day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(second).UtcDateTime),
                Samples = totals.Samples,
                Cpu = day.Cpu,
                CpuMaxCores = Known(totals.CpuMax, day.Cpu.Count),
                MemorySamples = totals.MemorySamples,
                MemoryMaxBytes = Known(totals.MemoryMax, totals.MemorySamples),
                CpuLimitCores = totals.CpuLimit > 0 ? totals.CpuLimit : null,
                MemoryLimitBytes = totals.MemoryLimit > 0 ? totals.MemoryLimit : null,
                CpuSaturated = totals.CpuSaturated,
                MemorySaturated = totals.MemorySaturated,
                Throttled = totals.Throttled,
                OomKills = totals.Kills,
                HoursSeen = day.Instances.Count(instances => instances > 0),
                Instances = day.Instances.Max(),
            }, totals.FirstSecond, totals.LastSecond);
        }

        for (var hour = 0; hour < _week.Length; hour++) builder.AddHour(hour, _week[hour] with { CpuCoreSum = _weekMicros[hour] / 1e6 });
        builder.Climbs(_climbing, _climbable, _climbed, _leastCores);
        return builder;
    }

    private static double? Known(double largest, long samples) => samples == 0 ? null : largest;

    private Day DayOf(long daySecond)
    {
        if (!_days.TryGetValue(daySecond, out var day)) _days.Add(daySecond, day = new Day());
        return day;
    }

    private sealed class Day
    {
        public FoldedHour Totals = new() { FirstSecond = long.MaxValue, LastSecond = long.MinValue, CpuMax = -1, MemoryMax = -1 };

        public UsageHistogram Cpu { get; } = new();

        public int[] Instances { get; } = new int[24];
    }
}
