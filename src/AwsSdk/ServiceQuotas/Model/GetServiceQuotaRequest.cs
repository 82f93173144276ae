namespace Amazon.ServiceQuotas.Model;

/// <summary>Retrieves the applied quota value for the specified quota.</summary>
public class GetServiceQuotaRequest : AmazonServiceQuotasRequest
{
    /// <summary>The quota identifier; required.</summary>
    public string? QuotaCode { get; set; }

    /// <summary>The service identifier; required.</summary>
    public string? ServiceCode { get; set; }
}
