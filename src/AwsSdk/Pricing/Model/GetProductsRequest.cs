namespace Amazon.Pricing.Model;

/// <summary>Returns a list of all products that match the filter criteria.</summary>
public class GetProductsRequest : AmazonPricingRequest
{
    /// <summary>The list of filters that limit the returned products.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>The format version that you want the response to be in.</summary>
    public string? FormatVersion { get; set; }

    /// <summary>The maximum number of results to return in the response.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The pagination token that indicates the next set of results that you want to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The code for the service whose products you want to retrieve; required.</summary>
    public string? ServiceCode { get; set; }
}
