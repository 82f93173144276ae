using System.Text.Json.Serialization;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Planning;

/// <summary>What becomes of an entry.</summary>
public enum Strategy
{
    /// <summary>EventBridge Scheduler starts one Fargate Spot task for each run.</summary>
    [JsonStringEnumMemberName("scheduled-one-shot")]
    ScheduledOneShot,

    /// <summary>It stays with beat and its always-on worker.</summary>
    [JsonStringEnumMemberName("keep-as-service")]
    KeepAsService,

    /// <summary>It stays with beat; its queue is emptied by short-lived workers that start every so often.</summary>
    [JsonStringEnumMemberName("drain-scheduled")]
    DrainScheduled,

    /// <summary>It stays with beat; its queue is emptied by short-lived workers that its messages wake.</summary>
    [JsonStringEnumMemberName("drain-woken")]
    DrainWoken,

    /// <summary>It stays with beat; its queue is emptied by short-lived workers that a dispatcher starts by the backlog.</summary>
    [JsonStringEnumMemberName("dispatched")]
    Dispatched,

    /// <summary>Nothing runs any more.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,
}

/// <summary>An amount with its band.</summary>
/// <param name="Usd">The centre.</param>
/// <param name="Low">Low end.</param>
/// <param name="High">High end.</param>
public sealed record UsdBand(Usd Usd, Usd Low, Usd High)
{
    /// <summary>An amount that is sure.</summary>
    public static UsdBand Sure(Usd amount) => new(amount, amount, amount);

    /// <summary>Sums centres, low ends and high ends.</summary>
    public static UsdBand operator +(UsdBand left, UsdBand right) => new(left.Usd + right.Usd, left.Low + right.Low, left.High + right.High);
}

/// <summary>A row of the plan. The members up to the caveats are the first columns of <c>schedules.csv</c>.</summary>
public sealed record PlanRow
{
    /// <summary>Stable id.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>Kind of source.</summary>
    public required string Source { get; init; }

    /// <summary>Task.</summary>
    public required string Task { get; init; }

    /// <summary>Queue; null where the route is code.</summary>
    public required string? Queue { get; init; }

    /// <summary>The schedule as people read it.</summary>
    public required string CelerySchedule { get; init; }

    /// <summary>Zone of the Celery schedule.</summary>
    public required string Timezone { get; init; }

    /// <summary>What becomes of it.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>EventBridge expressions, separated by <c> | </c> where it takes several; null for none.</summary>
    public required string? Expression { get; init; }

    /// <summary>Their zone; null for none.</summary>
    public required string? ExpressionTimezone { get; init; }

    /// <summary>Their fire times equal the intended ones.</summary>
    public required bool Exact { get; init; }

    /// <summary>Fires in the analysed month; null is unknown.</summary>
    public required decimal? RunsPerMonth { get; init; }

    /// <summary>vCPU of the task.</summary>
    public required decimal TaskVcpu { get; init; }

    /// <summary>Memory of the task, MiB.</summary>
    public required decimal TaskMemoryMib { get; init; }

    /// <summary>Its share of the always-on workers; null is unknown.</summary>
    public required Usd? UsdPerMonthToday { get; init; }

    /// <summary>What it will cost; null is unknown.</summary>
    public required Usd? UsdPerMonthPlanned { get; init; }

    /// <summary>What the owner should know; the reason for the strategy comes first.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>Name of the entry.</summary>
    public required string Entry { get; init; }

    /// <summary>Where it was read.</summary>
    public required string Origin { get; init; }

    /// <summary>Low and high end of what launches would cost, whichever strategy was taken; null where that is unknown.</summary>
    public required UsdBand? OneShot { get; init; }

    /// <summary>Longest time between two runs, in minutes, at which its launches cost as much as an always-on task of its size on Spot; null without a runtime or a hard limit.</summary>
    public required decimal? BreakEvenMinutes { get; init; }

    /// <summary>What has to be created so that it is launched; null where it is not launched.</summary>
    public PlannedLaunch? Launch { get; init; }

    /// <summary>How long the messages of its workers' queues waited in the history; null is unknown.</summary>
    public WaitSeconds? WaitBefore { get; init; }

    /// <summary>How long they will wait by the replay; null where the queue stays as it is, or is unknown.</summary>
    public WaitSeconds? WaitAfter { get; init; }
}

