using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using CostTool.Scheduler.Accounts;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Credentials and identity, found once for all checks. One try each, and no long wait.</summary>
public sealed class AwsSession
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lazy<AccountAccess> _access;
    private readonly Lazy<AWSCredentials> _credentials;
    private readonly Lazy<Task<GetCallerIdentityResponse>> _caller;

    /// <summary>Nothing is looked up yet.</summary>
    /// <param name="region">As given or as the workspace says; null for the environment's.</param>
    /// <param name="profile">As given; null for the environment's.</param>
    public AwsSession(string? region, string? profile)
    {
        _access = new(() => AccountAccess.Of(region, profile));
        _credentials = new(() => DefaultAWSCredentialsIdentityResolver.GetCredentials(Configure(new AmazonSecurityTokenServiceConfig())));
        _caller = new(AskAsync);
    }

    /// <summary>Region and profile.</summary>
    /// <exception cref="Analyzer.Problems.ProblemException">There is no region.</exception>
    public AccountAccess Access => _access.Value;

    /// <summary>The credentials.</summary>
    /// <exception cref="AmazonClientException">There are none, or they cannot be read.</exception>
    public AWSCredentials Credentials => _credentials.Value;

    /// <summary>Who AWS says that the caller is; asked once.</summary>
    public Task<GetCallerIdentityResponse> CallerAsync() => _caller.Value;

    /// <summary>Settings of a client that answers soon or not at all.</summary>
    public T Configure<T>(T config)
        where T : ClientConfig
    {
        Access.Configure(config);
        config.MaxErrorRetry = 1;
        config.Timeout = Patience;
        return config;
    }

    private async Task<GetCallerIdentityResponse> AskAsync()
    {
        using var client = new AmazonSecurityTokenServiceClient(Credentials, Configure(new AmazonSecurityTokenServiceConfig()));
        return await client.GetCallerIdentityAsync(new GetCallerIdentityRequest()).ConfigureAwait(false);
    }
}
