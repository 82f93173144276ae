namespace Amazon.IdentityManagement.Model;

/// <summary>Contains information about an IAM role.</summary>
public class Role
{
    /// <summary>The Amazon Resource Name (ARN) specifying the role; required.</summary>
    public string? Arn { get; set; }

    /// <summary>The policy that grants an entity permission to assume the role.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>The date and time, in ISO 8601 date-time format, when the role was created; required.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>A description of the role that you provide.</summary>
    public string? Description { get; set; }

    /// <summary>The maximum session duration (in seconds) for the specified role.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>The path to the role; required.</summary>
    public string? Path { get; set; }

    /// <summary>The ARN of the policy used to set the permissions boundary for the role.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; set; }

    /// <summary>The stable and unique string identifying the role; required.</summary>
    public string? RoleId { get; set; }

    /// <summary>The friendly name that identifies the role; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>A list of tags that are attached to the role.</summary>
    public List<Tag>? Tags { get; set; }
}
