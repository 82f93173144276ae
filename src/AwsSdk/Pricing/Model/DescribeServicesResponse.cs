using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>The answer of <c>DescribeServices</c>.</summary>
public class DescribeServicesResponse : AmazonWebServiceResponse
{
    /// <summary>The format version of the response.</summary>
    public string? FormatVersion { get; set; }

    /// <summary>The pagination token for the next set of retrievable results.</summary>
    public string? NextToken { get; set; }

    /// <summary>The service metadata for the service or services in the response.</summary>
    public List<Service>? Services { get; set; }
}
