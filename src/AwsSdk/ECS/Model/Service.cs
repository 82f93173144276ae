namespace Amazon.ECS.Model;

/// <summary>Details on a service within a cluster.</summary>
public class Service
{
    /// <summary>The capacity provider strategy the service uses.</summary>
    public List<CapacityProviderStrategyItem>? CapacityProviderStrategy { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the cluster that hosts the service.</summary>
    public string? ClusterArn { get; set; }

    /// <summary>The Unix timestamp for the time when the service was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>How many tasks run during a deployment.</summary>
    public DeploymentConfiguration? DeploymentConfiguration { get; set; }

    /// <summary>The desired number of instantiations of the task definition to keep running on the service.</summary>
    public int? DesiredCount { get; set; }

    /// <summary>Whether Amazon ECS managed tags are used for the tasks in the service.</summary>
    public bool? EnableECSManagedTags { get; set; }

    /// <summary>Whether the execute command functionality is on for the service.</summary>
    public bool? EnableExecuteCommand { get; set; }

    /// <summary>The launch type the service is using.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>Network configuration.</summary>
    public NetworkConfiguration? NetworkConfiguration { get; set; }

    /// <summary>The number of tasks in the cluster that are in the PENDING state.</summary>
    public int? PendingCount { get; set; }

    /// <summary>The platform version to run your service on.</summary>
    public string? PlatformVersion { get; set; }

    /// <summary>Whether tags are propagated from the task definition or the service to its tasks.</summary>
    public PropagateTags? PropagateTags { get; set; }

    /// <summary>The number of tasks in the cluster that are in the RUNNING state.</summary>
    public int? RunningCount { get; set; }

    /// <summary>The scheduling strategy to use for the service.</summary>
    public SchedulingStrategy? SchedulingStrategy { get; set; }

    /// <summary>The ARN that identifies the service.</summary>
    public string? ServiceArn { get; set; }

    /// <summary>The name of your service.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The status of the service.</summary>
    public string? Status { get; set; }

    /// <summary>The metadata that you apply to the service to help you categorize and organize them.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>The task definition to use for tasks in the service.</summary>
    public string? TaskDefinition { get; set; }
}
