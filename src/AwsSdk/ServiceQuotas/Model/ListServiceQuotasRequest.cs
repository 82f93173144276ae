namespace Amazon.ServiceQuotas.Model;

/// <summary>Lists the applied quota values for the specified AWS service.</summary>
public class ListServiceQuotasRequest : AmazonServiceQuotasRequest
{
    /// <summary>The maximum number of results to return with a single call.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The token for the next page of results.</summary>
    public string? NextToken { get; set; }

    /// <summary>The service identifier; required.</summary>
    public string? ServiceCode { get; set; }
}
