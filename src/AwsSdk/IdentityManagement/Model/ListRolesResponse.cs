using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>ListRoles</c>.</summary>
public class ListRolesResponse : AmazonWebServiceResponse
{
    /// <summary>A flag that indicates whether there are more items to return.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Marker.</summary>
    public string? Marker { get; set; }

    /// <summary>A list of roles.</summary>
    public List<Role>? Roles { get; set; }
}
