using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListTagsForResource</c>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The tags for the resource.</summary>
    public List<Tag>? Tags { get; set; }
}
