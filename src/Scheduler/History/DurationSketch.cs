namespace CostTool.Scheduler.History;

/// <summary>Quantiles of durations in bounded memory. Two sketches merge into the sketch of both inputs, in any order.</summary>
/// <remarks>
/// Buckets grow by the factor g = (1 + a) / (1 - a), and a bucket answers with the value whose relative distance to both of its ends is a
/// (DDSketch, Masson, Rim, Lee 2019): with a = 1 % a quantile is within 1 % of the value of its rank. Below a microsecond, Celery's own
/// resolution, all are one bucket that answers zero; above thirty years all are the last bucket.
/// </remarks>
public sealed class DurationSketch
{
    /// <summary>Relative error of a quantile.</summary>
    public const double RelativeError = 0.01;

    // Buckets that are added around a new value, so that the next ones find theirs.
    private const int Room = 16;
    private const double Smallest = 1e-6;
    private const double Largest = 1e9;
    private static readonly double LogGrowth = Math.Log((1 + RelativeError) / (1 - RelativeError));

    /// <summary>Buckets above zero.</summary>
    internal static readonly int Buckets = (int)Math.Ceiling(Math.Log(Largest / Smallest) / LogGrowth) + 1;

    // Counts of the buckets from `first` on; grows to what the values need, at most 1,729 buckets.
    private long[] counts = [];
    private int first;
    private long zeros;

    /// <summary>Durations added.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the durations in seconds; exact up to rounding of doubles.</summary>
    public double SumSeconds { get; private set; }

    /// <summary>Shortest in seconds; null when empty.</summary>
    public double? Shortest { get; private set; }

    /// <summary>Longest in seconds; null when empty.</summary>
    public double? Longest { get; private set; }

    /// <summary>Adds a duration in seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a number: an unknown duration is counted by the caller, never added.</exception>
    public void Add(double seconds)
    {
        if (!(seconds >= 0) || double.IsInfinity(seconds)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "a duration is zero or more");
        Count++;
        SumSeconds += seconds;
        Shortest = Math.Min(Shortest ?? seconds, seconds);
        Longest = Math.Max(Longest ?? seconds, seconds);
        if (seconds < Smallest) zeros++;
        else Raise(Bucket(seconds), 1);
    }

    /// <summary>Adds what another sketch holds.</summary>
    public void Merge(DurationSketch other)
    {
        Count += other.Count;
        SumSeconds += other.SumSeconds;
        zeros += other.zeros;
        if (other.Shortest is { } low) Shortest = Math.Min(Shortest ?? low, low);
        if (other.Longest is { } high) Longest = Math.Max(Longest ?? high, high);
        for (var index = 0; index < other.counts.Length; index++)
            if (other.counts[index] > 0) Raise(other.first + index, other.counts[index]);
    }

    /// <summary>Smallest duration in seconds that at least this share of the durations does not exceed, within <see cref="RelativeError"/>; null when empty.</summary>
    /// <param name="share">0 to 1; 0.95 for the 95th percentile.</param>
    public double? Quantile(double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        if (Count == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        if (rank >= Count) return Longest;
        var seen = zeros;
        if (rank <= seen) return 0;
        for (var index = 0; index < counts.Length; index++)
        {
            seen += counts[index];
            // No answer lies outside what was seen.
            if (rank <= seen) return Math.Clamp(Middle(first + index), Shortest!.Value, Longest!.Value);
        }

        return Longest;
    }

    /// <summary>A sketch of values that were counted elsewhere into the same buckets.</summary>
    internal static DurationSketch OfBuckets(ReadOnlySpan<long> counts, long zeros, double sumSeconds, double shortest, double longest)
    {
        var sketch = new DurationSketch { zeros = zeros, Count = zeros, SumSeconds = sumSeconds };
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] == 0) continue;
            sketch.Raise(bucket, counts[bucket]);
            sketch.Count += counts[bucket];
        }

        if (sketch.Count > 0) (sketch.Shortest, sketch.Longest) = (shortest, longest);
        return sketch;
    }

    /// <summary>The bucket of a duration above zero.</summary>
    internal static int Bucket(double seconds) => Math.Clamp((int)Math.Ceiling(Math.Log(seconds / Smallest) / LogGrowth), 0, Buckets - 1);

    // 2 g^i / (g + 1): as far from g^(i-1) as from g^i, relatively.
    private static double Middle(int bucket) => Smallest * Math.Exp(bucket * LogGrowth) * (1 - RelativeError);

    private void Raise(int bucket, long times)
    {
        if (counts.Length == 0)
        {
            (first, counts) = (Math.Max(0, bucket - Room), new long[2 * Room]);
        }
        else if (bucket < first || bucket >= first + counts.Length)
        {
            var low = Math.Max(0, Math.Min(first, bucket - Room));
            var wider = new long[Math.Max(first + counts.Length, bucket + Room) - low];
            counts.CopyTo(wider, first - low);
            (first, counts) = (low, wider);
        }

        counts[bucket - first] += times;
    }
}
