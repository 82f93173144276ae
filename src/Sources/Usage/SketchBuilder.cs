using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>The parts of one sketch until all are there, and what its readings look like.</summary>
internal sealed class SketchBuilder(UsageKey key)
{
    private static readonly HourOfWeek[] NoWeek = new HourOfWeek[HourOfWeek.Hours];

    private readonly Dictionary<DateOnly, UsageHistogram> _histograms = [];
    private readonly List<(UsageDay Day, long First, long Last)> _days = [];
    private readonly HourOfWeek[] _week = new HourOfWeek[HourOfWeek.Hours];
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _climbing;
    private long _climbable;
    private double _climbed;
    private double _leastCores = double.MaxValue;

    public UsageKey Key => key;

    /// <summary>The processor reading looks like the cumulative counter.</summary>
    /// <remarks>
    /// In nine of ten hours of an instance that have four readings, and in six at least, the lowest is the first and the highest the last. A load that climbs within every hour
    /// and falls back does so too, but then an hour climbs by the whole range; a counter climbs by a small part of it.
    /// </remarks>
    public bool IsCounter => _climbing >= 6 && _climbing * 10 >= _climbable * 9 && _climbed / _climbing <= ((_days.Max(day => day.Day.CpuMaxCores) ?? 0) - _leastCores) / 2;

    public void AddBucket(DateOnly day, int bucket, long times)
    {
        if (!_histograms.TryGetValue(day, out var histogram)) _histograms.Add(day, histogram = new UsageHistogram());
        histogram.AddBucket(bucket, times);
    }

    public void AddHour(int hour, HourOfWeek seen) => _week[hour] = HourOfWeek.Merge(_week[hour], seen);

    /// <param name="day">The day, without its histogram where buckets are added one by one.</param>
    /// <param name="firstSecond">First sample of the day.</param>
    /// <param name="lastSecond">Last sample of the day.</param>
    public void AddDay(UsageDay day, long firstSecond, long lastSecond)
    {
        _days.Add((day, firstSecond, lastSecond));
        (_first, _last) = (Math.Min(_first, firstSecond), Math.Max(_last, lastSecond));
    }

    /// <param name="climbing">Hours of an instance in which the reading only seems to climb.</param>
    /// <param name="climbable">Hours of an instance with enough readings to see that.</param>
    /// <param name="climbed">By how much it climbed in those hours, added up.</param>
    /// <param name="leastCores">Lowest reading.</param>
    public void Climbs(long climbing, long climbable, double climbed, double? leastCores)
    {
        (_climbing, _climbable, _climbed) = (_climbing + climbing, _climbable + climbable, _climbed + climbed);
        _leastCores = Math.Min(_leastCores, leastCores ?? double.MaxValue);
    }

    public UsageSketch Build() => new()
    {
        Key = key,
        Days = [.. _days.OrderBy(day => day.Day.Day).Select(day => Whole(day.Day))],
        Week = _week,
        First = DateTimeOffset.FromUnixTimeSeconds(_first),
        Last = DateTimeOffset.FromUnixTimeSeconds(_last),
    };

    /// <summary>A sketch for each day; without hours of the week, which are kept over all days only.</summary>
    public IEnumerable<UsageSketch> BuildDays() => _days.OrderBy(day => day.Day.Day).Select(day => new UsageSketch
    {
        Key = key,
        Days = [Whole(day.Day)],
        Week = NoWeek,
        First = DateTimeOffset.FromUnixTimeSeconds(day.First),
        Last = DateTimeOffset.FromUnixTimeSeconds(day.Last),
    });

    private UsageDay Whole(UsageDay day) => day with { Cpu = _histograms.GetValueOrDefault(day.Day) ?? day.Cpu };
}
