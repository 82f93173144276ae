namespace Amazon.ECS.Model;

/// <summary>Deregisters the specified task definition by family and revision.</summary>
public class DeregisterTaskDefinitionRequest : AmazonECSRequest
{
    /// <summary>The family and revision (family:revision) or full Amazon Resource Name (ARN) of the task definition to deregister; required.</summary>
    public string? TaskDefinition { get; set; }
}
