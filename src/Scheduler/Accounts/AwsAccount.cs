using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.ECS;
using Amazon.EventBridge;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.Scheduler;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.ServiceQuotas;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.StepFunctions;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Accounts.Kinds;
using CostTool.Scheduler.Accounts.Locking;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts;

/// <summary>Whose credentials are used.</summary>
/// <param name="Account">Account id.</param>
/// <param name="Arn">ARN of the user or assumed role.</param>
/// <param name="Partition">Partition of the ARN, such as <c>aws</c>.</param>
public sealed record CallerIdentity(string Account, string Arn, string Partition);

/// <summary>An AWS account as a deployment acts on it. Nothing is sent until it is asked.</summary>
public sealed class AwsAccount : IDisposable
{
    // A control plane answers within seconds; waiting longer only delays looking what became of the call.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(30);

    private readonly List<IDisposable> _clients = [];
    private readonly Dictionary<string, ServiceCalls> _calls = new(StringComparer.Ordinal);
    private readonly AccountAccess _access;
    private readonly ITempo _tempo;
    private readonly ApplyOptions _options;
    private readonly AmazonSecurityTokenServiceClient _sts;

    private AwsAccount(AccountAccess access, ITempo tempo, Func<DateTimeOffset> clock, IScheduleMemory memory, ApplyOptions options)
    {
        (_access, _tempo, _options) = (access, tempo, options);
        var scheduler = Open(new AmazonSchedulerConfig(), config => new AmazonSchedulerClient(config));
        var ecs = Open(new AmazonECSConfig(), config => new AmazonECSClient(config));
        var logs = Open(new AmazonCloudWatchLogsConfig(), config => new AmazonCloudWatchLogsClient(config));
        var iam = Open(new AmazonIdentityManagementServiceConfig(), config => new AmazonIdentityManagementServiceClient(config));
        var sqs = Open(new AmazonSQSConfig(), config => new AmazonSQSClient(config));
        var sns = Open(new AmazonSimpleNotificationServiceConfig(), config => new AmazonSimpleNotificationServiceClient(config));
        var cloudWatch = Open(new AmazonCloudWatchConfig(), config => new AmazonCloudWatchClient(config));
        var events = Open(new AmazonEventBridgeConfig(), config => new AmazonEventBridgeClient(config));
        var states = Open(new AmazonStepFunctionsConfig(), config => new AmazonStepFunctionsClient(config));
        var quotas = Open(new AmazonServiceQuotasConfig(), config => new AmazonServiceQuotasClient(config));
        var ec2 = Open(new AmazonEC2Config(), config => new AmazonEC2Client(config));
        _sts = Open(new AmazonSecurityTokenServiceConfig(), config => new AmazonSecurityTokenServiceClient(config));
        var topics = new TopicAttributes(sns, Calls("sns"));
        Kinds = ((IResourceKind[])
        [
            new ScheduleKind(scheduler, Calls("scheduler"), memory, clock),
            new ScheduleGroupKind(scheduler, Calls("scheduler")),
            new TaskDefinitionKind(ecs, Calls("ecs"), new NamedRoles(iam, Calls("iam"))),
            new ServiceKind(ecs, Calls("ecs")),
            new LogGroupKind(logs, Calls("logs")),
            new RoleKind(iam, Calls("iam")),
            new QueueKind(sqs, Calls("sqs")),
            new QueuePolicyKind(sqs, Calls("sqs")),
            new TopicKind(sns, Calls("sns"), topics),
            new TopicPolicyKind(topics),
            new SubscriptionKind(sns, Calls("sns"), topics),
            new AlarmKind(cloudWatch, Calls("cloudwatch")),
            new RuleKind(events, Calls("events")),
            new StateMachineKind(states, Calls("states")),
        ]).ToDictionary(kind => kind.Type, StringComparer.Ordinal);
        Lock = new AccountLock(scheduler, Calls("scheduler"), tempo, options, clock);
        Quotas = new AccountQuotas(quotas, scheduler, iam, sns, events, states, Calls);
        Network = new AccountNetwork(ec2, ecs, Calls("ec2"), Calls("ecs"));
    }

    /// <summary>Every type that a deployment is made of, by CloudFormation's name.</summary>
    public IReadOnlyDictionary<string, IResourceKind> Kinds { get; }

    /// <summary>Keeps two applies apart.</summary>
    public AccountLock Lock { get; }

    /// <summary>What the account takes.</summary>
    public IQuotaReader Quotas { get; }

    /// <summary>Reads the network for the preflight.</summary>
    public AccountNetwork Network { get; }

    /// <summary>The region.</summary>
    public string Region => _access.Region.SystemName;

    /// <summary>Opens the clients. Nothing is sent.</summary>
    /// <param name="access">Region and profile.</param>
    /// <param name="tempo">Time.</param>
    /// <param name="clock">Now.</param>
    /// <param name="memory">What is known of schedules; <see cref="NoScheduleMemory"/> reads all of them.</param>
    /// <param name="options">How often and how long calls are tried.</param>
    /// <exception cref="ProblemException">The profile is not there.</exception>
    public static AwsAccount Open(AccountAccess access, ITempo tempo, Func<DateTimeOffset> clock, IScheduleMemory memory, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(tempo);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        SentOnce.Register();
        try
        {
            return new AwsAccount(access, tempo, clock, memory, options);
        }
        catch (AmazonClientException error)
        {
            throw new ProblemException(new Problem($"no credentials: {error.Message}", "AWS", "sign in with `aws sso login` or `aws configure`, or name a profile that exists"));
        }
    }

    /// <summary>Whose credentials are used.</summary>
    /// <exception cref="ProblemException">There are none, or they are not accepted.</exception>
    public async Task<CallerIdentity> WhoAmIAsync(CancellationToken cancellationToken)
    {
        var answer = await Calls("sts").ReadAsync("GetCallerIdentity", "AWS", () => _sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken), cancellationToken).ConfigureAwait(false);
        return new CallerIdentity(answer.Account, answer.Arn, answer.Arn.Split(':')[1]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    private ServiceCalls Calls(string service) => _calls.TryGetValue(service, out var calls) ? calls : _calls[service] = new ServiceCalls(service, _tempo, _options);

    private TClient Open<TConfig, TClient>(TConfig config, Func<TConfig, TClient> make)
        where TConfig : ClientConfig
        where TClient : IDisposable
    {
        _access.Configure(config);
        // Ours are the only retries: they look at what a lost answer did before they repeat a change. SentOnce makes the SDK keep to it.
        config.MaxErrorRetry = 0;
        config.Timeout = LongestAnswer;
        var client = make(config);
        _clients.Add(client);
        return client;
    }
}
