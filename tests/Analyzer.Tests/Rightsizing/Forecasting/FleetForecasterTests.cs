using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Usage;
using CsCheck;

namespace CostTool.Analyzer.Tests.Rightsizing.Forecasting;

public sealed class FleetForecasterTests
{
    private const double Gibibyte = 1 << 30;

    [Fact]
    public void ALargerSizeNeverHasALargerChance() => Gen.Select(Gen.Int[1, 20], Gen.Int[0, 1_000_000]).Sample((days, seed) =>
    {
        var forecast = FleetForecaster.Of([Sketch(seed, days, spread: 1.5, limit: null)], SizingPolicy.Default)[0];
        double memory = 1, cpu = 1;
        for (var power = -8.0; power < 8; power += 0.13)
        {
            var atMemory = forecast.MemoryBreach(Math.Pow(2, power) * Gibibyte)!.Value;
            var atCpu = forecast.CpuBreach(Math.Pow(2, power))!.Value;
            Assert.True(atMemory.Value <= memory && atCpu.Value <= cpu, $"{power}: {atMemory} after {memory}, {atCpu} after {cpu}");
            Assert.InRange(atMemory.Value, 0, 1);
            (memory, cpu) = (atMemory.Value, atCpu.Value);
        }
    }, iter: 40);

    [Fact]
    public void TheChanceToldComesTrueOnAFleetThatGoesOnAsItWas()
    {
        // 300 workloads whose daily maxima are drawn alike on every day; told for two weeks ahead, then two weeks are drawn.
        var fleet = Enumerable.Range(0, 300).Select(seed => Sketch(seed, 14, spread: 0.3, limit: null)).ToList();
        var forecasts = FleetForecaster.Of(fleet, SizingPolicy.Default);
        double told = 0;
        var happened = 0;
        for (var index = 0; index < fleet.Count; index++)
        {
            var size = fleet[index].Days.Max(day => day.MemoryMaxBytes!.Value) * 1.15;
            told += forecasts[index].MemoryBreach(size)!.Value.Value;
            if (Sketch(index + 100_000, 14, spread: 0.3, limit: null, levelSeed: index).Days.Max(day => day.MemoryMaxBytes) > size) happened++;
        }

        // Of 300 the standard error of a share near a quarter is 0.025; the prior, of workloads that are wilder than these, may draw by as much again and more.
        Assert.InRange(told / fleet.Count, ((double)happened / fleet.Count) - 0.1, ((double)happened / fleet.Count) + 0.1);
    }

    [Fact]
    public void ALimitThatHeldIsNotExceeded()
    {
        var limited = FleetForecaster.Of([Sketch(1, 14, spread: 1.5, limit: 64 * Gibibyte)], SizingPolicy.Default)[0];
        Assert.InRange(limited.MemoryBreach(64 * Gibibyte)!.Value.Value, 0, 0.01);
        var killed = FleetForecaster.Of([Sketch(1, 14, spread: 1.5, limit: 64 * Gibibyte, oomKills: 1)], SizingPolicy.Default)[0];
        var free = FleetForecaster.Of([Sketch(1, 14, spread: 1.5, limit: null)], SizingPolicy.Default)[0];
        Assert.True(killed.MemoryBreach(64 * Gibibyte)!.Value.Value >= limited.MemoryBreach(64 * Gibibyte)!.Value.Value);
        Assert.NotNull(free.MemoryBreach(64 * Gibibyte));
    }

    [Fact]
    public void WithoutReadingsNothingIsForetold()
    {
        var sketch = Sketch(1, 14, spread: 1, limit: null);
        var silent = sketch with { Days = [.. sketch.Days.Select(day => day with { MemoryMaxBytes = null, MemorySamples = 0, Cpu = new UsageHistogram(), CpuMaxCores = null })] };
        var forecast = FleetForecaster.Of([silent], SizingPolicy.Default)[0];
        Assert.Null(forecast.MemoryBreach(Gibibyte));
        Assert.Null(forecast.CpuBreach(1));
        Assert.Null(forecast.PeakCores);
    }

    [Fact]
    public void TheFleetDecidesOverThePrior()
    {
        // A fleet that grows by a tenth every day: what was enough so far is exceeded by all of it.
        var growing = Enumerable.Range(0, 100).Select(index => Growing(index)).ToList();
        var forecast = FleetForecaster.Of(growing, SizingPolicy.Default)[0];
        var asked = growing[0].Days[^1].MemoryMaxBytes!.Value * 1.3;
        var alone = FleetForecaster.Of([growing[0]], SizingPolicy.Default)[0].MemoryBreach(asked)!.Value.Value;
        Assert.True(forecast.MemoryBreach(asked)!.Value.Value > alone + 0.1, $"{forecast.MemoryBreach(asked)} against {alone}");
    }

    [Fact]
    public void ThePriorAloneAnswersForOneYoungWorkload()
    {
        var forecast = FleetForecaster.Of([Sketch(1, 1, spread: 0.3, limit: null)], SizingPolicy.Default)[0];
        var seen = forecast.MemoryBreach(Sketch(1, 1, spread: 0.3, limit: null).Days[0].MemoryMaxBytes!.Value)!.Value;
        // One day says little of the next fourteen: the day's own maximum is likely to be exceeded.
        Assert.InRange(seen.Value, 0.5, 1);
        Assert.True(seen.High > seen.Low);
    }

    private static UsageSketch Growing(int index)
    {
        var sketch = Sketch(index, 14, spread: 0.01, limit: null);
        return sketch with { Days = [.. sketch.Days.Select((day, number) => day with { MemoryMaxBytes = Gibibyte * Math.Pow(1.1, number) })] };
    }

    private static UsageSketch Sketch(int seed, int days, double spread, double? limit, int oomKills = 0, int? levelSeed = null)
    {
        var level = Math.Exp(new Random(levelSeed ?? seed).NextDouble() * 3);
        var random = new Random(seed + 1);
        var first = new DateOnly(2026, 10, 5);
        return new UsageSketch
        {
            Key = new UsageKey($"shop/deployment/w{seed}", "main"),
            Days = [.. Enumerable.Range(0, days).Select(Day)],
            Week = new HourOfWeek[HourOfWeek.Hours],
            First = new DateTimeOffset(first, default, TimeSpan.Zero),
            Last = new DateTimeOffset(first.AddDays(days), default, TimeSpan.Zero),
        };

        UsageDay Day(int number)
        {
            var cpu = new UsageHistogram();
            for (var sample = 0; sample < 288; sample++) cpu.Add(0.2 * level * Math.Exp(spread * ((random.NextDouble() * 2) - 1)));
            // The sum of twelve less six is close to the normal distribution.
            var memory = Gibibyte * level * Math.Exp(spread * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6));
            return new UsageDay
            {
                Day = first.AddDays(number),
                Samples = 288,
                Cpu = cpu,
                CpuMaxCores = 0.2 * level * Math.Exp(spread),
                MemorySamples = 288,
                MemoryMaxBytes = memory,
                CpuLimitCores = null,
                MemoryLimitBytes = limit,
                CpuSaturated = 0,
                MemorySaturated = 0,
                Throttled = 0,
                OomKills = oomKills,
                HoursSeen = 24,
                Instances = 1,
            };
        }
    }
}
