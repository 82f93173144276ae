using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>ListRolePolicies</c>.</summary>
public class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>A flag that indicates whether there are more items to return.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Marker.</summary>
    public string? Marker { get; set; }

    /// <summary>A list of policy names.</summary>
    public List<string>? PolicyNames { get; set; }
}
