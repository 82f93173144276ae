using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Cpuarchitecture.</summary>
public class CPUArchitecture : ConstantClass
{
    /// <summary><c>ARM64</c>.</summary>
    public static readonly CPUArchitecture ARM64 = new("ARM64");

    /// <summary><c>X86_64</c>.</summary>
    public static readonly CPUArchitecture X86_64 = new("X86_64");

    /// <summary>A value, known or not.</summary>
    public CPUArchitecture(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static CPUArchitecture FindValue(string value) => FindValue<CPUArchitecture>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator CPUArchitecture(string value) => FindValue(value);
}
