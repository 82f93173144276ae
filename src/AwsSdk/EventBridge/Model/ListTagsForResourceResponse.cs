using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

/// <summary>The answer of <c>ListTagsForResource</c>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The list of tag keys and values associated with the resource you specified.</summary>
    public List<Tag>? Tags { get; set; }
}
