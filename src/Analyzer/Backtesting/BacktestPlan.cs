using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>How long a method may look back, how long it is held to its answer, and how often this is repeated.</summary>
public sealed record BacktestPlan
{
    /// <summary>Time before each origin that the methods see.</summary>
    public required TimeSpan Train { get; init; }

    /// <summary>Time from each origin that the sizes are judged by.</summary>
    public required TimeSpan Test { get; init; }

    /// <summary>Time from one origin to the next.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>The origins, oldest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Origins { get; init; }

    /// <summary>Plans a rolling origin over the time that the samples span.</summary>
    /// <param name="first">First sample.</param>
    /// <param name="last">Last sample.</param>
    /// <param name="train">Time to train on.</param>
    /// <param name="test">Time to test on.</param>
    /// <param name="step">
    /// Time between origins; when null, the test's length, so that no sample is tested twice, or a day (never more than the test) where that leaves one origin only.
    /// </param>
    /// <param name="where">The input, for errors.</param>
    /// <exception cref="ProblemException">A length is not above zero, or the samples span less than training and test together.</exception>
    public static BacktestPlan Over(DateTimeOffset first, DateTimeOffset last, TimeSpan train, TimeSpan test, TimeSpan? step, string where)
    {
        RequirePositive(train, "--train-days");
        RequirePositive(test, "--test-days");
        if (step is { } given) RequirePositive(given, "--step-days");
        // The last sample stands for the time up to the one that would follow: up to a sampling interval is forgiven.
        var end = last + TimeSpan.FromTicks(Math.Min(TimeSpan.FromHours(1).Ticks, test.Ticks / 20));
        if (first + train + test > end)
        {
            throw new ProblemException(new Problem(
                $"{Days(train)} of training and {Days(test)} of test do not fit into the `{Days(last - first)}` of samples",
                where,
                "give less to --train-days or --test-days, or more samples"));
        }

        var chosen = step ?? test;
        if (step is null && first + train + chosen + test > end) chosen = test < TimeSpan.FromDays(1) ? test : TimeSpan.FromDays(1);
        var origins = new List<DateTimeOffset>();
        for (var origin = first + train; origin + test <= end; origin += chosen) origins.Add(origin);
        return new BacktestPlan { Train = train, Test = test, Step = chosen, Origins = origins };
    }

    /// <summary>Plans over all samples of the series.</summary>
    /// <inheritdoc cref="Over(DateTimeOffset, DateTimeOffset, TimeSpan, TimeSpan, TimeSpan?, string)" />
    public static BacktestPlan Over(IReadOnlyList<UsageSeries> series, TimeSpan train, TimeSpan test, TimeSpan? step, string where)
    {
        ArgumentNullException.ThrowIfNull(series);
        var instances = series.SelectMany(one => one.Instances).Where(instance => instance.Count > 0).ToList();
        if (instances.Count == 0) throw new ProblemException(new Problem("there is no sample to test on", where, "give utilization with at least one readable row"));
        var first = DateTimeOffset.FromUnixTimeSeconds(instances.Min(instance => instance.EpochSeconds[0]));
        var last = DateTimeOffset.FromUnixTimeSeconds(instances.Max(instance => instance.EpochSeconds[^1]));
        return Over(first, last, train, test, step, where);
    }

    private static void RequirePositive(TimeSpan time, string option)
    {
        if (time <= TimeSpan.Zero) throw new ProblemException(new Problem($"`{Days(time)}` is no time", option, "give days above zero, such as 14"));
    }

    private static string Days(TimeSpan time) => time.TotalDays.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + " days";
}
