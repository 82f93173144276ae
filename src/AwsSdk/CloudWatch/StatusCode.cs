using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Status code.</summary>
public class StatusCode : ConstantClass
{
    /// <summary><c>Complete</c>.</summary>
    public static readonly StatusCode Complete = new("Complete");

    /// <summary><c>Forbidden</c>.</summary>
    public static readonly StatusCode Forbidden = new("Forbidden");

    /// <summary><c>InternalError</c>.</summary>
    public static readonly StatusCode InternalError = new("InternalError");

    /// <summary><c>PartialData</c>.</summary>
    public static readonly StatusCode PartialData = new("PartialData");

    /// <summary>A value, known or not.</summary>
    public StatusCode(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static StatusCode FindValue(string value) => FindValue<StatusCode>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator StatusCode(string value) => FindValue(value);
}
