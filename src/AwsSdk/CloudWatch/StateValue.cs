using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>State value.</summary>
public class StateValue : ConstantClass
{
    /// <summary><c>ALARM</c>.</summary>
    public static readonly StateValue ALARM = new("ALARM");

    /// <summary><c>INSUFFICIENT_DATA</c>.</summary>
    public static readonly StateValue INSUFFICIENT_DATA = new("INSUFFICIENT_DATA");

    /// <summary><c>OK</c>.</summary>
    public static readonly StateValue OK = new("OK");

    /// <summary>A value, known or not.</summary>
    public StateValue(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static StateValue FindValue(string value) => FindValue<StateValue>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator StateValue(string value) => FindValue(value);
}
