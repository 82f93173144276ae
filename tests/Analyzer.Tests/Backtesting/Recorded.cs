using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Backtesting;

/// <summary>Series made by hand.</summary>
internal static class Recorded
{
    public const double Mebibyte = 1 << 20;

    /// <summary>A Monday at midnight.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static FargateRates Virginia { get; } =
        PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64); // 0.04048 and 0.004445

    public static SizeGrid Grid { get; } = new(Virginia);

    public static UsageSeries Series(string workload, params InstanceSeries[] instances) =>
        new() { Key = new UsageKey(workload, "app"), Instances = instances };

    /// <summary>An instance from <see cref="Start"/> on; a resource that is left out has no readings.</summary>
    public static InstanceSeries Instance(
        TimeSpan step, IReadOnlyList<double>? cpu = null, IReadOnlyList<double>? memory = null, double cpuLimit = double.NaN, double memoryLimit = double.NaN,
        string name = "a", TimeSpan after = default)
    {
        var count = (cpu ?? memory)!.Count;
        var first = (Start + after).ToUnixTimeSeconds();
        return new InstanceSeries(name,
            [.. Enumerable.Range(0, count).Select(at => first + (at * (long)step.TotalSeconds))],
            cpu is null ? Nothing(count) : [.. cpu], memory is null ? Nothing(count) : [.. memory],
            [.. Enumerable.Repeat(cpuLimit, count)], [.. Enumerable.Repeat(memoryLimit, count)]);
    }

    /// <summary>The same reading many times.</summary>
    public static double[] Flat(int count, double value) => [.. Enumerable.Repeat(value, count)];

    /// <summary>The size that a method chooses for one series.</summary>
    public static SizeNeed? Size(ISizingMethod method, DateTimeOffset origin, params InstanceSeries[] instances) =>
        method.Size([Series("shop/deployment/web", instances)], origin)[0];

    private static double[] Nothing(int count) => Flat(count, double.NaN);
}
