namespace Amazon.ECS.Model;

/// <summary>Starts a new task using the specified task definition.</summary>
public class RunTaskRequest : AmazonECSRequest
{
    /// <summary>The capacity provider strategy to use for the task.</summary>
    public List<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; set; }

    /// <summary>Makes repetitions of the call start nothing more.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster to run your task on.</summary>
    public string? Cluster { get; set; }

    /// <summary>The number of instantiations of the specified task to place on your cluster.</summary>
    public int? Count { get; set; }

    /// <summary>Specifies whether to use Amazon ECS managed tags for the task.</summary>
    public bool? EnableECSManagedTags { get; set; }

    /// <summary>Determines whether to use the execute command functionality for the containers in this task.</summary>
    public bool? EnableExecuteCommand { get; set; }

    /// <summary>The name of the task group to associate with the task.</summary>
    public string? Group { get; set; }

    /// <summary>The infrastructure to run your standalone task on.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>The network configuration for the task.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; set; }

    /// <summary>Overrides.</summary>
    public TaskOverride? Overrides { get; set; }

    /// <summary>The platform version the task uses.</summary>
    public string? PlatformVersion { get; set; }

    /// <summary>Specifies whether to propagate the tags from the task definition to the task.</summary>
    public PropagateTags? PropagateTags { get; set; }

    /// <summary>The reference ID to use for the task.</summary>
    public string? ReferenceId { get; set; }

    /// <summary>An optional tag specified when a task is started.</summary>
    public string? StartedBy { get; set; }

    /// <summary>The metadata that you apply to the task to help you categorize and organize them.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The family and revision (family:revision) or full ARN of the task definition to run; required.</summary>
    public string? TaskDefinition { get; set; }
}
