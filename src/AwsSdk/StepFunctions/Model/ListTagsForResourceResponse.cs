using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>The answer of <c>ListTagsForResource</c>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>An array of tags associated with the resource.</summary>
    public List<Tag>? Tags { get; set; }
}
