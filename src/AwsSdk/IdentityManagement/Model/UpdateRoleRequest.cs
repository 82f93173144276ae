namespace Amazon.IdentityManagement.Model;

/// <summary>Updates the description or maximum session duration setting of a role.</summary>
public class UpdateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The new description that you want to apply to the specified role.</summary>
    public string? Description { get; set; }

    /// <summary>The maximum session duration (in seconds) that you want to set for the specified role.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>The name of the role; required.</summary>
    public string? RoleName { get; set; }
}
