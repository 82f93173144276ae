using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListTaskDefinitionFamilies</c>.</summary>
public class ListTaskDefinitionFamiliesResponse : AmazonWebServiceResponse
{
    /// <summary>The list of task definition family names that match the request.</summary>
    public List<string>? Families { get; set; }

    /// <summary>The nextToken value to include in a future request.</summary>
    public string? NextToken { get; set; }
}
