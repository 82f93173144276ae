namespace CostTool.Analyzer.Usage;

/// <summary>All that sizing needs to know of a container's utilization, in a few kilobytes. Sketches of parts merge into the sketch of the whole, in any order.</summary>
public sealed record UsageSketch
{
    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Days with samples, oldest first.</summary>
    public required IReadOnlyList<UsageDay> Days { get; init; }

    /// <summary>The 168 hours of the week.</summary>
    public required IReadOnlyList<HourOfWeek> Week { get; init; }

    /// <summary>First sample.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>Last sample.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Samples that count.</summary>
    public long Samples => Days.Sum(day => day.Samples);

    /// <summary>Days from the first to the last sample, days without samples included.</summary>
    public int WindowDays => Days.Count == 0 ? 0 : Days[^1].Day.DayNumber - Days[0].Day.DayNumber + 1;

    /// <summary>Hours of the window without a sample.</summary>
    public int GapHours => (WindowDays * 24) - Days.Sum(day => day.HoursSeen);

    /// <summary>Processor use over all days.</summary>
    public UsageHistogram Cpu()
    {
        var all = new UsageHistogram();
        foreach (var day in Days) all.Merge(day.Cpu);
        return all;
    }

    /// <summary>The sketch of the samples of both.</summary>
    /// <exception cref="ArgumentException">They are of different containers.</exception>
    public static UsageSketch Merge(UsageSketch left, UsageSketch right)
    {
        if (left.Key != right.Key) throw new ArgumentException($"`{left.Key}` and `{right.Key}` are different containers", nameof(right));
        var days = left.Days.Concat(right.Days).GroupBy(day => day.Day).OrderBy(group => group.Key).Select(group => group.Aggregate(UsageDay.Merge));
        return new UsageSketch
        {
            Key = left.Key,
            Days = [.. days],
            Week = [.. left.Week.Zip(right.Week, HourOfWeek.Merge)],
            First = left.First < right.First ? left.First : right.First,
            Last = left.Last > right.Last ? left.Last : right.Last,
        };
    }
}
