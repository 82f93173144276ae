namespace CostTool.Analyzer.Usage;

/// <summary>How often each amount was used, in logarithmic buckets. Two histograms merge into the histogram of both inputs, in any order and grouping.</summary>
/// <remarks>
/// Bucket i holds the amounts in (2^((i-1)/32), 2^(i/32)]: each is 2.19 % wide, and a quantile answers with the bucket's upper end, so it is never too low and
/// at most 2.19 % too high. An amount that exceeds an end by less than 2 parts in 10^11 counts as the end: the logarithms of two SQL engines differ by that much. Every power of two is the end of a bucket, so that the time above each Fargate CPU size (0.25 to 16 vCPU) is counted exactly.
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

    /// <summary>32 / ln 2: buckets for each unit of the natural logarithm.</summary>
    public const double BucketsPerLogarithm = 46.16624130844683;

    /// <summary>What is taken from a bucket's number before it is rounded up.</summary>
    public const double EndTolerance = 1e-9;

    // Counts of the buckets from `first` on, with as much room as the amounts needed.
    private long[] counts = [];
    private int first;

    /// <summary>Most by which a quantile exceeds the amount of its rank, as a part of it.</summary>
    public static double RelativeError { get; } = Math.Pow(2, 1.0 / BucketsPerDoubling) - 1;

    /// <summary>Samples counted.</summary>
    public long Count { get; private set; }

    /// <summary>Buckets that hold something, lowest first.</summary>
    public IEnumerable<KeyValuePair<int, long>> Buckets
    {
        get
        {
            for (var index = 0; index < counts.Length; index++)
                if (counts[index] > 0) yield return new KeyValuePair<int, long>(first + index, counts[index]);
        }
    }

    /// <summary>Bucket of an amount.</summary>
    public static int BucketOf(double amount) => amount <= Smallest ? FirstBucket : BucketTable.Find(amount) ?? LogarithmicBucketOf(amount);

    /// <summary>Largest amount that a bucket holds.</summary>
    public static double UpperEnd(int bucket) => Math.Pow(2, (double)bucket / BucketsPerDoubling);

    internal static int LogarithmicBucketOf(double amount) => (int)Math.Ceiling((Math.Log(amount) * BucketsPerLogarithm) - EndTolerance);

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
        MakeRoom(held, held);
        counts[held - first] += times;
        Count += times;
    }

    /// <summary>Adds what another histogram holds.</summary>
    public void Merge(UsageHistogram other)
    {
        if (other.Count == 0) return;
        MakeRoom(other.first, other.first + other.counts.Length - 1);
        for (var index = 0; index < other.counts.Length; index++) counts[other.first + index - first] += other.counts[index];
        Count += other.Count;
    }

    /// <summary>Smallest bucket end that at least this share of the samples does not exceed; null when empty.</summary>
    /// <param name="share">0 to 1; 0.95 for the 95th percentile.</param>
    public double? Quantile(double share)
    {
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        if (Count == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        var index = 0;
        while ((seen += counts[index]) < rank) index++;
        return UpperEnd(first + index);
    }

    /// <summary>Part of the samples that exceed an amount: exact where the amount is the end of a bucket, otherwise at most one bucket too few; null when empty.</summary>
    public double? ShareAbove(double amount)
    {
        if (Count == 0) return null;
        var above = 0L;
        for (var index = Math.Max(0, BucketOf(amount) - first + 1); index < counts.Length; index++) above += counts[index];
        return (double)above / Count;
    }

    /// <summary>Same counts in the same buckets.</summary>
    public bool Equals(UsageHistogram? other) => other is not null && Count == other.Count && Buckets.SequenceEqual(other.Buckets);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as UsageHistogram);

    /// <inheritdoc />
    public override int GetHashCode() => Count.GetHashCode();

    private void MakeRoom(int low, int high)
    {
        if (counts.Length == 0)
        {
            (first, counts) = (low, new long[high - low + 1]);
            return;
        }

        if (low >= first && high < first + counts.Length) return;
        // A quarter more than needed on the side that grows, so that amounts one after the other do not each copy the counts.
        var from = low < first ? Math.Max(FirstBucket, low - (counts.Length / 4)) : first;
        var to = high >= first + counts.Length ? high + (counts.Length / 4) : first + counts.Length - 1;
        var wider = new long[to - from + 1];
        counts.CopyTo(wider, first - from);
        (first, counts) = (from, wider);
    }
}
