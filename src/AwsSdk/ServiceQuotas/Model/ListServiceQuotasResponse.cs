using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>The answer of <c>ListServiceQuotas</c>.</summary>
public class ListServiceQuotasResponse : AmazonWebServiceResponse
{
    /// <summary>The token to use to retrieve the next page of results.</summary>
    public string? NextToken { get; set; }

    /// <summary>Information about the quotas.</summary>
    public List<ServiceQuota>? Quotas { get; set; }
}
