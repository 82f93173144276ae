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
        var suffix = chosen.DualStack ? DualStackSuffix(region.PartitionName) : region.PartitionDnsSuffix;
        return new Endpoint($"https://{service.EndpointPrefix}{(chosen.Fips ? "-fips" : "")}.{region.SystemName}.{suffix}");
    }

    private static string DualStackSuffix(string partition) => partition switch
    {
        "aws" or "aws-us-gov" => "api.aws",
        "aws-cn" => "api.amazonwebservices.com.cn",
        _ => throw new AmazonClientException("DualStack is enabled but this partition does not support DualStack"),
    };
}
