namespace Amazon.IdentityManagement.Model;

/// <summary>Contains information about an attached policy.</summary>
public class AttachedPolicyType
{
    /// <summary>The Amazon Resource Name (ARN).</summary>
    public string? PolicyArn { get; set; }

    /// <summary>The friendly name of the attached policy.</summary>
    public string? PolicyName { get; set; }
}
