using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Granularity.</summary>
public class Granularity : ConstantClass
{
    /// <summary><c>DAILY</c>.</summary>
    public static readonly Granularity DAILY = new("DAILY");

    /// <summary><c>HOURLY</c>.</summary>
    public static readonly Granularity HOURLY = new("HOURLY");

    /// <summary><c>MONTHLY</c>.</summary>
    public static readonly Granularity MONTHLY = new("MONTHLY");

    /// <summary>A value, known or not.</summary>
    public Granularity(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static Granularity FindValue(string value) => FindValue<Granularity>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator Granularity(string value) => FindValue(value);
}
