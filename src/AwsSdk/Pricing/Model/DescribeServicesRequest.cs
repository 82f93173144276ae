namespace Amazon.Pricing.Model;

/// <summary>Returns the metadata for one service or a list of the metadata for all services.</summary>
public class DescribeServicesRequest : AmazonPricingRequest
{
    /// <summary>The format version that you want the response to be in.</summary>
    public string? FormatVersion { get; set; }

    /// <summary>The maximum number of results that you want returned in the response.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The pagination token that indicates the next set of results that you want to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The code for the service whose information you want to retrieve, such as AmazonEC2.</summary>
    public string? ServiceCode { get; set; }
}
