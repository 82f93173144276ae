namespace CostTool.Analyzer.Backtesting;

/// <summary>A column of outcomes: a method, or a point of a method's knob.</summary>
internal sealed record MethodColumn(string Name, MethodOrigin Origin)
{
    public static IReadOnlyList<MethodColumn> Of(IReadOnlyList<ISizingMethod> methods)
    {
        var columns = new List<MethodColumn>();
        foreach (var method in methods)
        {
            columns.Add(new MethodColumn(method.Name, method is IForecastingMethod ? MethodOrigin.Ours : MethodOrigin.Baseline));
            if (method is IForecastingMethod forecasting) columns.AddRange(forecasting.Knob.Select(point => new MethodColumn(point, MethodOrigin.OursAtAnotherPoint)));
        }

        if (columns.CountBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new ArgumentException($"two methods are called `{twice}`", nameof(methods));
        return columns;
    }
}

/// <summary>Turns trials into scores.</summary>
internal static class Scoring
{
    private const double HoursPerMonth = 730;
    private const double DaysPerMonth = 365 / 12.0;
    private const double BreachedCpuShare = 0.01;
    private const double LeastAnswered = 0.5;

    public static BacktestResult Of(
        BacktestPlan plan, IReadOnlyList<MethodColumn> columns, IReadOnlyList<Trial> trials, SortedDictionary<string, int> leftOut, Calibration calibration)
    {
        var methodsLeftOut = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<int>();
        for (var column = 0; column < columns.Count; column++)
        {
            var at = column;
            var answered = trials.Count(trial => trial.Outcomes[at] is not null);
            if (answered > 0 && answered >= trials.Count * LeastAnswered) kept.Add(column);
            else methodsLeftOut[columns[column].Name] = $"answers {answered} of {trials.Count} workloads and origins, and the data has no limits that could be kept instead";
        }

        var scored = new List<Trial>(trials.Count);
        foreach (var trial in trials)
        {
            var silent = kept.FindIndex(column => trial.Outcomes[column] is null);
            if (silent < 0)
            {
                scored.Add(trial);
                continue;
            }

            var reason = $"`{columns[kept[silent]].Name}` gives no answer and no limit is known";
            leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;
        }

        var scores = scored.Count == 0 ? [] : kept.Select(column => Score(columns[column], scored, trial => trial.Outcomes[column]!, plan)).ToList();
        if (scored.Count > 0) scores.Add(Oracle(scored));
        return new BacktestResult
        {
            Plan = plan,
            Workloads = scored.DistinctBy(trial => trial.Series).Count(),
            Trials = scored.Count,
            CpuTrials = scored.Count(trial => trial.Cpu),
            MemoryTrials = scored.Count(trial => trial.Memory),
            LeftOut = leftOut,
            MethodsLeftOut = methodsLeftOut,
            Scores = scores,
            Calibration = calibration.Bins(),
            Matched = Matching.Of(scores),
        };
    }

    private static MethodScore Score(MethodColumn column, List<Trial> trials, Func<Trial, Outcome> outcome, BacktestPlan plan) => new()
    {
        Method = column.Name,
        Origin = column.Origin,
        Workloads = trials.DistinctBy(trial => trial.Series).Count(),
        Trials = trials.Count,
        KeptCurrent = trials.Count(trial => outcome(trial).KeptCurrent),
        CostRatioToOracle = trials.Average(trial => outcome(trial).Size.UsdPerHour / trial.OracleUsdPerHour),
        CostSumRatioToOracle = trials.Sum(trial => outcome(trial).Size.UsdPerHour) / trials.Sum(trial => trial.OracleUsdPerHour),
        CpuBreachMinutesRatio = Mean(trials.Where(trial => trial.Cpu), trial => outcome(trial).CpuShareAbove),
        CpuBreachWorkloadRatio = Mean(trials.Where(trial => trial.Cpu), trial => outcome(trial).CpuShareAbove > BreachedCpuShare ? 1 : 0),
        MemoryBreachMinutesRatio = Mean(trials.Where(trial => trial.Memory), trial => outcome(trial).MemoryShareAbove),
        MemoryBreachWorkloadRatio = Mean(trials.Where(trial => trial.Memory), trial => outcome(trial).MemoryShareAbove > 0 ? 1 : 0),
        SizeChangesPerMonth = ChangesPerMonth(trials, trial => outcome(trial).Size, plan),
        RegretUsdPerMonth = trials.Average(trial => Math.Max(0, outcome(trial).Size.UsdPerHour - trial.OracleUsdPerHour)) * HoursPerMonth,
    };

    private static MethodScore Oracle(List<Trial> trials) => new()
    {
        Method = "oracle",
        Origin = MethodOrigin.Oracle,
        Workloads = trials.DistinctBy(trial => trial.Series).Count(),
        Trials = trials.Count,
        KeptCurrent = 0,
        CostRatioToOracle = 1,
        CostSumRatioToOracle = 1,
        CpuBreachMinutesRatio = trials.Exists(trial => trial.Cpu) ? 0 : null,
        CpuBreachWorkloadRatio = trials.Exists(trial => trial.Cpu) ? 0 : null,
        MemoryBreachMinutesRatio = trials.Exists(trial => trial.Memory) ? 0 : null,
        MemoryBreachWorkloadRatio = trials.Exists(trial => trial.Memory) ? 0 : null,
        SizeChangesPerMonth = null,
        RegretUsdPerMonth = 0,
    };

    private static double? Mean(IEnumerable<Trial> trials, Func<Trial, double> value) => trials.Select(trial => (double?)value(trial)).Average();

    private static double? ChangesPerMonth(List<Trial> trials, Func<Trial, GridSize> size, BacktestPlan plan)
    {
        var (steps, changes) = (0, 0);
        foreach (var workload in trials.GroupBy(trial => trial.Series))
        {
            Trial? before = null;
            foreach (var trial in workload)
            {
                if (before is not null && trial.Origin == before.Origin + 1)
                {
                    steps++;
                    if (size(trial) != size(before)) changes++;
                }

                before = trial;
            }
        }

        return steps == 0 ? null : changes / (steps * plan.Step.TotalDays) * DaysPerMonth;
    }
}
