using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListClusters</c>.</summary>
public class ListClustersResponse : AmazonWebServiceResponse
{
    /// <summary>The list of full Amazon Resource Name (ARN) entries for each cluster that's associated with your account.</summary>
    public List<string>? ClusterArns { get; set; }

    /// <summary>The nextToken value to include in a future ListClusters request.</summary>
    public string? NextToken { get; set; }
}
