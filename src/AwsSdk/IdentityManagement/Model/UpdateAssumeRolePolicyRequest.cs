namespace Amazon.IdentityManagement.Model;

/// <summary>Updates the policy that grants an IAM entity permission to assume a role.</summary>
public class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The policy that grants an entity permission to assume the role; required.</summary>
    public string? PolicyDocument { get; set; }

    /// <summary>The name of the role to update with the new policy; required.</summary>
    public string? RoleName { get; set; }
}
