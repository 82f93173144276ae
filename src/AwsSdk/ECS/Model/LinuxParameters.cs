namespace Amazon.ECS.Model;

/// <summary>Linux-specific options that are applied to the container, such as Linux KernelCapabilities.</summary>
public class LinuxParameters
{
    /// <summary>Run an init process inside the container that forwards signals and reaps processes.</summary>
    public bool? InitProcessEnabled { get; set; }
}
