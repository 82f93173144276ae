using Amazon.SQS;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Commands;
using CostTool.Cli.Dispatching.Processes;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Accounts.Dispatching;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.History;
using CostTool.Sources.Queues;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Dispatching;

/// <summary>What a dispatcher reads, starts and asks, chosen from the settings: the one place that knows all of it.</summary>
internal sealed class DispatchComposition : IAsyncDisposable
{
    // Long enough for two rounds that are missed, so that a lease does not go from hand to hand; short enough for a successor.
    private const int PollsOfLease = 6;

    // A Fargate task with an image of some hundred megabytes is running within about this time.
    private static readonly TimeSpan FargateStart = TimeSpan.FromSeconds(45);

    private DispatchComposition()
    {
    }

    /// <summary>The clients that it holds open; null for none.</summary>
    public IDisposable? Account { get; init; }

    /// <summary>The broker.</summary>
    public required IBacklogSource Backlog { get; init; }

    /// <summary>Lets one of several act; null where it is switched off.</summary>
    public required IDispatchLease? Lease { get; init; }

    /// <summary>Starts and counts workers.</summary>
    public required IWorkerLauncher Launcher { get; init; }

    /// <summary>What befalls workers.</summary>
    public required IWorkerEventSource? Events { get; init; }

    /// <summary>What workers tell when they leave.</summary>
    public required IWorkerResultSource? Results { get; init; }

    /// <summary>How long the platform may not show a worker that it has started.</summary>
    public required TimeSpan Visibility { get; init; }

    /// <summary>From launch to running, before it was seen.</summary>
    public required TimeSpan StartUpPrior { get; init; }

