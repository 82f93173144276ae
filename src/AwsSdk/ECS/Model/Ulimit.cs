namespace Amazon.ECS.Model;

/// <summary>The ulimit settings to pass to the container.</summary>
public class Ulimit
{
    /// <summary>The hard limit for the ulimit type; required.</summary>
    public int? HardLimit { get; set; }

    /// <summary>The type of the ulimit; required.</summary>
    public UlimitName? Name { get; set; }

    /// <summary>The soft limit for the ulimit type; required.</summary>
    public int? SoftLimit { get; set; }
}
