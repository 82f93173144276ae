namespace CostTool.Analyzer.Usage;

/// <summary>How often each amount was used, in logarithmic buckets. Two histograms merge into the histogram of both inputs, in any order and grouping.</summary>
/// <remarks>
/// Bucket i holds the amounts in (2^((i-1)/32), 2^(i/32)]: each is 2.19 % wide, and a quantile answers with the bucket's upper end, so it is never too low and
/// at most 2.19 % too high. Every power of two is the end of a bucket, so that the time above each Fargate CPU size (0.25 to 16 vCPU) is counted exactly.
/// Amounts up to <see cref="Smallest"/> are one bucket, named <see cref="FirstBucket"/>.
/// </remarks>
public sealed class UsageHistogram : IEquatable<UsageHistogram>
{
    /// <summary>Buckets for each doubling of the amount.</summary>
    public const int BucketsPerDoubling = 32;

    /// <summary>The amounts that are told apart begin above this: 2^-10, about a millicore.</summary>
    public const double Smallest = 1.0 / 1024;

    /// <summary>Bucket of all amounts up to <see cref="Smallest"/>.</summary>
    public const int FirstBucket = -10 * BucketsPerDoubling;

    private readonly SortedDictionary<int, long> counts = [];

    /// <summary>Most by which a quantile exceeds the amount of its rank, as a part of it.</summary>
    public static double RelativeError { get; } = Math.Pow(2, 1.0 / BucketsPerDoubling) - 1;

    /// <summary>Samples counted.</summary>
    public long Count { get; private set; }

    /// <summary>Buckets that hold something, lowest first.</summary>
    public IReadOnlyDictionary<int, long> Buckets => counts;

    /// <summary>Bucket of an amount.</summary>
    public static int BucketOf(double amount) => amount <= Smallest ? FirstBucket : (int)Math.Ceiling(BucketsPerDoubling * Math.Log2(amount));

    /// <summary>Largest amount that a bucket holds.</summary>
    public static double UpperEnd(int bucket) => Math.Pow(2, (double)bucket / BucketsPerDoubling);

    /// <summary>Counts an amount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a finite number: the reader counts such samples apart.</exception>
    public void Add(double amount, long times = 1)
    {
        if (!(amount >= 0) || double.IsInfinity(amount)) throw new ArgumentOutOfRangeException(nameof(amount), amount, "an amount is zero or more");
        AddBucket(BucketOf(amount), times);
    }

    /// <summary>Adds to a bucket by its number.</summary>
    public void AddBucket(int bucket, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(times);
        var held = Math.Max(bucket, FirstBucket);
        counts[held] = counts.GetValueOrDefault(held) + times;
        Count += times;
    }

    /// <summary>Adds what another histogram holds.</summary>
    public void Merge(UsageHistogram other)
    {
        foreach (var (bucket, times) in other.counts) AddBucket(bucket, times);
    }

    /// <summary>Smallest bucket end that at least this share of the samples does not exceed; null when empty.</summary>
    /// <param name="share">0 to 1; 0.95 for the 95th percentile.</param>
    public double? Quantile(double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        if (Count == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        foreach (var (bucket, times) in counts)
        {
            seen += times;
            if (seen >= rank) return UpperEnd(bucket);
        }

        return UpperEnd(counts.Keys.Last());
    }

    /// <summary>Part of the samples that exceed an amount: exact where the amount is the end of a bucket, otherwise at most one bucket too few; null when empty.</summary>
    public double? ShareAbove(double amount)
    {
        if (Count == 0) return null;
        var bucket = BucketOf(amount);
        return (double)counts.Where(pair => pair.Key > bucket).Sum(pair => pair.Value) / Count;
    }

    /// <summary>Same counts in the same buckets.</summary>
    public bool Equals(UsageHistogram? other) => other is not null && counts.SequenceEqual(other.counts);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as UsageHistogram);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Count, counts.Count);
}
