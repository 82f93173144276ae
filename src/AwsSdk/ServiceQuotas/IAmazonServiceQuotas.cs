using Amazon.ServiceQuotas.Model;
using Amazon.Runtime;

namespace Amazon.ServiceQuotas;

/// <summary>Service Quotas.</summary>
public interface IAmazonServiceQuotas : IAmazonService, IDisposable
{
    /// <summary>Retrieves the applied quota value for the specified quota.</summary>
    Task<GetServiceQuotaResponse> GetServiceQuotaAsync(GetServiceQuotaRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the applied quota values for the specified AWS service.</summary>
    Task<ListServiceQuotasResponse> ListServiceQuotasAsync(ListServiceQuotasRequest request, CancellationToken cancellationToken = default);
}
