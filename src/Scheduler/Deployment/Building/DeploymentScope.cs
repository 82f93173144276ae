using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>What the parts of a deployment know of each other: names, logical ids, and who is there.</summary>
internal sealed class DeploymentScope(DeploymentSettings settings, IReadOnlyList<DeployedEntry> entries)
{
    /// <summary>Name of the one container of a task.</summary>
    public const string Container = "task";

    public const string LogGroup = "LogGroup";
    public const string ExecutionRole = "TaskExecutionRole";
    public const string SchedulerRole = "SchedulerRole";
    public const string StateMachineRole = "StateMachineRole";
    public const string StateMachine = "FallbackStateMachine";
    public const string ScheduleGroup = "ScheduleGroup";
    public const string DeadLetters = "DeadLetterQueue";
    public const string TaskEventQueue = "TaskEventQueue";
    public const string Topic = "AlarmTopic";
    public const string WakeMachine = "WakeStateMachine";
    public const string WakeMachineRole = "WakeStateMachineRole";
    public const string WakeRuleRole = "WakeRuleRole";
    public const string DispatcherRole = "DispatcherRole";
    public const string DispatcherTask = "DispatcherTask";

    public DeploymentSettings Settings { get; } = settings;

    public IReadOnlyList<DeployedEntry> Entries { get; } = entries;

    public string Name => Settings.Name;

    /// <summary>Sizes and images in use, by logical id.</summary>
    public IReadOnlyList<TaskClass> Classes { get; } = [.. entries.Select(entry => entry.Class).Distinct().OrderBy(task => task.LogicalId, StringComparer.Ordinal)];

    /// <summary>The pools with what their workers run as, by name.</summary>
    public IReadOnlyList<PoolTask> Pools { get; } = PoolTask.Of(settings);

    /// <summary>The dispatcher's own service; null for none.</summary>
    public DispatcherService? Service => Settings.Dispatch?.Service;

    public IReadOnlyList<SecretSource> Secrets { get; } = SecretSource.Of(settings);

    public bool UsesFallback => Entries.Any(entry => entry.Mode is ExecutionMode.Fallback);

    /// <summary>Something else than the dispatcher starts workers of a pool or more.</summary>
    public bool Wakes => Pools.Any(IsStarted);

    /// <summary>What that is for a pool is there: events of the runner's <c>wake</c>, or the time.</summary>
    public bool IsStarted(PoolTask pool) => Settings.Dispatch!.Wake || pool.Pool.EveryMinutes is not null;

    public bool UsesDirect => Entries.Any(entry => entry.Mode is ExecutionMode.Direct);

    /// <summary>Start of the ECS task group of every task that the deployment starts.</summary>
    public string TaskGroupStart => $"costtool:{Name}:";

    public string WakeMachineName => $"{Name}-wake";

    public string StateMachineName => $"{Name}-fallback";

    /// <summary>Every image that tasks start from, and the parameter that gives it.</summary>
    public IEnumerable<(string Parameter, string Image, string? For)> Images =>
    [
        .. Classes.Concat(Pools.Select(pool => pool.Class)).DistinctBy(task => task.ImageParameter).Select(task => (task.ImageParameter, task.Image, task.ImageRule)),
        .. Service is { } service ? [(DispatcherResources.ImageParameter, service.Image, "the dispatcher")] : Array.Empty<(string, string, string?)>(),
    ];

    public string LogGroupName => $"/costtool/{Name}";

    public ParameterValue Cluster { get; } = Parameter(DeploymentParameters.Cluster);

    public ResourceValue ClusterArn => ArnOf("ecs", Text("cluster/"), Cluster);

    /// <summary>Family of a class: size, architecture, and what its image is for.</summary>
    public string Family(TaskClass task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var architecture = Settings.Architecture is CpuArchitecture.Arm64 ? "arm64" : "x86-64";
        var size = FormattableString.Invariant($"{Name}-{task.CpuUnits}-{task.MemoryMib}-{architecture}");
        return task.ImageRule is null ? size : PhysicalName.WithHash($"{size}-{PhysicalName.Of(task.ImageRule)}", task.ImageRule, 200);
    }

    /// <summary>Where tasks run, in the words of CloudFormation, ECS and Step Functions alike.</summary>
    public MapValue Network() => Map(("AwsvpcConfiguration", Map(
        ("Subnets", Parameter(DeploymentParameters.Subnets)),
        ("SecurityGroups", Parameter(DeploymentParameters.SecurityGroups)),
        ("AssignPublicIp", Text(Settings.AssignPublicIp ? "ENABLED" : "DISABLED")))));
}

/// <summary>A secret that tasks get in a variable.</summary>
/// <param name="Variable">Environment variable.</param>
/// <param name="Arn">ARN of the secret or parameter, without a member.</param>
/// <param name="Member">What follows the ARN to name a member or version, such as <c>:password::</c>; else empty.</param>
/// <param name="InParameterStore">It is a parameter of Systems Manager.</param>
/// <param name="Parameter">The parameter that gives the ARN.</param>
internal sealed record SecretSource(string Variable, string Arn, string Member, bool InParameterStore, string Parameter)
{
    // arn:partition:secretsmanager:region:account:secret:name
    private const int PartsOfSecretArn = 7;

    public static IReadOnlyList<SecretSource> Of(DeploymentSettings settings)
    {
        // A_B and a-b read alike; such variables get a hash.
        var shared = settings.Secrets.Keys.GroupBy(variable => PhysicalName.Readable("Secret", variable), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(group => group).ToHashSet(StringComparer.Ordinal);
        return [.. settings.Secrets.OrderBy(secret => secret.Key, StringComparer.Ordinal).Select(secret => One(secret.Key, secret.Value, shared))];
    }

    private static SecretSource One(string variable, string arn, HashSet<string> shared)
    {
        var parts = arn.Split(':');
        var parameter = shared.Contains(variable) ? PhysicalName.LogicalId("Secret", variable) : PhysicalName.Readable("Secret", variable);
        return parts[2] == "ssm" || parts.Length <= PartsOfSecretArn
            ? new SecretSource(variable, arn, "", parts[2] == "ssm", parameter)
            : new SecretSource(variable, string.Join(':', parts[..PartsOfSecretArn]), ":" + string.Join(':', parts[PartsOfSecretArn..]), false, parameter);
    }
}
