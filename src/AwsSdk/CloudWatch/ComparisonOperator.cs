using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Comparison operator.</summary>
public class ComparisonOperator : ConstantClass
{
    /// <summary><c>GreaterThanOrEqualToThreshold</c>.</summary>
    public static readonly ComparisonOperator GreaterThanOrEqualToThreshold = new("GreaterThanOrEqualToThreshold");

    /// <summary><c>GreaterThanThreshold</c>.</summary>
    public static readonly ComparisonOperator GreaterThanThreshold = new("GreaterThanThreshold");

    /// <summary><c>GreaterThanUpperThreshold</c>.</summary>
    public static readonly ComparisonOperator GreaterThanUpperThreshold = new("GreaterThanUpperThreshold");

    /// <summary><c>LessThanLowerOrGreaterThanUpperThreshold</c>.</summary>
    public static readonly ComparisonOperator LessThanLowerOrGreaterThanUpperThreshold = new("LessThanLowerOrGreaterThanUpperThreshold");

    /// <summary><c>LessThanLowerThreshold</c>.</summary>
    public static readonly ComparisonOperator LessThanLowerThreshold = new("LessThanLowerThreshold");

    /// <summary><c>LessThanOrEqualToThreshold</c>.</summary>
    public static readonly ComparisonOperator LessThanOrEqualToThreshold = new("LessThanOrEqualToThreshold");

    /// <summary><c>LessThanThreshold</c>.</summary>
    public static readonly ComparisonOperator LessThanThreshold = new("LessThanThreshold");

    /// <summary>A value, known or not.</summary>
    public ComparisonOperator(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ComparisonOperator(string value) => FindValue(value);
}
