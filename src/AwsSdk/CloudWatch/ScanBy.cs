using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Scan by.</summary>
public class ScanBy : ConstantClass
{
    /// <summary><c>TimestampAscending</c>.</summary>
    public static readonly ScanBy TimestampAscending = new("TimestampAscending");

    /// <summary><c>TimestampDescending</c>.</summary>
    public static readonly ScanBy TimestampDescending = new("TimestampDescending");

    /// <summary>A value, known or not.</summary>
    public ScanBy(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ScanBy FindValue(string value) => FindValue<ScanBy>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ScanBy(string value) => FindValue(value);
}
