using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Linting;

/// <summary>An entry with the calendar of its fires.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Calendar">When Celery fires it; null where that is refused or not known.</param>
public sealed record LintedEntry(CeleryEntry Entry, IFireTimes? Calendar);

/// <summary>How many tasks Fargate starts.</summary>
/// <param name="Burst">Launches at once: 100 in an account and region, on demand and Spot each.</param>
/// <param name="PerSecond">Launches a second afterwards, and RunTask calls a second: 20.</param>
/// <param name="CalmPerMinute">Starts in one minute from which the herd is worth a finding.</param>
/// <remarks>Amazon ECS developer guide, "Amazon ECS service quotas and API throttling limits". The quotas can be raised.</remarks>
public sealed record LaunchLimits(int Burst, int PerSecond, int CalmPerMinute)
{
    /// <summary>The published limits, and one second's worth of launches as the calm.</summary>
    public static LaunchLimits Published { get; } = new(100, 20, 20);
}

/// <summary>Everything that the checks look at.</summary>
public sealed record LintInputs
{
    /// <summary>The entries, in any order.</summary>
    public required IReadOnlyList<LintedEntry> Entries { get; init; }

    /// <summary>What the app says of itself; null members are unknown and are listed as such.</summary>
    public required CeleryFacts Facts { get; init; }

    /// <summary>Release of Celery whose rules hold.</summary>
    public required CeleryVersion Version { get; init; }

    /// <summary>Stands for now.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>How long tasks ran, by task; a task that is not there has no history.</summary>
    public IReadOnlyDictionary<string, TaskRuntime> Runtimes { get; init; } = new Dictionary<string, TaskRuntime>();

    /// <summary>Beat processes that were seen at the same time; null is unknown.</summary>
    public int? BeatsSeen { get; init; }

    /// <summary>Fargate Spot rates for the cost of launches; null leaves money out.</summary>
    public FargateRates? SpotRates { get; init; }

    /// <summary>Launch limits of the account.</summary>
    public LaunchLimits Launches { get; init; } = LaunchLimits.Published;
}
