using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>The answer of <c>ListTagsForResource</c>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The list of tags associated with the requested resource.&gt;.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
