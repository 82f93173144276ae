namespace Amazon.IdentityManagement.Model;

/// <summary>Contains information about an attached permissions boundary.</summary>
public class AttachedPermissionsBoundary
{
    /// <summary>The ARN of the policy used to set the permissions boundary for the user or role.</summary>
    public string? PermissionsBoundaryArn { get; set; }

    /// <summary>The permissions boundary usage type that indicates what type of IAM resource is used as the permissions boundary for an entity.</summary>
    public PermissionsBoundaryAttachmentType? PermissionsBoundaryType { get; set; }
}
