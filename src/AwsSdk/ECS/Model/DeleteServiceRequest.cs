namespace Amazon.ECS.Model;

/// <summary>Deletes a specified service within a cluster.</summary>
public class DeleteServiceRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster.</summary>
    public string? Cluster { get; set; }

    /// <summary>Delete a service even if it wasn't scaled down to zero tasks.</summary>
    public bool? Force { get; set; }

    /// <summary>The name of the service; required.</summary>
    public string? Service { get; set; }
}
