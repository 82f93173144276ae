namespace Amazon.ECS.Model;

/// <summary>Describes one or more of your clusters.</summary>
public class DescribeClustersRequest : AmazonECSRequest
{
    /// <summary>A list of up to 100 cluster names or full cluster Amazon Resource Name (ARN) entries.</summary>
    public List<string>? Clusters { get; set; }

    /// <summary>Determines whether to include additional information about the clusters in the response.</summary>
    public List<ClusterField>? Include { get; set; }
}
