using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace CostTool.AwsSdk.Runtime;

/// <summary>What decides on the address of a service.</summary>
internal sealed class ServiceEndpointParameters : EndpointParameters
{
    public required RegionEndpoint? Region { get; init; }

    /// <summary>The address that the user gave, by <c>ServiceURL</c>, <c>AWS_ENDPOINT_URL…</c> or a profile.</summary>
    public required string? Address { get; init; }

    public required bool DualStack { get; init; }

    public required bool Fips { get; init; }

    public static ServiceEndpointParameters Of(IClientConfig config, RegionEndpoint? region) => new()
    {
        Region = region ?? (string.IsNullOrEmpty(config.ServiceURL) ? null : RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL))),
        Address = config.ServiceURL,
        DualStack = config.UseDualstackEndpoint,
        Fips = config.UseFIPSEndpoint,
    };
}
