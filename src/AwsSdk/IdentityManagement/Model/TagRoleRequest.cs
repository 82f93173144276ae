namespace Amazon.IdentityManagement.Model;

/// <summary>Adds one or more tags to an IAM role.</summary>
public class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>The name of the IAM role to which you want to add tags; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>The list of tags that you want to attach to the IAM role; required.</summary>
    public List<Tag>? Tags { get; set; }
}
