namespace Amazon.IdentityManagement.Model;

/// <summary>Deletes the specified role.</summary>
public class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the role to delete; required.</summary>
    public string? RoleName { get; set; }
}
