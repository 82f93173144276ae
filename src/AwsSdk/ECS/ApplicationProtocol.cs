using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Application protocol.</summary>
public class ApplicationProtocol : ConstantClass
{
    /// <summary><c>grpc</c>.</summary>
    public static readonly ApplicationProtocol Grpc = new("grpc");

    /// <summary><c>http</c>.</summary>
    public static readonly ApplicationProtocol Http = new("http");

    /// <summary><c>http2</c>.</summary>
    public static readonly ApplicationProtocol Http2 = new("http2");

    /// <summary>A value, known or not.</summary>
    public ApplicationProtocol(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ApplicationProtocol FindValue(string value) => FindValue<ApplicationProtocol>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ApplicationProtocol(string value) => FindValue(value);
}
