using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Efsauthorization config IAM.</summary>
public class EFSAuthorizationConfigIAM : ConstantClass
{
    /// <summary><c>DISABLED</c>.</summary>
    public static readonly EFSAuthorizationConfigIAM DISABLED = new("DISABLED");

    /// <summary><c>ENABLED</c>.</summary>
    public static readonly EFSAuthorizationConfigIAM ENABLED = new("ENABLED");

    /// <summary>A value, known or not.</summary>
    public EFSAuthorizationConfigIAM(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static EFSAuthorizationConfigIAM FindValue(string value) => FindValue<EFSAuthorizationConfigIAM>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator EFSAuthorizationConfigIAM(string value) => FindValue(value);
}
