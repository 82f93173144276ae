namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>The daily maxima of a workload's memory up to some day, and what they say of a size.</summary>
/// <remarks>
/// All is in natural logarithms of bytes, so that 100 MiB more of 200 MiB is as far as 1 GiB more of 2 GiB. A kernel is the mean over the days of
/// e^(-d / width), d being how far the size lies above the day's maximum and 0 where the day exceeded it: one for each day above, and less the farther below.
/// </remarks>
internal sealed class MemoryPast
{
    /// <summary>Numbers in a row of features.</summary>
    public const int Width = 11;

    // Below a megabyte nothing is told apart: no process that is worth sizing lives there.
    private const double SmallestBytes = 1e6;

    private readonly double[] days;
    private readonly double horizonRatio;
    private readonly double highest;
    private readonly double deviation;
    private readonly double robustDeviation;

    /// <summary>The past at the end of some days.</summary>
    /// <param name="maxima">Daily maxima as <see cref="LogOf"/> gives them, oldest first.</param>
    /// <param name="horizonDays">Days ahead.</param>
    public MemoryPast(ReadOnlySpan<double> maxima, double horizonDays)
    {
        days = maxima.ToArray();
        horizonRatio = Math.Log(horizonDays / days.Length);
        var sorted = (double[])days.Clone();
        Array.Sort(sorted);
        highest = sorted[^1];
        var median = Median(sorted);
        var mean = days.Average();
        deviation = Math.Sqrt(days.Sum(day => (day - mean) * (day - mean)) / days.Length) + 0.05;
        var distances = Array.ConvertAll(days, day => Math.Abs(day - median));
        Array.Sort(distances);
        // 1.48: the median distance of a normal distribution to its standard deviation.
        robustDeviation = (1.48 * Median(distances)) + 0.04;
    }

    /// <summary>Largest of the maxima.</summary>
    public double Highest => highest;

    /// <summary>Smallest of the maxima.</summary>
    public double Lowest => days.Min();

    /// <summary>An amount as it is counted here.</summary>
    public static double LogOf(double bytes) => Math.Log(Math.Max(bytes, SmallestBytes));

    /// <summary>What the past says of a size.</summary>
    /// <param name="size">Logarithm of the bytes.</param>
    /// <param name="row">Is filled: <see cref="Width"/> numbers.</param>
    public void Describe(double size, Span<double> row)
    {
        int above = 0, aboveRecently = 0;
        double near = 0, own = 0, far = 0, weights = 0;
        for (var index = 0; index < days.Length; index++)
        {
            var distance = size - days[index];
            if (distance < 0)
            {
                above++;
                if (index >= days.Length / 2) aboveRecently++;
                distance = 0;
            }

            near += Math.Exp(-distance / 0.2);
            own += Math.Exp(-distance / robustDeviation);
            // Half of the weight after four days: what changed this week counts.
            var weight = Math.Pow(2, -(days.Length - 1 - index) / 4.0);
            far += weight * Math.Exp(-distance);
            weights += weight;
        }

        var beyond = Math.Max(0, size - highest);
        var unseen = size >= highest ? 1.0 : 0;
        row[0] = 1;
        row[1] = Math.Log(above + 0.5);
        row[2] = Math.Log(aboveRecently + 0.5);
        row[3] = Math.Log(1 + (5 * beyond));
        row[4] = Math.Log(1 + (beyond / deviation));
        row[5] = Math.Log((near / days.Length) + 1e-3);
        row[6] = Math.Log((far / weights) + 1e-3);
        row[7] = Math.Log((own / days.Length) + 1e-3);
        row[8] = unseen;
        row[9] = unseen * Math.Log(robustDeviation);
        row[10] = horizonRatio;
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
