using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Container condition.</summary>
public class ContainerCondition : ConstantClass
{
    /// <summary><c>COMPLETE</c>.</summary>
    public static readonly ContainerCondition COMPLETE = new("COMPLETE");

    /// <summary><c>HEALTHY</c>.</summary>
    public static readonly ContainerCondition HEALTHY = new("HEALTHY");

    /// <summary><c>START</c>.</summary>
    public static readonly ContainerCondition START = new("START");

    /// <summary><c>SUCCESS</c>.</summary>
    public static readonly ContainerCondition SUCCESS = new("SUCCESS");

    /// <summary>A value, known or not.</summary>
    public ContainerCondition(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ContainerCondition FindValue(string value) => FindValue<ContainerCondition>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ContainerCondition(string value) => FindValue(value);
}
