namespace Amazon.IdentityManagement.Model;

/// <summary>Creates a new role for your Amazon Web Services account.</summary>
public class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The trust relationship policy document that grants an entity permission to assume the role; required.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>A description of the role.</summary>
    public string? Description { get; set; }

    /// <summary>The maximum session duration (in seconds) that you want to set for the specified role.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>The path to the role.</summary>
    public string? Path { get; set; }

    /// <summary>The ARN of the policy that is used to set the permissions boundary for the role.</summary>
    public string? PermissionsBoundary { get; set; }

    /// <summary>The name of the role to create; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>A list of tags that you want to attach to the new role.</summary>
    public List<Tag>? Tags { get; set; }
}
