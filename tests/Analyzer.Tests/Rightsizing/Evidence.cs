using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>A forecast made by hand: the chance falls by a factor of e for each tenth that a size is above the need.</summary>
/// <param name="Cores">Size at which the chance is one.</param>
/// <param name="Mebibytes">Size at which the chance is one.</param>
internal sealed record HandMadeForecast(double? Cores, double? Mebibytes) : ISizeForecast
{
    public BreachProbability? CpuBreach(double cores) => Chance(cores, Cores);

    public BreachProbability? MemoryBreach(double bytes) => Chance(bytes / (1 << 20), Mebibytes);

    private static BreachProbability? Chance(double size, double? need)
    {
        if (need is not { } full) return null;
        var chance = size < full ? 1 : Math.Exp(-10 * ((size / full) - 1));
        return new BreachProbability(chance, chance / 2, Math.Min(1, chance * 2));
    }
}

/// <summary>Days of samples made by hand.</summary>
internal static class Evidence
{
    public static readonly UsageKey Web = new("shop/deployment/web", "web");

    /// <summary>2026-10-05, a Monday: a window of three weeks from here sees no month-end.</summary>
    public static readonly DateOnly Monday = new(2026, 10, 5);

    public static UsageDay Day(DateOnly day) => new()
    {
        Day = day,
        Samples = 288,
        Cpu = Histogram(0.2, 288),
        CpuMaxCores = 0.2,
        MemorySamples = 288,
        MemoryMaxBytes = 300.0 * (1 << 20),
        CpuLimitCores = 1,
        MemoryLimitBytes = 1024.0 * (1 << 20),
        CpuSaturated = 0,
        MemorySaturated = 0,
        Throttled = 0,
        OomKills = 0,
        HoursSeen = 24,
        Instances = 2,
    };

    public static UsageSketch Sketch(int days, Func<UsageDay, int, UsageDay>? change = null, DateOnly? from = null) =>
        Of([.. Enumerable.Range(0, days).Select(index => (change ?? ((day, _) => day))(Day((from ?? Monday).AddDays(index)), index))]);

    public static UsageSketch Of(IReadOnlyList<UsageDay> days) => new()
    {
        Key = Web,
        Days = days,
        Week = new HourOfWeek[HourOfWeek.Hours],
        First = new DateTimeOffset(days[0].Day, TimeOnly.MinValue, TimeSpan.Zero),
        Last = new DateTimeOffset(days[^1].Day, new TimeOnly(23, 55), TimeSpan.Zero),
    };

    /// <summary>Two replicas that ask for 1 vCPU and 1,024 MiB.</summary>
    public static SizingSubject Subject(UsageSketch? usage, ISizeForecast? forecast) => new()
    {
        Key = Web,
        Usage = usage,
        Forecast = forecast,
        CurrentCpu = VCpu.FromCores(1),
        CurrentMemory = MemorySize.FromMebibytes(1024),
        Replicas = 2,
    };

    /// <summary>The same where one number of memory is paid for and kills.</summary>
    public static SizingSubject Task(UsageSketch? usage, ISizeForecast? forecast) => Subject(usage, forecast) with { OneMemorySize = true };

    public static SizeRecommendation Recommend(SizingSubject subject, SizingPolicy? policy = null, SizingPrices? prices = null) =>
        Assert.Single(Recommender.Recommend([subject], policy ?? SizingPolicy.Default, prices));

    private static UsageHistogram Histogram(double cores, long times)
    {
        var histogram = new UsageHistogram();
        histogram.Add(cores, times);
        return histogram;
    }
}
