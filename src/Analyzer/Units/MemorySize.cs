using System.Globalization;

namespace CostTool.Analyzer.Units;

/// <summary>An amount of memory or storage, exact to the byte; the unit is told by the factory and by the property.</summary>
/// <remarks>
/// Fargate's "GB" of task memory is a gibibyte (1024 MiB) by its task-definition reference; Kubernetes' <c>M</c> is a megabyte and <c>Mi</c> a mebibyte;
/// EC2 memory is published in MiB; EBS "GB-month" is billed per gibibyte of provisioned volume.
/// </remarks>
public readonly record struct MemorySize : IComparable<MemorySize>
{
    private const long BytesPerMebibyte = 1L << 20;
    private const long BytesPerGibibyte = 1L << 30;

    private MemorySize(long bytes) => Bytes = bytes;

    /// <summary>Bytes.</summary>
    public long Bytes { get; }

    /// <summary>Mebibytes (2^20 bytes), with a fraction where the amount has one.</summary>
    public decimal Mebibytes => (decimal)Bytes / BytesPerMebibyte;

    /// <summary>Gibibytes (2^30 bytes), with a fraction where the amount has one.</summary>
    public decimal Gibibytes => (decimal)Bytes / BytesPerGibibyte;

    /// <summary>Gigabytes (10^9 bytes), with a fraction where the amount has one.</summary>
    public decimal Gigabytes => Bytes / 1_000_000_000m;

    /// <summary>An amount in bytes.</summary>
    public static MemorySize FromBytes(long bytes) => new(bytes);

    /// <summary>An amount in mebibytes (2^20 bytes), rounded up to the byte.</summary>
    public static MemorySize FromMebibytes(decimal mebibytes) => new((long)decimal.Ceiling(mebibytes * BytesPerMebibyte));

    /// <summary>An amount in gibibytes (2^30 bytes), rounded up to the byte.</summary>
    public static MemorySize FromGibibytes(decimal gibibytes) => new((long)decimal.Ceiling(gibibytes * BytesPerGibibyte));

    /// <summary>An amount in gigabytes (10^9 bytes), rounded up to the byte.</summary>
    public static MemorySize FromGigabytes(decimal gigabytes) => new((long)decimal.Ceiling(gigabytes * 1_000_000_000m));

    /// <summary>Adds two amounts.</summary>
    public static MemorySize operator +(MemorySize left, MemorySize right) => new(left.Bytes + right.Bytes);

    /// <summary>Subtracts one amount from another.</summary>
    public static MemorySize operator -(MemorySize left, MemorySize right) => new(left.Bytes - right.Bytes);

    /// <summary>A whole multiple: several replicas.</summary>
    public static MemorySize operator *(MemorySize amount, int times) => new(amount.Bytes * times);

    /// <summary>Orders by amount.</summary>
    public static bool operator <(MemorySize left, MemorySize right) => left.Bytes < right.Bytes;

    /// <summary>Orders by amount.</summary>
    public static bool operator >(MemorySize left, MemorySize right) => left.Bytes > right.Bytes;

    /// <summary>Orders by amount.</summary>
    public static bool operator <=(MemorySize left, MemorySize right) => left.Bytes <= right.Bytes;

    /// <summary>Orders by amount.</summary>
    public static bool operator >=(MemorySize left, MemorySize right) => left.Bytes >= right.Bytes;

    /// <summary>The larger of two amounts.</summary>
    public static MemorySize Max(MemorySize left, MemorySize right) => left > right ? left : right;

    /// <inheritdoc />
    public int CompareTo(MemorySize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The amount in mebibytes, such as <c>512 MiB</c>.</summary>
    public override string ToString() => Mebibytes.ToString("0.##", CultureInfo.InvariantCulture) + " MiB";
}
