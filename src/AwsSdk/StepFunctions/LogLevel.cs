using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>Log level.</summary>
public class LogLevel : ConstantClass
{
    /// <summary><c>ALL</c>.</summary>
    public static readonly LogLevel ALL = new("ALL");

    /// <summary><c>ERROR</c>.</summary>
    public static readonly LogLevel ERROR = new("ERROR");

    /// <summary><c>FATAL</c>.</summary>
    public static readonly LogLevel FATAL = new("FATAL");

    /// <summary><c>OFF</c>.</summary>
    public static readonly LogLevel OFF = new("OFF");

    /// <summary>A value, known or not.</summary>
    public LogLevel(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static LogLevel FindValue(string value) => FindValue<LogLevel>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator LogLevel(string value) => FindValue(value);
}
