namespace Amazon.ECS.Model;

/// <summary>The overrides that are sent to a container.</summary>
public class ContainerOverride
{
    /// <summary>The command to send to the container that overrides the default command from the Docker image or the task definition.</summary>
    public List<string>? Command { get; set; }

    /// <summary>The number of cpu units reserved for the container, instead of the default value from the task definition.</summary>
    public int? Cpu { get; set; }

    /// <summary>The environment variables to send to the container.</summary>
    public List<KeyValuePair>? Environment { get; set; }

    /// <summary>A list of files containing the environment variables to pass to a container, instead of the value from the container definition.</summary>
    public List<EnvironmentFile>? EnvironmentFiles { get; set; }

    /// <summary>The hard limit (in MiB) of memory to present to the container, instead of the default value from the task definition.</summary>
    public int? Memory { get; set; }

    /// <summary>The soft limit (in MiB) of memory to reserve for the container, instead of the default value from the task definition.</summary>
    public int? MemoryReservation { get; set; }

    /// <summary>The name of the container that receives the override.</summary>
    public string? Name { get; set; }
}
