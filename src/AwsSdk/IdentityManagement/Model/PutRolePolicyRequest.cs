namespace Amazon.IdentityManagement.Model;

/// <summary>Adds or updates an inline policy document that is embedded in the specified IAM role.</summary>
public class PutRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The policy document; required.</summary>
    public string? PolicyDocument { get; set; }

    /// <summary>The name of the policy document; required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The name of the role to associate the policy with; required.</summary>
    public string? RoleName { get; set; }
}
