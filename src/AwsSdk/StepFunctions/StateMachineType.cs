using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>State machine type.</summary>
public class StateMachineType : ConstantClass
{
    /// <summary><c>EXPRESS</c>.</summary>
    public static readonly StateMachineType EXPRESS = new("EXPRESS");

    /// <summary><c>STANDARD</c>.</summary>
    public static readonly StateMachineType STANDARD = new("STANDARD");

    /// <summary>A value, known or not.</summary>
    public StateMachineType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static StateMachineType FindValue(string value) => FindValue<StateMachineType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator StateMachineType(string value) => FindValue(value);
}
