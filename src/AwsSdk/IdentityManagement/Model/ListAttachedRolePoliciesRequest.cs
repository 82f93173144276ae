namespace Amazon.IdentityManagement.Model;

/// <summary>Lists all managed policies that are attached to the specified IAM role.</summary>
public class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Use this parameter only when paginating results and only after you receive a response indicating that the results are truncated.</summary>
    public string? Marker { get; set; }

    /// <summary>Use this only when paginating results to indicate the maximum number of items you want in the response.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The name of the role; required.</summary>
    public string? RoleName { get; set; }
}
