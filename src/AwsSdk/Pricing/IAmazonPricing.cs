using Amazon.Pricing.Model;
using Amazon.Runtime;

namespace Amazon.Pricing;

/// <summary>the price list.</summary>
public interface IAmazonPricing : IAmazonService, IDisposable
{
    /// <summary>Returns the metadata for one service or a list of the metadata for all services.</summary>
    Task<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns a list of all products that match the filter criteria.</summary>
    Task<GetProductsResponse> GetProductsAsync(GetProductsRequest request, CancellationToken cancellationToken = default);
}
