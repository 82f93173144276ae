using Amazon.CostExplorer.Model;
using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Cost Explorer.</summary>
public interface IAmazonCostExplorer : IAmazonService, IDisposable
{
    /// <summary>Retrieves cost and usage metrics for your account.</summary>
    Task<GetCostAndUsageResponse> GetCostAndUsageAsync(GetCostAndUsageRequest request, CancellationToken cancellationToken = default);
}
