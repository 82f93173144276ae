using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Efstransit encryption.</summary>
public class EFSTransitEncryption : ConstantClass
{
    /// <summary><c>DISABLED</c>.</summary>
    public static readonly EFSTransitEncryption DISABLED = new("DISABLED");

    /// <summary><c>ENABLED</c>.</summary>
    public static readonly EFSTransitEncryption ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public EFSTransitEncryption(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static EFSTransitEncryption FindValue(string value) => FindValue<EFSTransitEncryption>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator EFSTransitEncryption(string value) => FindValue(value);
}
