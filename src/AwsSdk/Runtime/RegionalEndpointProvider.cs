using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace CostTool.AwsSdk.Runtime;

/// <summary>The rule that nearly all services share: <c>PREFIX[-fips].REGION.SUFFIX</c>.</summary>
internal sealed class RegionalEndpointProvider(AwsService service) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var chosen = (ServiceEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(chosen.Address))
        {
            if (chosen.Fips) throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
            if (chosen.DualStack) throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");
            return new Endpoint(chosen.Address);
        }

        if (chosen.Region is not { } region) throw new AmazonClientException("Invalid Configuration: Missing Region");
        if (service.Global && !chosen.Fips && !chosen.DualStack && Global(region) is { } global) return global;
        var suffix = chosen.DualStack ? DualStackSuffix(region.PartitionName) : region.PartitionDnsSuffix;
        return new Endpoint($"https://{service.EndpointPrefix}{(chosen.Fips ? "-fips" : "")}.{region.SystemName}.{suffix}");
    }

    /// <summary>The address without a region and the region that its signature names; null where the partition has none.</summary>
    private Endpoint? Global(RegionEndpoint region) => region.PartitionName switch
    {
        "aws" => Signed($"https://{service.EndpointPrefix}.amazonaws.com", "us-east-1"),
        "aws-us-gov" => Signed($"https://{service.EndpointPrefix}.us-gov.amazonaws.com", "us-gov-west-1"),
        "aws-cn" => Signed($"https://{service.EndpointPrefix}.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        _ => null,
    };

    private Endpoint Signed(string address, string region) => new(
        address,
        $$"""{"authSchemes":[{"name":"sigv4","signingName":"{{service.SigningName}}","signingRegion":"{{region}}"}]}""",
        "{}");

    private static string DualStackSuffix(string partition) => partition switch
    {
        "aws" or "aws-us-gov" => "api.aws",
        "aws-cn" => "api.amazonwebservices.com.cn",
        _ => throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack"),
    };
}
