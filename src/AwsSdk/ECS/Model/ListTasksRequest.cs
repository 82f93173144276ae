namespace Amazon.ECS.Model;

/// <summary>Returns a list of tasks.</summary>
public class ListTasksRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster to use when filtering the ListTasks results.</summary>
    public string? Cluster { get; set; }

    /// <summary>The container instance ID or full ARN of the container instance to use when filtering the ListTasks results.</summary>
    public string? ContainerInstance { get; set; }

    /// <summary>The task desired status to use when filtering the ListTasks results.</summary>
    public DesiredStatus? DesiredStatus { get; set; }

    /// <summary>The name of the task definition family to use when filtering the ListTasks results.</summary>
    public string? Family { get; set; }

    /// <summary>The launch type to use when filtering the ListTasks results.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>The maximum number of task results that ListTasks returned in paginated output.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Next token.</summary>
    public string? NextToken { get; set; }

    /// <summary>The name of the service to use when filtering the ListTasks results.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The startedBy value to filter the task results with.</summary>
    public string? StartedBy { get; set; }
}
