namespace Amazon.ECS.Model;

/// <summary>Describes a specified task or tasks.</summary>
public class DescribeTasksRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster that hosts the task or tasks to describe.</summary>
    public string? Cluster { get; set; }

    /// <summary>Specifies whether you want to see the resource tags for the task.</summary>
    public List<TaskField>? Include { get; set; }

    /// <summary>A list of up to 100 task IDs or full ARN entries; required.</summary>
    public List<string>? Tasks { get; set; }
}
