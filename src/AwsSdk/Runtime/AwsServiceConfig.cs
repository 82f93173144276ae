using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace CostTool.AwsSdk.Runtime;

/// <summary>The settings of one service's client; everything that can be set is <see cref="ClientConfig"/>'s.</summary>
public abstract class AwsServiceConfig : ClientConfig
{
    private static readonly DefaultConfiguration Standard = new() { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard };

    private readonly AwsService _service;

    private protected AwsServiceConfig(AwsService service)
        : base(new DefaultConfigurationProvider([Standard]))
    {
        _service = service;
        ServiceId = service.ServiceId;
        Metadata = new NamedService(service.ServiceId);
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new RegionalEndpointProvider(service);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.ServiceId, typeof(AwsServiceConfig).Assembly.GetName().Version!.ToString(3));
    }

    internal IServiceMetadata Metadata { get; }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    /// <inheritdoc/>
    public override string ServiceVersion => _service.Version;

    /// <inheritdoc/>
    public override string UserAgent { get; }

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return EndpointProvider.ResolveEndpoint(ServiceEndpointParameters.Of(this, parameters.AlternateEndpoint ?? RegionEndpoint));
    }

    private sealed class NamedService(string serviceId) : IServiceMetadata
    {
        public string ServiceId { get; } = serviceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
