namespace CostTool.Analyzer.Backtesting;

/// <summary>What a backtest found. Every figure is over the same workloads and origins for every method.</summary>
public sealed record BacktestResult
{
    /// <summary>The windows and origins.</summary>
    public required BacktestPlan Plan { get; init; }

    /// <summary>Workloads that were scored at one origin at least.</summary>
    public required int Workloads { get; init; }

    /// <summary>Workloads times origins that were scored.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials in which the processor is scored.</summary>
    public required int CpuTrials { get; init; }

    /// <summary>Trials in which memory is scored.</summary>
    public required int MemoryTrials { get; init; }

    /// <summary>Trials that no method was scored on, by the reason in words.</summary>
    public required IReadOnlyDictionary<string, int> LeftOut { get; init; }

    /// <summary>Methods that were left out altogether, with the reason in words.</summary>
    public required IReadOnlyDictionary<string, string> MethodsLeftOut { get; init; }

    /// <summary>The methods in the order given, the oracle last.</summary>
    public required IReadOnlyList<MethodScore> Scores { get; init; }

    /// <summary>What forecasting methods told beside what came; the first forecasting method only.</summary>
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>Each baseline beside the cheapest of our points that breaches no more often.</summary>
    public required IReadOnlyList<MatchedPoint> Matched { get; init; }
}

/// <summary>Whose method it is.</summary>
public enum MethodOrigin
{
    /// <summary>Somebody else's, or a rule of thumb.</summary>
    Baseline,

    /// <summary>Ours, with the default policy.</summary>
    Ours,

    /// <summary>Ours, at another point of its risk knob.</summary>
    OursAtAnotherPoint,

    /// <summary>The one that sees the test.</summary>
    Oracle,
}

/// <summary>How a method did.</summary>
public sealed record MethodScore
{
    /// <summary>Name.</summary>
    public required string Method { get; init; }

    /// <summary>Whose it is.</summary>
    public required MethodOrigin Origin { get; init; }

    /// <summary>Workloads.</summary>
    public required int Workloads { get; init; }

    /// <summary>Workloads times origins.</summary>
    public required int Trials { get; init; }

    /// <summary>Trials in which the method gave no answer for a scored resource and the size in force was kept.</summary>
    public required int KeptCurrent { get; init; }

    /// <summary>Mean over trials of cost over the oracle's cost.</summary>
    public required double CostRatioToOracle { get; init; }

    /// <summary>Sum of costs over the sum of the oracle's.</summary>
    public required double CostSumRatioToOracle { get; init; }

    /// <summary>Mean over trials of the part of the test's processor samples above the size; null where no processor is scored.</summary>
    public required double? CpuBreachMinutesRatio { get; init; }

    /// <summary>Part of the trials with more than 1 % of the test's processor samples above the size; null where no processor is scored.</summary>
    public required double? CpuBreachWorkloadRatio { get; init; }

    /// <summary>Mean over trials of the part of the test's memory samples above the size; null where no memory is scored.</summary>
    public required double? MemoryBreachMinutesRatio { get; init; }

    /// <summary>Part of the trials with a memory sample above the size; null where no memory is scored.</summary>
    public required double? MemoryBreachWorkloadRatio { get; init; }

    /// <summary>Sizes that differ from those of the origin before, for each workload and 365/12 days; null with one origin.</summary>
    public required double? SizeChangesPerMonth { get; init; }

    /// <summary>Mean over trials of the dollars a month paid above the oracle's size, for one instance; a size below it counts zero here and shows as breaches.</summary>
    public required double RegretUsdPerMonth { get; init; }
}

/// <summary>Forecasts that told about the same chance of a breach, beside what came.</summary>
public sealed record CalibrationBin
{
    /// <summary>
    /// <c>cpu</c> or <c>memory</c>: the recommended amount and up to three amounts on sale on either side; <c>cpu-recommended</c> or <c>memory-recommended</c>: the recommended
    /// amount alone; <c>cpu-scaled</c> or <c>memory-scaled</c>: fixed multiples of the training's peak, for every workload the same number, whatever the grid.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>Lowest chance told that belongs here.</summary>
    public required double ToldLow { get; init; }

    /// <summary>Lowest chance told that does not belong here any more; the last bin holds 1.</summary>
    public required double ToldHigh { get; init; }

    /// <summary>Forecasts.</summary>
    public required int Forecasts { get; init; }

    /// <summary>Mean of the chances told.</summary>
    public required double ToldMean { get; init; }

    /// <summary>Forecasts whose size was breached.</summary>
    public required int Breached { get; init; }

    /// <summary>Part that was breached.</summary>
    public double BreachedRatio => (double)Breached / Forecasts;

    /// <summary>Wilson's interval of the part at 90 %, as if the forecasts were independent; those of one workload are not.</summary>
    public (double Low, double High) BreachedInterval
    {
        get
        {
            const double z = 1.6449;
            var n = (double)Forecasts;
            var p = BreachedRatio;
            var centre = (p + (z * z / (2 * n))) / (1 + (z * z / n));
            var half = z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))) / (1 + (z * z / n));
            return (Math.Max(0, centre - half), Math.Min(1, centre + half));
        }
    }
}

/// <summary>A baseline beside the cheapest of our points that breaches no more often by one measure.</summary>
public sealed record MatchedPoint
{
    /// <summary>The baseline.</summary>
    public required MethodScore Baseline { get; init; }

    /// <summary>What our point is equal or better in: <c>memory</c>, <c>cpu</c> or <c>both</c>.</summary>
    public required string MatchedOn { get; init; }

    /// <summary>Our point; null where none breaches so rarely.</summary>
    public required MethodScore? Ours { get; init; }

    /// <summary>Our cost over the baseline's, less one: negative is cheaper. By the mean ratios to the oracle.</summary>
    public double? CostDifference => Ours is null ? null : (Ours.CostRatioToOracle / Baseline.CostRatioToOracle) - 1;
}
