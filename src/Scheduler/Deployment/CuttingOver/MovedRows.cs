using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Rows that are switched off while a schedule runs their entries: a cut-over leaves them so, and a plan that was made after it takes them for jobs that nobody wants.</summary>
/// <remarks>
/// The account alone decides, so that it holds on every machine: an enabled schedule of ours whose description names the entry. That a row was switched off by its owner, and not by us, cannot be seen from either side;
/// so no schedule goes for that reason until somebody disables it.
/// </remarks>
public static class MovedRows
{
    /// <summary>No change takes an enabled schedule away because its row is switched off.</summary>
    /// <param name="plan">The plan that the changes follow from.</param>
    /// <param name="changes">The changes.</param>
    /// <exception cref="ProblemException">One does: all of them are told.</exception>
    public static void RequireKept(SchedulePlan plan, ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(changes);
        var switchedOff = plan.Rows.Where(row => row.Strategy is Strategy.Drop && row.Caveats is [PlanCandidate.DroppedAsSwitchedOff, ..])
            .ToLookup(row => HeldSchedules.DescriptionOf(changes.Deployment, row.Entry, row.Task, row.CelerySchedule), StringComparer.Ordinal);
        Problem[] problems =
        [
            .. changes.Effective
                .Where(change => change is { Kind: ChangeKind.Delete, Type: HeldSchedules.Type } && change.Live?.Properties["State"] is not TextValue { Text: "DISABLED" })
                .SelectMany(change => change.Live?.Properties["Description"] is TextValue { Text: var text } ? switchedOff[text].Take(1).Select(row => Refusal(row, change)) : []),
        ];
        if (problems.Length > 0) throw new ProblemException(problems);
    }

    private static Problem Refusal(PlanRow row, Change change) => new(
        $"`{row.Entry}` is switched off in Celery, as a cut-over leaves it, and the schedule `{change.PhysicalName}` runs it: removing that would end the job",
        row.Origin,
        "apply the plan that was cut over, or describe the entry in a `beat` file and plan again; to end the job, disable its schedule in EventBridge Scheduler first");
}
