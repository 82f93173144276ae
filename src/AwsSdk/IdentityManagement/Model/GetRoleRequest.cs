namespace Amazon.IdentityManagement.Model;

/// <summary>Get role.</summary>
public class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the IAM role to get information about; required.</summary>
    public string? RoleName { get; set; }
}
