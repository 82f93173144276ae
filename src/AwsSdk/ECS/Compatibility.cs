using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Compatibility.</summary>
public class Compatibility : ConstantClass
{
    /// <summary><c>EC2</c>.</summary>
    public static readonly Compatibility EC2 = new("EC2");

    /// <summary><c>EXTERNAL</c>.</summary>
    public static readonly Compatibility EXTERNAL = new("EXTERNAL");

    /// <summary><c>FARGATE</c>.</summary>
    public static readonly Compatibility FARGATE = new("FARGATE");

    /// <summary>A value, known or not.</summary>
    public Compatibility(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static Compatibility FindValue(string value) => FindValue<Compatibility>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator Compatibility(string value) => FindValue(value);
}
