namespace Amazon.ECS.Model;

/// <summary>Details for a volume mount point that's used in a container definition.</summary>
public class MountPoint
{
    /// <summary>The path on the container to mount the host volume at.</summary>
    public string? ContainerPath { get; set; }

    /// <summary>If this value is true, the container has read-only access to the volume.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>The name of the volume to mount.</summary>
    public string? SourceVolume { get; set; }
}
