namespace Amazon.ECS.Model;

/// <summary>Container definitions are used in task definitions to describe the different containers that are launched as part of a task.</summary>
public class ContainerDefinition
{
    /// <summary>The command that's passed to the container.</summary>
    public List<string>? Command { get; set; }

    /// <summary>The number of cpu units reserved for the container.</summary>
    public int? Cpu { get; set; }

    /// <summary>The dependencies defined for container startup and shutdown.</summary>
    public List<ContainerDependency>? DependsOn { get; set; }

    /// <summary>A key/value map of labels to add to the container.</summary>
    public Dictionary<string, string>? DockerLabels { get; set; }

    /// <summary>Early versions of the Amazon ECS container agent don't properly handle entryPoint parameters.</summary>
    public List<string>? EntryPoint { get; set; }

    /// <summary>The environment variables to pass to a container.</summary>
    public List<KeyValuePair>? Environment { get; set; }

    /// <summary>A list of files containing the environment variables to pass to a container.</summary>
    public List<EnvironmentFile>? EnvironmentFiles { get; set; }

    /// <summary>Essential.</summary>
    public bool? Essential { get; set; }

    /// <summary>The container health check command and associated configuration parameters for the container.</summary>
    public HealthCheck? HealthCheck { get; set; }

    /// <summary>The image used to start a container.</summary>
    public string? Image { get; set; }

    /// <summary>Linux-specific modifications that are applied to the container, such as Linux kernel capabilities.</summary>
    public LinuxParameters? LinuxParameters { get; set; }

    /// <summary>The log configuration specification for the container.</summary>
    public LogConfiguration? LogConfiguration { get; set; }

    /// <summary>The amount (in MiB) of memory to present to the container.</summary>
    public int? Memory { get; set; }

    /// <summary>The soft limit (in MiB) of memory to reserve for the container.</summary>
    public int? MemoryReservation { get; set; }

    /// <summary>The mount points for data volumes in your container.</summary>
    public List<MountPoint>? MountPoints { get; set; }

    /// <summary>The name of a container.</summary>
    public string? Name { get; set; }

    /// <summary>The list of port mappings for the container.</summary>
    public List<PortMapping>? PortMappings { get; set; }

    /// <summary>When this parameter is true, the container is given read-only access to its root file system.</summary>
    public bool? ReadonlyRootFilesystem { get; set; }

    /// <summary>The private repository authentication credentials to use.</summary>
    public RepositoryCredentials? RepositoryCredentials { get; set; }

    /// <summary>The secrets to pass to the container.</summary>
    public List<Secret>? Secrets { get; set; }

    /// <summary>Time duration (in seconds) to wait before giving up on resolving dependencies for a container.</summary>
    public int? StartTimeout { get; set; }

    /// <summary>Time duration (in seconds) to wait before the container is forcefully killed if it doesn't exit normally on its own.</summary>
    public int? StopTimeout { get; set; }

    /// <summary>A list of ulimits to set in the container.</summary>
    public List<Ulimit>? Ulimits { get; set; }

    /// <summary>The user to use inside the container.</summary>
    public string? User { get; set; }

    /// <summary>The working directory to run commands inside the container in.</summary>
    public string? WorkingDirectory { get; set; }
}
