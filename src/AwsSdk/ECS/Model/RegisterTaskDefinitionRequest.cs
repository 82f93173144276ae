namespace Amazon.ECS.Model;

/// <summary>Registers a new task definition from the supplied family and containerDefinitions.</summary>
public class RegisterTaskDefinitionRequest : AmazonECSRequest
{
    /// <summary>A list of container definitions in JSON format that describe the different containers that make up your task; required.</summary>
    public List<ContainerDefinition>? ContainerDefinitions { get; set; }

    /// <summary>The number of CPU units used by the task.</summary>
    public string? Cpu { get; set; }

    /// <summary>The amount of ephemeral storage to allocate for the task.</summary>
    public EphemeralStorage? EphemeralStorage { get; set; }

    /// <summary>Execution role arn.</summary>
    public string? ExecutionRoleArn { get; set; }

    /// <summary>You must specify a family for a task definition; required.</summary>
    public string? Family { get; set; }

    /// <summary>The amount of memory (in MiB) used by the task.</summary>
    public string? Memory { get; set; }

    /// <summary>The Docker networking mode to use for the containers in the task.</summary>
    public NetworkMode? NetworkMode { get; set; }

    /// <summary>The task launch type that Amazon ECS validates the task definition against.</summary>
    public List<Compatibility>? RequiresCompatibilities { get; set; }

    /// <summary>The operating system that your tasks definitions run on.</summary>
    public RuntimePlatform? RuntimePlatform { get; set; }

    /// <summary>The metadata that you apply to the task definition to help you categorize and organize them.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The short name or full Amazon Resource Name (ARN) of the IAM role that containers in this task can assume.</summary>
    public string? TaskRoleArn { get; set; }

    /// <summary>A list of volume definitions in JSON format that containers in your task might use.</summary>
    public List<Volume>? Volumes { get; set; }
}
