using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Cluster setting name.</summary>
public class ClusterSettingName : ConstantClass
{
    /// <summary><c>containerInsights</c>.</summary>
    public static readonly ClusterSettingName ContainerInsights = new("containerInsights");

    /// <summary>A value, known or not.</summary>
    public ClusterSettingName(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ClusterSettingName FindValue(string value) => FindValue<ClusterSettingName>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ClusterSettingName(string value) => FindValue(value);
}
