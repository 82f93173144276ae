using Amazon.Runtime;

namespace Amazon.ServiceQuotas.Model;

/// <summary>The answer of <c>GetServiceQuota</c>.</summary>
public class GetServiceQuotaResponse : AmazonWebServiceResponse
{
    /// <summary>Information about the quota.</summary>
    public ServiceQuota? Quota { get; set; }
}
