using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DescribeServices</c>.</summary>
public class DescribeServicesResponse : AmazonWebServiceResponse
{
    /// <summary>Any failures associated with the call.</summary>
    public List<Failure>? Failures { get; set; }

    /// <summary>The list of services described.</summary>
    public List<Service>? Services { get; set; }
}
