using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Dispatching;

/// <summary><c>dispatch:</c> of costtool.yaml.</summary>
public sealed record DispatchSettings
{
    /// <summary>The pools, 1 or more; no queue is in two of them.</summary>
    public required IReadOnlyList<WorkerPool> Pools { get; init; }

    /// <summary>What all workers together may cost at most; null is without a limit.</summary>
    public UsdPerHour? Budget { get; init; }

    /// <summary>Seconds from one look at the queues to the next.</summary>
    public int PollSeconds { get; init; } = 5;

    /// <summary>In a deployment, an event of the runner's <c>wake</c> starts a worker where a pool has none.</summary>
    public bool Wake { get; init; } = true;

    /// <summary>The dispatcher as a service of the deployment; null where it runs elsewhere.</summary>
    public DispatcherService? Service { get; init; }

    /// <summary>Architecture of the workers.</summary>
    public CpuArchitecture Architecture { get; init; } = CpuArchitecture.X86_64;

    /// <summary>What stands before every key of the app in Redis: kombu's <c>global_keyprefix</c>.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>What stands before every queue of the app in SQS: kombu's <c>queue_name_prefix</c>.</summary>
    public string QueueNamePrefix { get; init; } = "";

    /// <summary>RabbitMQ's management API: a URL or <c>env:NAME</c>; null where it is not asked.</summary>
    public string? Management { get; init; }

    /// <summary>PEM file of the authorities of the broker's certificate, relative to the workspace; null for those of the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Several dispatchers may run: the broker keeps a lease, and one acts.</summary>
    public bool Lease { get; init; } = true;

    /// <summary>Name of the lease, and of the deployment where the configuration has none.</summary>
    public string Name { get; init; } = "dispatch";

    /// <summary>The interpreter of workers that are processes of this machine.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>The Celery app, as for <c>celery -A</c>, of workers that are processes; null where it is not said.</summary>
    public string? App { get; init; }

    /// <summary>Folder of the app, relative to the workspace, of workers that are processes.</summary>
    public string Workdir { get; init; } = ".";

    /// <summary>Seconds that a worker that is a process has after SIGTERM or its deadline.</summary>
    public int GraceSeconds { get; init; } = 110;
}
