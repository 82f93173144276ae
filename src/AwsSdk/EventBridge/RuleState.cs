using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>Rule state.</summary>
public class RuleState : ConstantClass
{
    /// <summary><c>DISABLED</c>.</summary>
    public static readonly RuleState DISABLED = new("DISABLED");

    /// <summary><c>ENABLED</c>.</summary>
    public static readonly RuleState ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public RuleState(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static RuleState FindValue(string value) => FindValue<RuleState>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator RuleState(string value) => FindValue(value);
}
