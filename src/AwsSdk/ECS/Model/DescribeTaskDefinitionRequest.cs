namespace Amazon.ECS.Model;

/// <summary>Describes a task definition.</summary>
public class DescribeTaskDefinitionRequest : AmazonECSRequest
{
    /// <summary>Determines whether to see the resource tags for the task definition.</summary>
    public List<TaskDefinitionField>? Include { get; set; }

    /// <summary>Task definition; required.</summary>
    public string? TaskDefinition { get; set; }
}
