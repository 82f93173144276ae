namespace CostTool.Analyzer.Backtesting;

/// <summary>Collects what a forecast tells of sizes and whether the test breached them.</summary>
internal sealed class Calibration(SizeGrid grid)
{
    private const int AmountsOnEitherSide = 3;
    private static readonly double[] PeakMultiples = [0.6, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0];

    // Narrow where decisions are made; "about 5 %" is its own bin.
    private static readonly double[] Edges = [0, 0.002, 0.01, 0.03, 0.07, 0.15, 0.3, 0.5, 0.7, 0.9, 1];

    private readonly SortedDictionary<(string Resource, int Bin), (int Forecasts, double Told, int Breached)> bins = [];

    public void Add(UsageForecast forecast, double cpuBreachShare, Scored scored, TestTruth truth)
    {
        var recommended = Recommended(forecast.Need, scored);
        if (scored.CpuPeak is { } cpuPeak)
        {
            Add("cpu", grid.CpuAmounts, recommended?.CpuCores, cpuPeak, size => forecast.CpuBreach(size)?.Value,
                size => Readings.CountAbove(truth.Cpu, size) > cpuBreachShare * truth.Cpu.Length);
        }

        if (scored.MemoryPeak is { } memoryPeak)
        {
            Add("memory", grid.MemoryAmounts, recommended?.MemoryBytes, memoryPeak, size => forecast.MemoryBreach(size)?.Value,
                size => truth.Memory[^1] > size);
        }
    }

    public IReadOnlyList<CalibrationBin> Bins() =>
    [
        .. bins.Select(pair => new CalibrationBin
        {
            Resource = pair.Key.Resource,
            ToldLow = Edges[pair.Key.Bin],
            ToldHigh = Edges[pair.Key.Bin + 1],
            Forecasts = pair.Value.Forecasts,
            ToldMean = pair.Value.Told / pair.Value.Forecasts,
            Breached = pair.Value.Breached,
        }),
    ];

    private GridSize? Recommended(SizeNeed need, Scored scored)
    {
        var asked = new SizeNeed(scored.Cpu ? need.CpuCores : null, scored.Memory ? need.MemoryBytes : null);
        return asked is { CpuCores: null, MemoryBytes: null } ? null : grid.Snap(asked);
    }

    private void Add(string resource, IReadOnlyList<double> onSale, double? recommended, double peak, Func<double, double?> told, Func<double, bool> breached)
    {
        if (recommended is { } amount)
        {
            Count($"{resource}-recommended", told(amount), breached(amount));
            var place = onSale.Index().First(item => item.Item == amount).Index;
            for (var at = Math.Max(0, place - AmountsOnEitherSide); at <= Math.Min(onSale.Count - 1, place + AmountsOnEitherSide); at++)
                Count(resource, told(onSale[at]), breached(onSale[at]));
        }

        if (peak == 0) return;
        foreach (var multiple in PeakMultiples) Count($"{resource}-scaled", told(peak * multiple), breached(peak * multiple));
    }

    private void Count(string resource, double? told, bool breached)
    {
        if (told is not { } chance) return;
        var bin = Math.Max(0, Array.FindLastIndex(Edges, Edges.Length - 2, edge => chance >= edge));
        var (forecasts, sum, times) = bins.GetValueOrDefault((resource, bin));
        bins[(resource, bin)] = (forecasts + 1, sum + chance, times + (breached ? 1 : 0));
    }
}
