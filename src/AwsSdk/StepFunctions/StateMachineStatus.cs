using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>State machine status.</summary>
public class StateMachineStatus : ConstantClass
{
    /// <summary><c>ACTIVE</c>.</summary>
    public static readonly StateMachineStatus ACTIVE = new("ACTIVE");

    /// <summary><c>DELETING</c>.</summary>
    public static readonly StateMachineStatus DELETING = new("DELETING");

    /// <summary>A value, known or not.</summary>
    public StateMachineStatus(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static StateMachineStatus FindValue(string value) => FindValue<StateMachineStatus>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator StateMachineStatus(string value) => FindValue(value);
}
