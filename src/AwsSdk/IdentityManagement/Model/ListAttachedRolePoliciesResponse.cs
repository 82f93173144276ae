using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>ListAttachedRolePolicies</c>.</summary>
public class ListAttachedRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>A list of the attached policies.</summary>
    public List<AttachedPolicyType>? AttachedPolicies { get; set; }

    /// <summary>A flag that indicates whether there are more items to return.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Marker.</summary>
    public string? Marker { get; set; }
}
