using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DescribeClusters</c>.</summary>
public class DescribeClustersResponse : AmazonWebServiceResponse
{
    /// <summary>The list of clusters.</summary>
    public List<Cluster>? Clusters { get; set; }

    /// <summary>Any failures associated with the call.</summary>
    public List<Failure>? Failures { get; set; }
}
