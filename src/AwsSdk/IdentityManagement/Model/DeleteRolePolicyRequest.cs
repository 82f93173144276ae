namespace Amazon.IdentityManagement.Model;

/// <summary>Deletes the specified inline policy that is embedded in the specified IAM role.</summary>
public class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the inline policy to delete from the specified IAM role; required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The name (friendly name, not ARN) identifying the role that the policy is embedded in; required.</summary>
    public string? RoleName { get; set; }
}
