using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>Processor use up to some day, and what it says of a size.</summary>
internal sealed class CpuPast
{
    /// <summary>Numbers in a row of features.</summary>
    public const int Width = 9;

    // Natural logarithm of the width of a bucket.
    private static readonly double Step = Math.Log(2) / UsageHistogram.BucketsPerDoubling;

    private readonly CpuDays days;
    private readonly int from;
    private readonly int to;
    private readonly double share;
    private readonly double horizonRatio;
    private readonly int highestDaily;
    private readonly int highest;
    private readonly double deviation;

    /// <summary>The past at the end of some days.</summary>
    /// <param name="days">All days.</param>
    /// <param name="from">First day that counts.</param>
    /// <param name="to">First day that does not.</param>
    /// <param name="share">Share of the time that may be above the size.</param>
    /// <param name="horizonDays">Days ahead.</param>
    public CpuPast(CpuDays days, int from, int to, double share, double horizonDays)
    {
        this.days = days;
        this.from = from;
        this.to = to;
        this.share = share;
        horizonRatio = Math.Log(horizonDays / (to - from));
        Quantile = days.Quantile(from, to, share);
        highest = days.Quantile(from, to, 0);
        var daily = new double[to - from];
        for (var day = from; day < to; day++) daily[day - from] = days.Quantile(day, day + 1, share);
        highestDaily = (int)daily.Max();
        var mean = daily.Average();
        deviation = (Math.Sqrt(daily.Sum(value => (value - mean) * (value - mean)) / daily.Length) * Step) + 0.05;
    }

    /// <summary>Bucket that the accepted share of these days is above.</summary>
    public int Quantile { get; }

    /// <summary>Highest bucket of these days.</summary>
    public int Highest => highest;

    /// <summary>What the past says of a size.</summary>
    /// <param name="bucket">Bucket whose end the size is.</param>
    /// <param name="row">Is filled: <see cref="Width"/> numbers.</param>
    public void Describe(int bucket, Span<double> row)
    {
        long over = 0, samples = 0;
        var daysOver = 0;
        var recent = 0.0;
        var half = from + ((to - from) / 2);
        for (var day = from; day < to; day++)
        {
            var here = days.Above(day, bucket);
            over += here;
            samples += days.Totals[day];
            var part = (double)here / days.Totals[day];
            if (part > share) daysOver++;
            if (day >= half) recent += part;
        }

        var beyond = Math.Max(0, (bucket - Quantile) * Step);
        row[0] = 1;
        row[1] = Math.Log(((double)over / samples) + 0.002);
        row[2] = Math.Log(daysOver + 0.5);
        row[3] = Math.Log((recent / (to - half)) + 0.002);
        row[4] = Math.Log(1 + (5 * beyond));
        row[5] = Math.Log(1 + (5 * Math.Max(0, (bucket - highestDaily) * Step)));
        row[6] = Math.Log(1 + (5 * Math.Max(0, (bucket - highest) * Step)));
        row[7] = Math.Log(1 + (beyond / deviation));
        row[8] = horizonRatio;
    }
}
