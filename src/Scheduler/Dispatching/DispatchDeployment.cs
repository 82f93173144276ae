using CostTool.Analyzer.Fargate;

namespace CostTool.Scheduler.Dispatching;

/// <summary>What of <c>dispatch:</c> in costtool.yaml becomes resources of the deployment.</summary>
public sealed record DispatchDeployment
{
    private const string InEnvironment = "env:";

    /// <summary>Where the broker's URL is looked for when costtool.yaml does not say it: Celery's own variable, and the older one.</summary>
    public static IReadOnlyList<string> UsualVariables { get; } = ["CELERY_BROKER_URL", "BROKER_URL"];

    /// <summary>The pools: each gets a task definition.</summary>
    public required IReadOnlyList<WorkerPool> Pools { get; init; }

    /// <summary>An event of the runner's <c>wake</c> starts a worker where a pool has none.</summary>
    public bool Wake { get; init; } = true;

    /// <summary>The dispatcher as a service of the cluster; null where it runs elsewhere.</summary>
    public DispatcherService? Service { get; init; }

    /// <summary>Names of the broker's queues in SQS, which the dispatcher then may count; empty for another broker.</summary>
    public IReadOnlyList<string> SqsQueues { get; init; } = [];

    /// <summary>Environment variables that the dispatcher reads where the broker is: of the deployment's secrets it gets these.</summary>
    public IReadOnlyList<string> Variables { get; init; } = UsualVariables;

    /// <summary>What these settings make of a deployment.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="broker"><c>celery: broker</c>, such as <c>env:CELERY_BROKER_URL</c> or <c>sqs://</c>; null where it is not said.</param>
    public static DispatchDeployment Of(DispatchSettings settings, string? broker)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var onSqs = broker?.StartsWith("sqs:", StringComparison.Ordinal) is true;
        return new DispatchDeployment
        {
            Pools = settings.Pools,
            Wake = settings.Wake,
            Service = settings.Service,
            Variables = [.. broker is null ? UsualVariables : Named(broker), .. Named(settings.Management)],
            SqsQueues = onSqs ? [.. settings.Pools.SelectMany(pool => pool.Queues).Select(queue => settings.QueueNamePrefix + queue)] : [],
        };

        static IEnumerable<string> Named(string? text) => text?.StartsWith(InEnvironment, StringComparison.Ordinal) is true ? [text[InEnvironment.Length..]] : [];
    }
}

/// <summary>The dispatcher's own service.</summary>
public sealed record DispatcherService
{
    /// <summary>Image with costtool as its entry point and the workspace in <see cref="Workspace"/>.</summary>
    public required string Image { get; init; }

    /// <summary>Size of its task.</summary>
    public required FargateSize Size { get; init; }

    /// <summary>Folder of the workspace in the image.</summary>
    public string Workspace { get; init; } = "/workspace";
}
