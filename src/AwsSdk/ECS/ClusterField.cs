using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Cluster field.</summary>
public class ClusterField : ConstantClass
{
    /// <summary><c>ATTACHMENTS</c>.</summary>
    public static readonly ClusterField ATTACHMENTS = new("ATTACHMENTS");

    /// <summary><c>CONFIGURATIONS</c>.</summary>
    public static readonly ClusterField CONFIGURATIONS = new("CONFIGURATIONS");

    /// <summary><c>SETTINGS</c>.</summary>
    public static readonly ClusterField SETTINGS = new("SETTINGS");

    /// <summary><c>STATISTICS</c>.</summary>
    public static readonly ClusterField STATISTICS = new("STATISTICS");

    /// <summary><c>TAGS</c>.</summary>
    public static readonly ClusterField TAGS = new("TAGS");

    /// <summary>A value, known or not.</summary>
    public ClusterField(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ClusterField FindValue(string value) => FindValue<ClusterField>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ClusterField(string value) => FindValue(value);
}
