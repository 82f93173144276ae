using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>A pool with what its workers run as.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Class">Size and image.</param>
internal sealed record PoolTask(WorkerPool Pool, TaskClass Class)
{
    /// <summary>Logical id of the task definition.</summary>
    public string LogicalId => PhysicalName.LogicalId("Drain", Pool.Name);

    /// <summary>A worker that is woken is waited for so long: until it takes nothing more, its tasks have ended, and a start that took its time.</summary>
    public int TimeoutSeconds => Pool.WorkerDeadlineSeconds + RunnerCommand.GraceSeconds + ScheduleResources.StartAllowanceSeconds + TaskDefinitions.StopTimeoutSeconds;

    /// <summary>The pools of the settings, by name.</summary>
    /// <exception cref="ProblemException">The queues of a pool have images of their own, which are not the same.</exception>
    public static IReadOnlyList<PoolTask> Of(DeploymentSettings settings)
    {
        List<Problem> problems = [];
        PoolTask[] pools = [.. (settings.Dispatch?.Pools ?? []).OrderBy(pool => pool.Name, StringComparer.Ordinal).Select(pool => new PoolTask(pool, ClassOf(pool, settings, problems)))];
        return problems.Count == 0 ? pools : throw new ProblemException(problems);
    }

    // A rule for a whole queue names the image of its workers; one for single tasks cannot, as a worker takes all of a queue.
    private static TaskClass ClassOf(WorkerPool pool, DeploymentSettings settings, List<Problem> problems)
    {
        TaskRule?[] rules = [.. pool.Queues.Select(queue => settings.Tasks.FirstOrDefault(rule => rule.Task is null && rule.Queue == queue && rule.Image is not null)).Distinct()];
        if (rules.Select(rule => rule?.Image ?? settings.Image).Distinct(StringComparer.Ordinal).Count() > 1)
            problems.Add(new Problem($"the queues of the pool `{pool.Name}` have different images", "costtool.yaml", "make a pool for each image"));
        return new TaskClass((int)pool.Size.Cpu.EcsUnits, (int)pool.Size.Memory.Mebibytes, rules.FirstOrDefault()?.Image ?? settings.Image, rules.FirstOrDefault()?.Queue);
    }
}
