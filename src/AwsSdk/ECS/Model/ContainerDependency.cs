namespace Amazon.ECS.Model;

/// <summary>The dependencies defined for container startup and shutdown.</summary>
public class ContainerDependency
{
    /// <summary>The dependency condition of the container; required.</summary>
    public ContainerCondition? Condition { get; set; }

    /// <summary>The name of a container; required.</summary>
    public string? ContainerName { get; set; }
}
