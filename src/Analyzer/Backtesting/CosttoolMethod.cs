using System.Globalization;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>Our own method: the forecasts of the fleet and the accepted risk allotted where it saves most, without the floors, holds and hysteresis of <c>costtool rightsize</c>.</summary>
public sealed class CosttoolMethod : IForecastingMethod
{
    private static readonly double[] MemoryTargets = [0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.16, 0.20, 0.25];
    private static readonly double[] CpuTargets = [0.02, 0.05, 0.08];

    // For those who want no throttling at all: three minutes in a day instead of the policy's share of the time.
    private const double PeakTime = 0.002;
    private static readonly double[] PeakTargets = [0.02, 0.05, 0.1];

    private readonly SizeGrid grid;
    private readonly SizingPolicy policy;
    private readonly SizingPolicy[] points;

    /// <summary>The method with a policy.</summary>
    /// <param name="grid">Sizes that are sold.</param>
    /// <param name="policy">The accepted risk of the method's own row; its horizon is replaced by the test's.</param>
    public CosttoolMethod(SizeGrid grid, SizingPolicy policy)
    {
        this.grid = grid;
        this.policy = policy;
        points =
        [
            .. from memory in MemoryTargets from cpu in CpuTargets select policy with { MemoryBreachTarget = memory, CpuBreachTarget = cpu },
            .. from memory in MemoryTargets from cpu in PeakTargets select policy with { MemoryBreachTarget = memory, CpuBreachTarget = cpu, CpuTimeAboveSize = PeakTime },
        ];
        Knob = [.. points.Select(NameOf)];
    }

    /// <inheritdoc />
    public string Name => "costtool";

    /// <inheritdoc />
    public double CpuBreachShare => policy.CpuTimeAboveSize;

    /// <inheritdoc />
    public IReadOnlyList<string> Knob { get; }

    /// <inheritdoc />
    public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) =>
        [.. Forecast(training, origin, TimeSpan.FromDays(policy.HorizonDays)).Select(forecast => forecast?.Need)];

    /// <inheritdoc />
    public IReadOnlyList<UsageForecast?> Forecast(IReadOnlyList<UsageSeries> training, DateTimeOffset origin, TimeSpan horizon)
    {
        ArgumentNullException.ThrowIfNull(training);
        var sketches = training.AsParallel().AsOrdered().Select(series => SeriesSketch.Of(series, origin)).ToList();
        var known = Enumerable.Range(0, sketches.Count).Where(index => sketches[index] is not null).ToList();
        var days = Math.Max(1, (int)Math.Round(horizon.TotalDays));
        var foreseen = points.Prepend(policy).Select(point => point.CpuTimeAboveSize).Distinct()
            .ToDictionary(share => share, share => FleetForecaster.Of([.. known.Select(index => sketches[index]!)], policy with { HorizonDays = days, CpuTimeAboveSize = share }));
        var own = foreseen[policy.CpuTimeAboveSize];
        var answers = new UsageForecast?[training.Count];
        // A workload without readings of one resource is sized in the other alone, so it cannot share a budget with those that have both.
        foreach (var alike in Enumerable.Range(0, known.Count).GroupBy(item => (Cpu: own[item].CpuBreach(1) is not null, Memory: own[item].MemoryBreach(1) is not null)))
        {
            if (alike.Key is { Cpu: false, Memory: false }) continue;
            var members = alike.ToList();
            var sizes = grid.Sizes(alike.Key.Cpu, alike.Key.Memory);
            var options = sizes.Select(size => new SizeOption(size.CpuCores ?? double.PositiveInfinity, size.MemoryBytes ?? double.PositiveInfinity, size.UsdPerHour)).ToList();
            var needs = points.Prepend(policy).AsParallel().AsOrdered().Select(point =>
                RiskAllotment.Allot([.. members.Select(item => foreseen[point.CpuTimeAboveSize][item])], options, point)
                    .Select(risk => new SizeNeed(sizes[risk.Option].CpuCores, sizes[risk.Option].MemoryBytes)).ToList()).ToList();
            for (var member = 0; member < members.Count; member++)
            {
                var forecast = own[members[member]];
                answers[known[members[member]]] = new UsageForecast
                {
                    Need = needs[0][member],
                    Knob = [.. needs.Skip(1).Select(need => need[member])],
                    CpuBreach = forecast.CpuBreach,
                    MemoryBreach = forecast.MemoryBreach,
                };
            }
        }

        return answers;
    }

    private string NameOf(SizingPolicy point) => string.Create(CultureInfo.InvariantCulture,
        $"costtool@memory-{point.MemoryBreachTarget * 100:0}%-cpu-{point.CpuBreachTarget * 100:0}%{(point.CpuTimeAboveSize == policy.CpuTimeAboveSize ? "" : "-peak")}");
}
