namespace Amazon.ECS.Model;

/// <summary>A Docker container that's part of a task.</summary>
public class Container
{
    /// <summary>The Amazon Resource Name (ARN) of the container.</summary>
    public string? ContainerArn { get; set; }

    /// <summary>The number of CPU units set for the container.</summary>
    public string? Cpu { get; set; }

    /// <summary>The exit code returned from the container.</summary>
    public int? ExitCode { get; set; }

    /// <summary>The image used for the container.</summary>
    public string? Image { get; set; }

    /// <summary>The last known status of the container.</summary>
    public string? LastStatus { get; set; }

    /// <summary>The hard limit (in MiB) of memory set for the container.</summary>
    public string? Memory { get; set; }

    /// <summary>The soft limit (in MiB) of memory set for the container.</summary>
    public string? MemoryReservation { get; set; }

    /// <summary>The name of the container.</summary>
    public string? Name { get; set; }

    /// <summary>A short (255 max characters) human-readable string to provide additional details about a running or stopped container.</summary>
    public string? Reason { get; set; }

    /// <summary>The ID of the Docker container.</summary>
    public string? RuntimeId { get; set; }
}
