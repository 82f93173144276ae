using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Osfamily.</summary>
public class OSFamily : ConstantClass
{
    /// <summary><c>LINUX</c>.</summary>
    public static readonly OSFamily LINUX = new("LINUX");

    /// <summary><c>WINDOWS_SERVER_2004_CORE</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2004_CORE = new("WINDOWS_SERVER_2004_CORE");

    /// <summary><c>WINDOWS_SERVER_2016_FULL</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2016_FULL = new("WINDOWS_SERVER_2016_FULL");

    /// <summary><c>WINDOWS_SERVER_2019_CORE</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2019_CORE = new("WINDOWS_SERVER_2019_CORE");

    /// <summary><c>WINDOWS_SERVER_2019_FULL</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2019_FULL = new("WINDOWS_SERVER_2019_FULL");

    /// <summary><c>WINDOWS_SERVER_2022_CORE</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2022_CORE = new("WINDOWS_SERVER_2022_CORE");

    /// <summary><c>WINDOWS_SERVER_2022_FULL</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_2022_FULL = new("WINDOWS_SERVER_2022_FULL");

    /// <summary><c>WINDOWS_SERVER_20H2_CORE</c>.</summary>
    public static readonly OSFamily WINDOWS_SERVER_20H2_CORE = new("WINDOWS_SERVER_20H2_CORE");

    /// <summary>A value, known or not.</summary>
    public OSFamily(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static OSFamily FindValue(string value) => FindValue<OSFamily>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator OSFamily(string value) => FindValue(value);
}
