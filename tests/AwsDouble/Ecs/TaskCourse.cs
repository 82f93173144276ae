namespace CostTool.AwsDouble.Ecs;

/// <summary>How a task ends by itself.</summary>
public enum TaskEnding
{
    /// <summary>Its container exits.</summary>
    Exits,

    /// <summary>Spot takes it away.</summary>
    Interrupted,

    /// <summary>It never runs.</summary>
    FailsToStart,

    /// <summary>The host under it fails.</summary>
    HostFails,
}

/// <summary>What becomes of a task that was started: the test decides.</summary>
public sealed record TaskCourse
{
    /// <summary>A task that works for a second and exits with 0.</summary>
    public static TaskCourse Brief { get; } = new();

    /// <summary>Time from RUNNING until it ends; null: it runs until it is stopped.</summary>
    public TimeSpan? Duration { get; init; } = TimeSpan.FromSeconds(1);

    public TaskEnding Ending { get; init; }

    /// <summary>Of every container, where it exits by itself.</summary>
    public int ExitCode { get; init; }

    /// <summary>Where it is told to stop: 143 of a process that SIGTERM ends, 0 of one that shuts down cleanly.</summary>
    public int ExitCodeOnSignal { get; init; } = 143;

    /// <summary>Why it fails to start, or what its container says at its end.</summary>
    public string? Reason { get; init; }

    /// <summary>What it writes to its log, evenly over its run.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}

/// <summary>A task that starts, for the test to decide on.</summary>
/// <param name="TaskArn">Its ARN.</param>
/// <param name="Family">Of its task definition.</param>
/// <param name="Revision">Of its task definition.</param>
/// <param name="CapacityProvider">Where it runs; null: as the launch type says.</param>
/// <param name="Group">Its group.</param>
/// <param name="Command">Of its first container, with the override.</param>
public sealed record StartedTask(string TaskArn, string Family, int Revision, string? CapacityProvider, string Group, IReadOnlyList<string> Command);
