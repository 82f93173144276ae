using Amazon.ECS;
using Amazon.Runtime;
using Amazon.SQS;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>The clients that a dispatcher needs. Nothing is sent until it is asked.</summary>
public sealed class DispatchAccount : IDisposable
{
    // A worker is wanted now: an answer that takes longer is as good as lost, and the order is repeated with its token.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    private readonly AmazonECSClient ecs;
    private readonly AmazonSQSClient sqs;
    private readonly ITempo tempo;
    private readonly Func<DateTimeOffset> now;

    private DispatchAccount(AccountAccess access, ITempo tempo, Func<DateTimeOffset> now)
    {
        (this.tempo, this.now) = (tempo, now);
        ecs = new AmazonECSClient(Once(access.Configure(new AmazonECSConfig())));
        sqs = new AmazonSQSClient(Once(access.Configure(new AmazonSQSConfig())));
    }

    /// <summary>Opens the clients.</summary>
    /// <param name="access">Region and profile.</param>
    /// <param name="tempo">Waits.</param>
    /// <param name="now">Tells the instant.</param>
    /// <exception cref="ProblemException">The profile is not there.</exception>
    public static DispatchAccount Open(AccountAccess access, ITempo tempo, Func<DateTimeOffset> now)
    {
        ArgumentNullException.ThrowIfNull(access);
        SentOnce.Register();
        try
        {
            return new DispatchAccount(access, tempo, now);
        }
        catch (AmazonClientException error)
        {
            throw new ProblemException(new Problem($"no credentials: {error.Message}", "AWS", "sign in with `aws sso login` or `aws configure`, or name a profile that exists"));
        }
    }

    /// <summary>Starts and counts workers.</summary>
    public EcsLauncher Launcher(EcsWorkers workers) => new(ecs, tempo, now, workers);

    /// <summary>Hears what befalls workers.</summary>
    public EcsWorkerEvents Events(string deployment) => new(sqs, tempo, deployment);

    /// <inheritdoc />
    public void Dispose()
    {
        ecs.Dispose();
        sqs.Dispose();
    }

    // Ours are the only retries: they repeat the token.
    private static T Once<T>(T config)
        where T : ClientConfig
    {
        config.MaxErrorRetry = 0;
        config.Timeout = LongestAnswer;
        return config;
    }
}
