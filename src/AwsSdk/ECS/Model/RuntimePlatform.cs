namespace Amazon.ECS.Model;

/// <summary>Information about the platform for the Amazon ECS service or task.</summary>
public class RuntimePlatform
{
    /// <summary>The CPU architecture.</summary>
    public CPUArchitecture? CpuArchitecture { get; set; }

    /// <summary>The operating system.</summary>
    public OSFamily? OperatingSystemFamily { get; set; }
}
