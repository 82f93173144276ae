using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>Whether a workgroup takes queries.</summary>
public class WorkGroupState : ConstantClass
{
    /// <summary>It refuses queries.</summary>
    public static readonly WorkGroupState DISABLED = new("DISABLED");

    /// <summary>It takes queries.</summary>
    public static readonly WorkGroupState ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public WorkGroupState(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static WorkGroupState FindValue(string value) => FindValue<WorkGroupState>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator WorkGroupState(string value) => FindValue(value);
}
