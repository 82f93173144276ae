using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DescribeTaskDefinition</c>.</summary>
public class DescribeTaskDefinitionResponse : AmazonWebServiceResponse
{
    /// <summary>The metadata that's applied to the task definition to help you categorize and organize them.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The full task definition description.</summary>
    public TaskDefinition? TaskDefinition { get; set; }
}
