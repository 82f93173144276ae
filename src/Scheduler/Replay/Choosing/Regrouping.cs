using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Engine;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>A queue of another grouping.</summary>
/// <param name="Tasks">Names of its tasks; empty where it has all tasks of the queues it comes from.</param>
/// <param name="Result">Its choice.</param>
/// <param name="Monthly">Cost in the month.</param>
public sealed record RegroupedQueue(IReadOnlyList<string> Tasks, ReplayResult Result, Usd Monthly);

/// <summary>Another grouping of tasks into queues: several queues as one, or one in two.</summary>
/// <param name="Queues">The queues as they are.</param>
/// <param name="Into">The queues that they would be, short tasks first.</param>
/// <param name="Saving">In the month, against the choices for the queues as they are.</param>
public sealed record Regrouping(IReadOnlyList<string> Queues, IReadOnlyList<RegroupedQueue> Into, Usd Saving)
{
    /// <summary><c>merge</c> or <c>split</c>.</summary>
    public string Change => Into.Count == 1 ? "merge" : "split";
}
