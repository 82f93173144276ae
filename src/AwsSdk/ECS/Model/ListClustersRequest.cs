namespace Amazon.ECS.Model;

/// <summary>Returns a list of existing clusters.</summary>
public class ListClustersRequest : AmazonECSRequest
{
    /// <summary>The maximum number of cluster results that ListClusters returned in paginated output.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The nextToken value returned from a ListClusters request indicating that more results are available.</summary>
    public string? NextToken { get; set; }
}
