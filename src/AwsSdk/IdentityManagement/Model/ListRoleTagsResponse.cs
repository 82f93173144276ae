using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>ListRoleTags</c>.</summary>
public class ListRoleTagsResponse : AmazonWebServiceResponse
{
    /// <summary>A flag that indicates whether there are more items to return.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Marker.</summary>
    public string? Marker { get; set; }

    /// <summary>The list of tags that are currently attached to the role.</summary>
    public List<Tag>? Tags { get; set; }
}
