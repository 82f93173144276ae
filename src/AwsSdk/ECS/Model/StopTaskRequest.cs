namespace Amazon.ECS.Model;

/// <summary>Stops a running task.</summary>
public class StopTaskRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster that hosts the task to stop.</summary>
    public string? Cluster { get; set; }

    /// <summary>An optional message specified when a task is stopped.</summary>
    public string? Reason { get; set; }

    /// <summary>The task ID or full Amazon Resource Name (ARN) of the task to stop; required.</summary>
    public string? Task { get; set; }
}
