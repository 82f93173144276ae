using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>RegisterTaskDefinition</c>.</summary>
public class RegisterTaskDefinitionResponse : AmazonWebServiceResponse
{
    /// <summary>The list of tags associated with the task definition.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The full description of the registered task definition.</summary>
    public TaskDefinition? TaskDefinition { get; set; }
}
