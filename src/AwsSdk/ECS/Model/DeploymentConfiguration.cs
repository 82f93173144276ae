namespace Amazon.ECS.Model;

/// <summary>How many tasks run while a service moves to another task definition.</summary>
public class DeploymentConfiguration
{
    /// <summary>The upper limit on the service's running tasks during a deployment, as a percentage of the desired count.</summary>
    public int? MaximumPercent { get; set; }

    /// <summary>The lower limit on the service's running tasks during a deployment, as a percentage of the desired count.</summary>
    public int? MinimumHealthyPercent { get; set; }
}
