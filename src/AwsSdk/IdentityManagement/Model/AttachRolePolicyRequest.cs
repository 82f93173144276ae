namespace Amazon.IdentityManagement.Model;

/// <summary>Attaches the specified managed policy to the specified IAM role.</summary>
public class AttachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The ARN of the IAM policy you want to attach; required.</summary>
    public string? PolicyArn { get; set; }

    /// <summary>The name of the role; required.</summary>
    public string? RoleName { get; set; }
}
