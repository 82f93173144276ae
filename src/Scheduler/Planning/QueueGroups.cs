using CostTool.Scheduler.Replay.Choosing;

namespace CostTool.Scheduler.Planning;

/// <summary>The queues of a history by the workers that they share.</summary>
public static class QueueGroups
{
    /// <summary>A case for each group of queues that has tasks, by name; none without a history.</summary>
    public static IReadOnlyList<QueueCase> Cases(PlanInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Replay is not { } work ? []
            : [.. WorkerSet.Of([], inputs.Workers, work.Queues).Select(set => work.CaseOf(set.Queues, set.Workers)).OfType<QueueCase>().OrderBy(found => found.Name, StringComparer.Ordinal)];
    }
}
