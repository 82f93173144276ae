using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Asks the configuration's <see cref="IEndpointProvider"/> in the place of the pipeline where generated clients do.</summary>
internal sealed class ServiceEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        ServiceEndpointParameters.Of(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint ?? requestContext.ClientConfig.RegionEndpoint);
}
