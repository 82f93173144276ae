using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Deployment;

/// <summary>How a schedule starts its task.</summary>
public enum ExecutionMode
{
    /// <summary>Through a state machine that takes Spot first and on demand when there is none.</summary>
    Fallback,

    /// <summary>EventBridge Scheduler calls ECS itself, on Spot only.</summary>
    Direct,
}

/// <summary>What the owner says of where and how tasks run: <c>deploy:</c> of costtool.yaml.</summary>
public sealed record DeploymentSettings
{
    /// <summary>Longest name, so that the names of all resources stay within 64 characters in every region.</summary>
    public const int LongestName = 28;

    /// <summary>Name of the deployment: a lower-case letter, then letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Celery app, as <c>celery -A</c> takes it.</summary>
    public required string App { get; init; }

    /// <summary>Name of an ECS cluster that exists and has the capacity providers FARGATE and FARGATE_SPOT.</summary>
    public required string Cluster { get; init; }

    /// <summary>Image of tasks that no rule gives another.</summary>
    public required string Image { get; init; }

    /// <summary>Architecture of the images.</summary>
    public CpuArchitecture Architecture { get; init; } = CpuArchitecture.X86_64;

    /// <summary>Interpreter inside the image.</summary>
    public string Python { get; init; } = "python";

    /// <summary>Private subnets of at least two availability zones.</summary>
    public required IReadOnlyList<string> Subnets { get; init; }

    /// <summary>Security groups, one to five.</summary>
    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>Tasks get a public address, for networks without NAT and endpoints. Only in <see cref="ExecutionMode.Fallback"/>: AWS documents it for Scheduler with a launch type only, which Spot excludes.</summary>
    public bool AssignPublicIp { get; init; }

    /// <summary>Days that logs are kept.</summary>
    public int LogRetentionDays { get; init; } = 30;

    /// <summary>Environment variables whose values ECS fetches at the start: ARN of a Secrets Manager secret (with <c>:key::</c> for one member) or of an SSM parameter, by variable.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables that are no secret.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>ARN of the role that the app itself works with; null for none.</summary>
    public string? TaskRole { get; init; }

    /// <summary>How schedules start their tasks where no rule says otherwise.</summary>
    public ExecutionMode Mode { get; init; } = ExecutionMode.Fallback;

    /// <summary>Hard limit of a run where neither Celery nor a rule names one; null for none, and then such a task is refused.</summary>
    public int? HardLimitSeconds { get; init; }

    /// <summary>Disk of a task in GiB, 20 to 200; 20 are included.</summary>
    public int EphemeralGib { get; init; } = 20;

    /// <summary>Address that alarms are mailed to; null for none.</summary>
    public string? Notify { get; init; }

    /// <summary>Queues whose entries are deployed; empty for all. Large plans are split by it.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>What some tasks have of their own; the first rule that matches and names a setting gives it.</summary>
    public IReadOnlyList<TaskRule> Tasks { get; init; } = [];

    /// <summary>What <c>dispatch:</c> adds: workers for what comes without a schedule; null where there is no such section.</summary>
    public DispatchDeployment? Dispatch { get; init; }
}

/// <summary>Settings of the tasks that match.</summary>
public sealed record TaskRule
{
    /// <summary>Pattern over task names; null for every task.</summary>
    public WorkloadPattern? Task { get; init; }

    /// <summary>Queue; null for every queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Image; null where the rule does not say.</summary>
    public string? Image { get; init; }

    /// <summary>Mode; null where the rule does not say.</summary>
    public ExecutionMode? Mode { get; init; }

    /// <summary>A second run after an interrupted one does no harm; null where the rule does not say, and then it does.</summary>
    public bool? Idempotent { get; init; }

    /// <summary>Hard limit of a run; null where the rule does not say.</summary>
    public int? HardLimitSeconds { get; init; }

    /// <summary>Whether the rule is for a task on a queue.</summary>
    public bool Matches(string task, string? queue) => (Task is null || Task.Matches(task)) && (Queue is null || Queue == queue);
}
