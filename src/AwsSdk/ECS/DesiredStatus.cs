using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Desired status.</summary>
public class DesiredStatus : ConstantClass
{
    /// <summary><c>PENDING</c>.</summary>
    public static readonly DesiredStatus PENDING = new("PENDING");

    /// <summary><c>RUNNING</c>.</summary>
    public static readonly DesiredStatus RUNNING = new("RUNNING");

    /// <summary><c>STOPPED</c>.</summary>
    public static readonly DesiredStatus STOPPED = new("STOPPED");

    /// <summary>A value, known or not.</summary>
    public DesiredStatus(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static DesiredStatus FindValue(string value) => FindValue<DesiredStatus>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator DesiredStatus(string value) => FindValue(value);
}
