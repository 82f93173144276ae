using Amazon.Runtime;

namespace Amazon.Pricing.Model;

/// <summary>The answer of <c>GetProducts</c>.</summary>
public class GetProductsResponse : AmazonWebServiceResponse
{
    /// <summary>The format version of the response.</summary>
    public string? FormatVersion { get; set; }

    /// <summary>The pagination token that indicates the next set of results to retrieve.</summary>
    public string? NextToken { get; set; }

    /// <summary>The list of products that match your filters.</summary>
    public List<string>? PriceList { get; set; }
}
