namespace Amazon.ECS.Model;

/// <summary>Runs and maintains your desired number of tasks from a specified task definition.</summary>
public class CreateServiceRequest : AmazonECSRequest
{
    /// <summary>The capacity provider strategy to use for the service.</summary>
    public List<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; set; }

    /// <summary>Makes repetitions of the call create nothing more.</summary>
    public string? ClientToken { get; set; }

    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster.</summary>
    public string? Cluster { get; set; }

    /// <summary>How many tasks run during the deployment.</summary>
    public DeploymentConfiguration? DeploymentConfiguration { get; set; }

    /// <summary>The number of instantiations of the task definition to keep running.</summary>
    public int? DesiredCount { get; set; }

    /// <summary>Whether Amazon ECS managed tags are used for the tasks in the service.</summary>
    public bool? EnableECSManagedTags { get; set; }

    /// <summary>Whether the execute command functionality is on for the service.</summary>
    public bool? EnableExecuteCommand { get; set; }

    /// <summary>The infrastructure that you run your service on.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>The network configuration for the service.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; set; }

    /// <summary>The platform version that your tasks in the service run on.</summary>
    public string? PlatformVersion { get; set; }

    /// <summary>Whether tags are propagated from the task definition or the service to its tasks.</summary>
    public PropagateTags? PropagateTags { get; set; }

    /// <summary>The scheduling strategy to use for the service.</summary>
    public SchedulingStrategy? SchedulingStrategy { get; set; }

    /// <summary>The name of your service; required.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The metadata that you apply to the service.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The family and revision (family:revision) or full ARN of the task definition to run.</summary>
    public string? TaskDefinition { get; set; }
}
