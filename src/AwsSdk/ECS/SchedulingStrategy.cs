using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Scheduling strategy.</summary>
public class SchedulingStrategy : ConstantClass
{
    /// <summary><c>DAEMON</c>.</summary>
    public static readonly SchedulingStrategy DAEMON = new("DAEMON");

    /// <summary><c>REPLICA</c>.</summary>
    public static readonly SchedulingStrategy REPLICA = new("REPLICA");

    /// <summary>A value, known or not.</summary>
    public SchedulingStrategy(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static SchedulingStrategy FindValue(string value) => FindValue<SchedulingStrategy>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator SchedulingStrategy(string value) => FindValue(value);
}
