namespace Amazon.IdentityManagement.Model;

/// <summary>Removes the specified managed policy from the specified role.</summary>
public class DetachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The ARN of the IAM policy you want to detach; required.</summary>
    public string? PolicyArn { get; set; }

    /// <summary>The name of the role; required.</summary>
    public string? RoleName { get; set; }
}
