using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DeregisterTaskDefinition</c>.</summary>
public class DeregisterTaskDefinitionResponse : AmazonWebServiceResponse
{
    /// <summary>The full description of the deregistered task.</summary>
    public TaskDefinition? TaskDefinition { get; set; }
}
