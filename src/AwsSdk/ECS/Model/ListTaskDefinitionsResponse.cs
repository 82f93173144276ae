using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListTaskDefinitions</c>.</summary>
public class ListTaskDefinitionsResponse : AmazonWebServiceResponse
{
    /// <summary>The nextToken value to include in a future ListTaskDefinitions request.</summary>
    public string? NextToken { get; set; }

    /// <summary>The list of task definition Amazon Resource Name (ARN) entries for the ListTaskDefinitions request.</summary>
    public List<string>? TaskDefinitionArns { get; set; }
}
