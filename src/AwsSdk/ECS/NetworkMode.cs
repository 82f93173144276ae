using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Network mode.</summary>
public class NetworkMode : ConstantClass
{
    /// <summary><c>awsvpc</c>.</summary>
    public static readonly NetworkMode Awsvpc = new("awsvpc");

    /// <summary><c>bridge</c>.</summary>
    public static readonly NetworkMode Bridge = new("bridge");

    /// <summary><c>host</c>.</summary>
    public static readonly NetworkMode Host = new("host");

    /// <summary><c>none</c>.</summary>
    public static readonly NetworkMode None = new("none");

    /// <summary>A value, known or not.</summary>
    public NetworkMode(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static NetworkMode FindValue(string value) => FindValue<NetworkMode>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator NetworkMode(string value) => FindValue(value);
}
