namespace Amazon.IdentityManagement.Model;

/// <summary>Lists the names of the inline policies that are embedded in the specified IAM role.</summary>
public class ListRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Use this parameter only when paginating results and only after you receive a response indicating that the results are truncated.</summary>
    public string? Marker { get; set; }

    /// <summary>Use this only when paginating results to indicate the maximum number of items you want in the response.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The name of the role to list policies for; required.</summary>
    public string? RoleName { get; set; }
}