    /// <summary>Opens what is chosen. Nothing is connected to yet.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="settings">Its <c>dispatch:</c>.</param>
    /// <param name="choice">What the command line says.</param>
    /// <param name="clock">Time.</param>
    /// <exception cref="ProblemException">Something that it needs is not said, or not usable.</exception>
    public static DispatchComposition Open(Workspace workspace, DispatchSettings settings, DispatchChoice choice, TimeProvider clock)
    {
        var url = BrokerText(workspace, choice.Environment);
        var (broker, options) = (Broker(workspace, choice.Environment), Options(workspace, settings, choice.Environment));
        AmazonSQSClient Sqs() => new(AccountAccess.Of(choice.Region ?? workspace.Region?.Code, choice.Profile).Configure(new AmazonSQSConfig()));
        if (choice.Launcher == LauncherKind.Ecs) return OnEcs(workspace, settings, choice, clock, (broker, options), Sqs);
        var processes = Processes(workspace, settings, url, choice.Environment, clock);
        return new DispatchComposition
        {
            Backlog = BrokerQueues.Open(broker, options, Sqs),
            Lease = !settings.Lease || choice.DryRun ? null : BrokerLease.Open(broker, options, new LeaseTerms(settings.Name, $"{Environment.MachineName}:{Environment.ProcessId}", LeaseTime(settings)), clock, Sqs),
            Launcher = processes,
            Events = processes,
            Results = processes,
            Visibility = TimeSpan.Zero,
            StartUpPrior = TimeSpan.FromSeconds(1),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (Lease is not null) await Lease.DisposeAsync();
        await Backlog.DisposeAsync();
        Account?.Dispose();
    }

    private static DispatchComposition OnEcs(Workspace workspace, DispatchSettings settings, DispatchChoice choice, TimeProvider clock, (BrokerUrl Broker, BrokerOptions Options) queues, Func<AmazonSQSClient> sqs)
    {
        var deployment = DeploymentReader.Read(workspace.Configuration!);
        var account = DispatchAccount.Open(AccountAccess.Of(choice.Region ?? workspace.Region?.Code, choice.Profile), new RealTempo(), clock.GetUtcNow);
        // Two deployments may share a broker; each has a lease of its own.
        var name = settings.Name == new DispatchSettings { Pools = [] }.Name ? deployment.Name : settings.Name;
        return new DispatchComposition
        {
            Account = account,
            Backlog = BrokerQueues.Open(queues.Broker, queues.Options, sqs),
            Lease = !settings.Lease || choice.DryRun ? null : BrokerLease.Open(queues.Broker, queues.Options, new LeaseTerms(name, $"{Environment.MachineName}:{Environment.ProcessId}", LeaseTime(settings)), clock, sqs),
            Launcher = account.Launcher(EcsWorkers.Of(deployment, settings.Pools)),
            Events = new RecordedWorkerEvents(account.Events(deployment.Name), Path.Combine(workspace.Folder, NightlyCommand.DefaultStore), deployment.Name, clock),
            Results = null,
            Visibility = EcsLauncher.Unseen,
            StartUpPrior = FargateStart,
        };
    }

    private static TimeSpan LeaseTime(DispatchSettings settings) => TimeSpan.FromSeconds(Math.Clamp(settings.PollSeconds * PollsOfLease, 15, 3600));

    private static ProcessLauncher Processes(Workspace workspace, DispatchSettings settings, string url, Func<string, string?> environment, TimeProvider clock) => new(
        new ProcessTerms
        {
            Folder = Path.Combine(workspace.Folder, "dispatch"),
            Python = settings.Python,
            App = settings.App ?? throw new ProblemException(new Problem("the app of the workers is not said", "costtool.yaml: dispatch", "add `app: shop`, as for `celery -A`")),
            Workdir = Path.GetFullPath(Path.Combine(workspace.Folder, settings.Workdir)) is var folder && Directory.Exists(folder) ? folder
                : throw new ProblemException(new Problem($"there is no folder `{settings.Workdir}`", "costtool.yaml: dispatch: workdir", "name the folder of the app, relative to the workspace")),
            GraceSeconds = settings.GraceSeconds,
            BrokerUrl = url.StartsWith("env:", StringComparison.Ordinal) ? environment(url["env:".Length..]) : url,
        },
        settings.Pools,
        clock);

    /// <summary>The broker of a workspace.</summary>
    /// <exception cref="ProblemException">It is said nowhere, or is no URL.</exception>
    public static BrokerUrl Broker(Workspace workspace, Func<string, string?> environment) => BrokerUrl.Parse(BrokerText(workspace, environment), environment, "costtool.yaml: celery: broker");

    /// <summary>How it is asked.</summary>
    /// <exception cref="ProblemException">An address in the environment is none.</exception>
    public static BrokerOptions Options(Workspace workspace, DispatchSettings settings, Func<string, string?> environment) => new()
    {
        KeyPrefix = settings.KeyPrefix,
        QueueNamePrefix = settings.QueueNamePrefix,
        Management = Management(settings, environment),
        AuthorityFile = settings.AuthorityFile is { } file ? Path.Combine(workspace.Folder, file) : null,
    };

    private static string BrokerText(Workspace workspace, Func<string, string?> environment) =>
        workspace.Celery.TryGetValue("broker", out var text) ? text
            : BrokerUrl.UsualVariable(environment) is { } variable ? $"env:{variable}"
            : throw new ProblemException(new Problem("the broker is not known", "costtool.yaml: celery: broker", "write `celery: {broker: env:CELERY_BROKER_URL}` and set that variable"));

    private static Uri? Management(DispatchSettings settings, Func<string, string?> environment)
    {
        if (settings.Management is not { } text) return null;
        if (!text.StartsWith("env:", StringComparison.Ordinal)) return new Uri(text);
        var name = text["env:".Length..];
        return Uri.TryCreate(environment(name), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
            : throw new ProblemException(new Problem($"the environment variable `{name}` is not set to an address", "costtool.yaml: dispatch: management", "set it to the root of RabbitMQ's management API, such as http://host:15672"));
    }
}

/// <summary>What starts workers.</summary>
internal enum LauncherKind
{
    /// <summary>Fargate tasks.</summary>
    Ecs,

    /// <summary>Processes of this machine.</summary>
    Process,
}

/// <summary>What the command line says.</summary>
internal sealed record DispatchChoice
{
    /// <summary>What starts workers.</summary>
    public required LauncherKind Launcher { get; init; }

    /// <summary>Nothing is launched.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Region; null for the workspace's.</summary>
    public required string? Region { get; init; }

    /// <summary>Profile of the shared AWS configuration; null for the default chain.</summary>
    public required string? Profile { get; init; }

    /// <summary>Looks up an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }
}
