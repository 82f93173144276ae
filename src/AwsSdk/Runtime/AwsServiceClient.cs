using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CostTool.AwsSdk.Runtime;

/// <summary>A client of one service over the pipeline of AWSSDK.Core: credentials, signing, retries, endpoints and reading of errors are Amazon's.</summary>
public abstract class AwsServiceClient : AmazonServiceClient
{
    private protected AwsServiceClient(AwsServiceConfig config)
        : base(config)
    {
    }

    private protected AwsServiceClient(AWSCredentials credentials, AwsServiceConfig config)
        : base(credentials, config)
    {
    }

    // The base constructor asks for it, when nothing of a derived class is there but the configuration.
    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => ((AwsServiceConfig)Config).Metadata;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());
        pipeline.AddHandlerAfter<ServiceEndpointResolver>(new SignatureVersion4Resolver());
    }

    private protected Task<TResponse> CallAsync<TResponse>(AmazonWebServiceRequest request, InvokeOptionsBase operation, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        return InvokeAsync<TResponse>(request, operation, cancellationToken);
    }
}
