using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Schedule state.</summary>
public class ScheduleState : ConstantClass
{
    /// <summary><c>DISABLED</c>.</summary>
    public static readonly ScheduleState DISABLED = new("DISABLED");

    /// <summary><c>ENABLED</c>.</summary>
    public static readonly ScheduleState ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public ScheduleState(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ScheduleState FindValue(string value) => FindValue<ScheduleState>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ScheduleState(string value) => FindValue(value);
}
