namespace CostTool.SampleGenerator.Atelier;

/// <summary>A container of a service; null is what its authors did not state.</summary>
/// <param name="Name">Name.</param>
/// <param name="Image">Image.</param>
/// <param name="CpuRequest">Millicores.</param>
/// <param name="MemoryRequest">MiB.</param>
/// <param name="CpuLimit">Millicores.</param>
/// <param name="MemoryLimit">MiB.</param>
internal sealed record Container(string Name, string Image, int? CpuRequest, int? MemoryRequest, int? CpuLimit = null, int? MemoryLimit = null);

/// <summary>Kubernetes controllers that the sample has.</summary>
internal enum ControllerKind
{
    /// <summary>Deployment.</summary>
    Deployment,

    /// <summary>StatefulSet.</summary>
    StatefulSet,

    /// <summary>DaemonSet: a pod on every node.</summary>
    DaemonSet,

    /// <summary>Job that ran once.</summary>
    Job,

    /// <summary>CronJob with the runs it keeps.</summary>
    CronJob,
}

/// <summary>Something that the company runs.</summary>
internal sealed record Service
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public ControllerKind Kind { get; init; } = ControllerKind.Deployment;

    public int Replicas { get; init; } = 1;

    public required IReadOnlyList<Container> Containers { get; init; }

    public IReadOnlyList<Container> InitContainers { get; init; } = [];

    /// <summary>The pool that its node selector names, or null where it may run on any on-demand node.</summary>
    public Pool? Pool { get; init; }

    /// <summary>When the running pods were created.</summary>
    public DateTime Deployed { get; init; } = Services.ClusterSoftwareDeployed;

    /// <summary>Cron expression of a CronJob.</summary>
    public string? Schedule { get; init; }

    /// <summary>Runs that a Job or CronJob left behind.</summary>
    public IReadOnlyList<Run> Runs { get; init; } = [];

    public string Id => $"{Namespace}/{Kind.ToString().ToLowerInvariant()}/{Name}";

    public string ControllerUid => Stable.Uuid(Id);

    public string ReplicaSetHash => Stable.Hex("template " + Id, 10);

    public string ReplicaSetName => $"{Name}-{ReplicaSetHash}";
}

/// <summary>A finished run of a job.</summary>
/// <param name="Started">Start, UTC.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ExitCode">0 when it succeeded.</param>
internal sealed record Run(DateTime Started, int Seconds, int ExitCode)
{
    /// <summary>The suffix that the CronJob controller gives: the scheduled minute since 1970.</summary>
    public long Minute => (Started - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMinute;
}

/// <summary>A pod and where it is.</summary>
internal sealed record Pod
{
    public required Service Service { get; init; }

    public required string Name { get; init; }

    public required Node Node { get; init; }

    public required DateTime Created { get; init; }

    /// <summary>The run that it served, or null while it runs.</summary>
    public Run? Run { get; init; }
}
