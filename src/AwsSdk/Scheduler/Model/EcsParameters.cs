namespace Amazon.Scheduler.Model;

/// <summary>The templated target type for the Amazon ECS RunTask API operation.</summary>
public class EcsParameters
{
    /// <summary>The capacity provider strategy to use for the task.</summary>
    public List<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; set; }

    /// <summary>Specifies whether to enable Amazon ECS managed tags for the task.</summary>
    public bool? EnableECSManagedTags { get; set; }

    /// <summary>Whether or not to enable the execute command functionality for the containers in this task.</summary>
    public bool? EnableExecuteCommand { get; set; }

    /// <summary>Specifies an ECS task group for the task.</summary>
    public string? Group { get; set; }

    /// <summary>Specifies the launch type on which your task is running.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>This structure specifies the network configuration for an ECS task.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; set; }

    /// <summary>Specifies the platform version for the task.</summary>
    public string? PlatformVersion { get; set; }

    /// <summary>Specifies whether to propagate the tags from the task definition to the task.</summary>
    public PropagateTags? PropagateTags { get; set; }

    /// <summary>The reference ID to use for the task.</summary>
    public string? ReferenceId { get; set; }

    /// <summary>The metadata that you apply to the task to help you categorize and organize them.</summary>
    public List<Dictionary<string, string>>? Tags { get; set; }

    /// <summary>The number of tasks to create based on TaskDefinition.</summary>
    public int? TaskCount { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the task definition to use if the event target is an Amazon ECS task; required.</summary>
    public string? TaskDefinitionArn { get; set; }
}
