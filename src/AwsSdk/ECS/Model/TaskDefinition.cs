namespace Amazon.ECS.Model;

/// <summary>The details of a task definition which describes the container and volume definitions of an Amazon Elastic Container Service task.</summary>
public class TaskDefinition
{
    /// <summary>The task launch types the task definition validated against during task definition registration.</summary>
    public List<Compatibility>? Compatibilities { get; set; }

    /// <summary>A list of container definitions in JSON format that describe the different containers that make up your task.</summary>
    public List<ContainerDefinition>? ContainerDefinitions { get; set; }

    /// <summary>The number of cpu units used by the task.</summary>
    public string? Cpu { get; set; }

    /// <summary>The Unix timestamp for the time when the task definition was deregistered.</summary>
    public DateTime? DeregisteredAt { get; set; }

    /// <summary>The ephemeral storage settings to use for tasks run with the task definition.</summary>
    public EphemeralStorage? EphemeralStorage { get; set; }

    /// <summary>Execution role arn.</summary>
    public string? ExecutionRoleArn { get; set; }

    /// <summary>The name of a family that this task definition is registered to.</summary>
    public string? Family { get; set; }

    /// <summary>The amount (in MiB) of memory used by the task.</summary>
    public string? Memory { get; set; }

    /// <summary>The Docker networking mode to use for the containers in the task.</summary>
    public NetworkMode? NetworkMode { get; set; }

    /// <summary>The Unix timestamp for the time when the task definition was registered.</summary>
    public DateTime? RegisteredAt { get; set; }

    /// <summary>The task launch types the task definition was validated against.</summary>
    public List<Compatibility>? RequiresCompatibilities { get; set; }

    /// <summary>The revision of the task in a particular family.</summary>
    public int? Revision { get; set; }

    /// <summary>The operating system that your task definitions are running on.</summary>
    public RuntimePlatform? RuntimePlatform { get; set; }

    /// <summary>The status of the task definition.</summary>
    public TaskDefinitionStatus? Status { get; set; }

    /// <summary>The full Amazon Resource Name (ARN) of the task definition.</summary>
    public string? TaskDefinitionArn { get; set; }

    /// <summary>Task role arn.</summary>
    public string? TaskRoleArn { get; set; }

    /// <summary>The list of data volume definitions for the task.</summary>
    public List<Volume>? Volumes { get; set; }
}
