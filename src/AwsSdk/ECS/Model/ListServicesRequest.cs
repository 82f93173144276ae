namespace Amazon.ECS.Model;

/// <summary>Returns a list of services.</summary>
public class ListServicesRequest : AmazonECSRequest
{
    /// <summary>The short name or full Amazon Resource Name (ARN) of the cluster to use when filtering the ListServices results.</summary>
    public string? Cluster { get; set; }

    /// <summary>The launch type to use when filtering the ListServices results.</summary>
    public LaunchType? LaunchType { get; set; }

    /// <summary>The maximum number of service results that ListServices returned in paginated output.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Next token.</summary>
    public string? NextToken { get; set; }

    /// <summary>The scheduling strategy to use when filtering the ListServices results.</summary>
    public SchedulingStrategy? SchedulingStrategy { get; set; }
}
