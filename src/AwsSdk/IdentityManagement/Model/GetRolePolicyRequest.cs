namespace Amazon.IdentityManagement.Model;

/// <summary>Retrieves the specified inline policy document that is embedded with the specified IAM role.</summary>
public class GetRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the policy document to get; required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The name of the role associated with the policy; required.</summary>
    public string? RoleName { get; set; }
}
