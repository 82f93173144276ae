namespace Amazon.ECS.Model;

/// <summary>A data volume that's used in a task definition.</summary>
public class Volume
{
    /// <summary>This parameter is specified when you use an Amazon Elastic File System file system for task storage.</summary>
    public EFSVolumeConfiguration? EfsVolumeConfiguration { get; set; }

    /// <summary>The name of the volume.</summary>
    public string? Name { get; set; }
}
