namespace Amazon.IdentityManagement.Model;

/// <summary>Lists the tags that are attached to the specified role.</summary>
public class ListRoleTagsRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Use this parameter only when paginating results and only after you receive a response indicating that the results are truncated.</summary>
    public string? Marker { get; set; }

    /// <summary>Use this only when paginating results to indicate the maximum number of items you want in the response.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The name of the IAM role for which you want to see the list of tags; required.</summary>
    public string? RoleName { get; set; }
}
