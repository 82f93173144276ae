using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Environment file type.</summary>
public class EnvironmentFileType : ConstantClass
{
    /// <summary><c>s3</c>.</summary>
    public static readonly EnvironmentFileType S3 = new("s3");

    /// <summary>A value, known or not.</summary>
    public EnvironmentFileType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static EnvironmentFileType FindValue(string value) => FindValue<EnvironmentFileType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator EnvironmentFileType(string value) => FindValue(value);
}
