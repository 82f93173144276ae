namespace Amazon.ECS.Model;

/// <summary>Details on a task in a cluster.</summary>
public class Task
{
    /// <summary>The Availability Zone for the task.</summary>
    public string? AvailabilityZone { get; set; }

    /// <summary>The capacity provider that's associated with the task.</summary>
    public string? CapacityProviderName { get; set; }

    /// <summary>The ARN of the cluster that hosts the task.</summary>
    public string? ClusterArn { get; set; }

    /// <summary>The containers that's associated with the task.</summary>
    public List<Container>? Containers { get; set; }

    /// <summary>The number of CPU units used by the task as expressed in a task definition.</summary>
    public string? Cpu { get; set; }

    /// <summary>The Unix timestamp for the time when the task was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The desired status of the task.</summary>
    public string? DesiredStatus { get; set; }

    /// <summary>The ephemeral storage settings for the task.</summary>
    public EphemeralStorage? EphemeralStorage { get; set; }

    /// <summary>The Unix timestamp for the time when the task execution stopped.</summary>
    public DateTime? ExecutionStoppedAt { get; set; }

    /// <summary>The name of the task group that's associated with the task.</summary>
    public string? Group { get; set; }

    /// <summary>The last known status for the task.</summary>
    public string? LastStatus { get; set; }

    /// <summary>The infrastructure where your task runs on.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>The amount of memory (in MiB) that the task uses as expressed in a task definition.</summary>
    public string? Memory { get; set; }

    /// <summary>One or more container overrides.</summary>
    public TaskOverride? Overrides { get; set; }

    /// <summary>The platform version where your task runs on.</summary>
    public string? PlatformVersion { get; set; }

    /// <summary>The Unix timestamp for the time when the container image pull began.</summary>
    public DateTime? PullStartedAt { get; set; }

    /// <summary>The Unix timestamp for the time when the container image pull completed.</summary>
    public DateTime? PullStoppedAt { get; set; }

    /// <summary>The Unix timestamp for the time when the task started.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>The tag specified when a task is started.</summary>
    public string? StartedBy { get; set; }

    /// <summary>The stop code indicating why a task was stopped.</summary>
    public TaskStopCode? StopCode { get; set; }

    /// <summary>The Unix timestamp for the time when the task was stopped.</summary>
    public DateTime? StoppedAt { get; set; }

    /// <summary>The reason that the task was stopped.</summary>
    public string? StoppedReason { get; set; }

    /// <summary>The Unix timestamp for the time when the task stops.</summary>
    public DateTime? StoppingAt { get; set; }

    /// <summary>The metadata that you apply to the task to help you categorize and organize the task.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the task.</summary>
    public string? TaskArn { get; set; }

    /// <summary>The ARN of the task definition that creates the task.</summary>
    public string? TaskDefinitionArn { get; set; }

    /// <summary>The version counter for the task.</summary>
    public long? Version { get; set; }
}
