namespace Amazon.ECS.Model;

/// <summary>Describes the specified services running in your cluster.</summary>
public class DescribeServicesRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN)the cluster that hosts the service to describe.</summary>
    public string? Cluster { get; set; }

    /// <summary>Determines whether you want to see the resource tags for the service.</summary>
    public List<ServiceField>? Include { get; set; }

    /// <summary>A list of services to describe; required.</summary>
    public List<string>? Services { get; set; }
}
