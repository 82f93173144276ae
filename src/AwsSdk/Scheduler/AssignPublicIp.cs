using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Assign public ip.</summary>
public class AssignPublicIp : ConstantClass
{
    /// <summary><c>DISABLED</c>.</summary>
    public static readonly AssignPublicIp DISABLED = new("DISABLED");

    /// <summary><c>ENABLED</c>.</summary>
    public static readonly AssignPublicIp ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public AssignPublicIp(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static AssignPublicIp FindValue(string value) => FindValue<AssignPublicIp>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator AssignPublicIp(string value) => FindValue(value);
}
