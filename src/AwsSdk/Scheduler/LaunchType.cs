using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Launch type.</summary>
public class LaunchType : ConstantClass
{
    /// <summary><c>EC2</c>.</summary>
    public static readonly LaunchType EC2 = new("EC2");

    /// <summary><c>EXTERNAL</c>.</summary>
    public static readonly LaunchType EXTERNAL = new("EXTERNAL");

    /// <summary><c>FARGATE</c>.</summary>
    public static readonly LaunchType FARGATE = new("FARGATE");

    /// <summary>A value, known or not.</summary>
    public LaunchType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static LaunchType FindValue(string value) => FindValue<LaunchType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator LaunchType(string value) => FindValue(value);
}
