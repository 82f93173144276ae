using Amazon.Runtime;

namespace Amazon.Scheduler.Model;

/// <summary>The answer of <c>ListTagsForResource</c>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>The list of tags associated with the specified resource.</summary>
    public List<Tag>? Tags { get; set; }
}
