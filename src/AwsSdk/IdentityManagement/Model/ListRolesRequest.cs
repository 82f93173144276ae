namespace Amazon.IdentityManagement.Model;

/// <summary>Lists the IAM roles that have the specified path prefix.</summary>
public class ListRolesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Use this parameter only when paginating results and only after you receive a response indicating that the results are truncated.</summary>
    public string? Marker { get; set; }

    /// <summary>Use this only when paginating results to indicate the maximum number of items you want in the response.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The path prefix for filtering the results.</summary>
    public string? PathPrefix { get; set; }
}
