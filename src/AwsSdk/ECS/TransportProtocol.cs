using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Transport protocol.</summary>
public class TransportProtocol : ConstantClass
{
    /// <summary><c>tcp</c>.</summary>
    public static readonly TransportProtocol Tcp = new("tcp");

    /// <summary><c>udp</c>.</summary>
    public static readonly TransportProtocol Udp = new("udp");

    /// <summary>A value, known or not.</summary>
    public TransportProtocol(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static TransportProtocol FindValue(string value) => FindValue<TransportProtocol>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator TransportProtocol(string value) => FindValue(value);
}
