using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Flexible time window mode.</summary>
public class FlexibleTimeWindowMode : ConstantClass
{
    /// <summary><c>FLEXIBLE</c>.</summary>
    public static readonly FlexibleTimeWindowMode FLEXIBLE = new("FLEXIBLE");

    /// <summary><c>OFF</c>.</summary>
    public static readonly FlexibleTimeWindowMode OFF = new("OFF");

    /// <summary>A value, known or not.</summary>
    public FlexibleTimeWindowMode(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static FlexibleTimeWindowMode FindValue(string value) => FindValue<FlexibleTimeWindowMode>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator FlexibleTimeWindowMode(string value) => FindValue(value);
}