/// <summary>Queues that share workers, and what the plan does to them: workers go together or not at all.</summary>
public sealed record PlanSet
{
    /// <summary>The queues, sorted.</summary>
    public required IReadOnlyList<string> Queues { get; init; }

    /// <summary>The workers, sorted.</summary>
    public required IReadOnlyList<string> Workers { get; init; }

    /// <summary>Entries that go to these queues.</summary>
    public required int Schedules { get; init; }

    /// <summary>The workers go.</summary>
    public required bool Vacated { get; init; }

    /// <summary>What keeps the workers; empty where they go.</summary>
    public required IReadOnlyList<string> Blockers { get; init; }

    /// <summary>What the workers cost today; null is unknown.</summary>
    public required Usd? Today { get; init; }

    /// <summary>What the set will cost; null is unknown.</summary>
    public required UsdBand? Planned { get; init; }

    /// <summary>Today less planned: its low end is taken against the high end of the plan. Null is unknown.</summary>
    public required UsdBand? Saving { get; init; }

    /// <summary>The short-lived workers that take their place; null where the workers stay, or go by launches of each run.</summary>
    public PlannedDrain? Drain { get; init; }

    /// <summary>How long messages waited in the history; null is unknown.</summary>
    public WaitSeconds? WaitBefore { get; init; }

    /// <summary>How long they will wait by the replay; null where the workers stay, or it is unknown.</summary>
    public WaitSeconds? WaitAfter { get; init; }
}

/// <summary>The sum of the sets whose cost is known.</summary>
/// <param name="Today">Workers today.</param>
/// <param name="Planned">What they and the launches will cost.</param>
/// <param name="Saving">Difference.</param>
/// <param name="SetsWithoutCost">Sets that are left out, as their cost is unknown.</param>
public sealed record PlanTotal(Usd Today, UsdBand Planned, UsdBand Saving, int SetsWithoutCost);

/// <summary>From which time between runs a launched task is cheaper than one that is always on.</summary>
/// <remarks>period = minutes of the month × (price of a run + price of an invocation) ÷ price of the always-on task for the month.</remarks>
/// <param name="TaskVcpu">Size.</param>
/// <param name="TaskMemoryMib">Size.</param>
/// <param name="BilledSeconds">What a run is billed for.</param>
/// <param name="RunUsd">A launch: run and invocation.</param>
/// <param name="MinutesAgainstSpot">Against an always-on Spot task of the size.</param>
/// <param name="MinutesAgainstOnDemand">Against an always-on on-demand task of the size.</param>
public sealed record BreakEvenRow(decimal TaskVcpu, decimal TaskMemoryMib, long BilledSeconds, Usd RunUsd, decimal MinutesAgainstSpot, decimal MinutesAgainstOnDemand);

/// <summary>A number or a choice that the plan rests on.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">Value, invariant culture.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Source">Document, input or reasoning.</param>
public sealed record PlanAssumption(string Id, string Name, string Value, string Unit, string Source);

/// <summary>A file that the plan was made from.</summary>
/// <param name="Path">Path within the workspace, or what stands for several settings.</param>
/// <param name="Sha256">Hash of its content, lower-case hexadecimal.</param>
public sealed record PlanInputFile(string Path, string Sha256);

/// <summary>What becomes of a Celery app's schedules and what that does to their cost.</summary>
public sealed record SchedulePlan
{
    /// <summary>Name of the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The analysed month.</summary>
    public required string Month { get; init; }

    /// <summary>Stood for now when the plan was made.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The files of the workspace that it was made from, by path; none for a plan that was not saved. What a database said is not among them.</summary>
    public IReadOnlyList<PlanInputFile> Inputs { get; init; } = [];

    /// <summary>A row for each entry, by id.</summary>
    public required IReadOnlyList<PlanRow> Rows { get; init; }

    /// <summary>Queues by the workers that they share.</summary>
    public required IReadOnlyList<PlanSet> Sets { get; init; }

    /// <summary>The sum of the sets.</summary>
    public required PlanTotal Total { get; init; }

    /// <summary>Break-even for each size in use.</summary>
    public required IReadOnlyList<BreakEvenRow> BreakEven { get; init; }

    /// <summary>What the numbers rest on.</summary>
    public required IReadOnlyList<PlanAssumption> Assumptions { get; init; }
}
