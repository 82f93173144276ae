using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Service field.</summary>
public class ServiceField : ConstantClass
{
    /// <summary><c>TAGS</c>.</summary>
    public static readonly ServiceField TAGS = new("TAGS");

    /// <summary>A value, known or not.</summary>
    public ServiceField(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ServiceField FindValue(string value) => FindValue<ServiceField>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ServiceField(string value) => FindValue(value);
}
