using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>Plays methods against history: at each origin every method chooses sizes from the samples before it, and all are held to the samples after it.</summary>
public static class Backtest
{
    // A workload seen for less of the training than this is too young to be sized from it, by anybody.
    private const double LeastTrainingSpan = 0.75;
    private const double LeastTestSpan = 0.5;

    /// <summary>Runs a backtest. The same input gives the same result.</summary>
    /// <param name="series">The samples, one series for each container or whole task.</param>
    /// <param name="plan">Windows and origins.</param>
    /// <param name="methods">Methods in the order of the result; the oracle is added.</param>
    /// <param name="grid">The sizes that every need is snapped to.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static BacktestResult Run(
        IReadOnlyList<UsageSeries> series, BacktestPlan plan, IReadOnlyList<ISizingMethod> methods, SizeGrid grid, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(grid);
        var columns = MethodColumn.Of(methods);
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var trials = new List<Trial>();
        var calibration = new Calibration(grid);
        for (var origin = 0; origin < plan.Origins.Count; origin++)
            RunOrigin(series, plan, origin, methods, grid, trials, leftOut, calibration, cancellationToken);
        return Scoring.Of(plan, columns, trials, leftOut, calibration);
    }

    private static void RunOrigin(
        IReadOnlyList<UsageSeries> series, BacktestPlan plan, int originAt, IReadOnlyList<ISizingMethod> methods, SizeGrid grid,
        List<Trial> trials, SortedDictionary<string, int> leftOut, Calibration calibration, CancellationToken cancellationToken)
    {
        var origin = plan.Origins[originAt];
        var (training, places) = TrainingOf(series, plan, origin, leftOut);
        if (training.Count == 0) return;
        var needs = new List<IReadOnlyList<SizeNeed?>>();
        IReadOnlyList<UsageForecast?>? calibrated = null;
        var calibratedShare = 0.0;
        foreach (var method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (method is not IForecastingMethod forecasting)
            {
                needs.Add(method.Size(training, origin));
                continue;
            }

            var forecasts = forecasting.Forecast(training, origin, plan.Test);
            needs.Add([.. forecasts.Select(forecast => forecast?.Need)]);
            for (var point = 0; point < forecasting.Knob.Count; point++)
            {
                var at = point;
                needs.Add([.. forecasts.Select(forecast => forecast?.Knob[at])]);
            }

            if (calibrated is null) (calibrated, calibratedShare) = (forecasts, forecasting.CpuBreachShare);
        }

        // Every size is chosen; only now are the samples of the test cut out.
        var truths = places.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(place => TestTruth.Of(SeriesCut.Between(series[place], origin, origin + plan.Test))).ToList();
        for (var at = 0; at < training.Count; at++)
        {
            if (Judge(training[at], truths[at], plan, grid, leftOut) is not { } scored) continue;
            var outcomes = needs.Select(answers => Outcome.Of(answers[at], scored, truths[at], grid)).ToArray();
            trials.Add(new Trial(places[at], originAt, scored.Cpu, scored.Memory, scored.OracleUsdPerHour, outcomes));
            if (calibrated?[at] is { } forecast) calibration.Add(forecast, calibratedShare, scored, truths[at]);
        }
    }

    private static (List<UsageSeries> Training, List<int> Places) TrainingOf(
        IReadOnlyList<UsageSeries> series, BacktestPlan plan, DateTimeOffset origin, SortedDictionary<string, int> leftOut)
    {
        var from = origin - plan.Train;
        var oldestFirst = (origin - (plan.Train * LeastTrainingSpan)).ToUnixTimeSeconds();
        var cuts = series.AsParallel().AsOrdered().Select(one => SeriesCut.Between(one, from, origin)).ToList();
        var (training, places) = (new List<UsageSeries>(cuts.Count), new List<int>(cuts.Count));
        for (var place = 0; place < cuts.Count; place++)
        {
            if (cuts[place].Instances.Count == 0) continue;
            if (cuts[place].Instances.Min(instance => instance.EpochSeconds[0]) > oldestFirst)
            {
                Count(leftOut, "seen for less than three quarters of the training");
                continue;
            }

            training.Add(cuts[place]);
            places.Add(place);
        }

        return (training, places);
    }

    private static Scored? Judge(UsageSeries training, TestTruth truth, BacktestPlan plan, SizeGrid grid, SortedDictionary<string, int> leftOut)
    {
        if (truth.SpanSeconds < plan.Test.TotalSeconds * LeastTestSpan)
        {
            Count(leftOut, "seen for less than half of the test");
            return null;
        }

        var cpuPeak = truth.Cpu.Length > 0 ? Readings.Max(training, instance => instance.CpuCores) : null;
        var memoryPeak = truth.Memory.Length > 0 ? Readings.Max(training, instance => instance.MemoryBytes) : null;
        if (cpuPeak is null && memoryPeak is null)
        {
            Count(leftOut, "no resource is measured in both training and test");
            return null;
        }

        var most = new SizeNeed(cpuPeak is null ? null : truth.Cpu[^1], memoryPeak is null ? null : truth.Memory[^1]);
        if (!grid.Holds(most) || !grid.Holds(new SizeNeed(cpuPeak, memoryPeak)))
        {
            Count(leftOut, "used more than the largest size on sale");
            return null;
        }

        return new Scored(cpuPeak, memoryPeak, Baselines.CurrentSize.Of(training), grid.Snap(most).UsdPerHour);
    }

    private static void Count(SortedDictionary<string, int> leftOut, string reason) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
}
