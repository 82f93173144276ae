using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Schedule group state.</summary>
public class ScheduleGroupState : ConstantClass
{
    /// <summary><c>ACTIVE</c>.</summary>
    public static readonly ScheduleGroupState ACTIVE = new("ACTIVE");

    /// <summary><c>DELETING</c>.</summary>
    public static readonly ScheduleGroupState DELETING = new("DELETING");

    /// <summary>A value, known or not.</summary>
    public ScheduleGroupState(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ScheduleGroupState FindValue(string value) => FindValue<ScheduleGroupState>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ScheduleGroupState(string value) => FindValue(value);
}
