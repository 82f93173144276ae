using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Statistic.</summary>
public class Statistic : ConstantClass
{
    /// <summary><c>Average</c>.</summary>
    public static readonly Statistic Average = new("Average");

    /// <summary><c>Maximum</c>.</summary>
    public static readonly Statistic Maximum = new("Maximum");

    /// <summary><c>Minimum</c>.</summary>
    public static readonly Statistic Minimum = new("Minimum");

    /// <summary><c>SampleCount</c>.</summary>
    public static readonly Statistic SampleCount = new("SampleCount");

    /// <summary><c>Sum</c>.</summary>
    public static readonly Statistic Sum = new("Sum");

    /// <summary>A value, known or not.</summary>
    public Statistic(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator Statistic(string value) => FindValue(value);
}
