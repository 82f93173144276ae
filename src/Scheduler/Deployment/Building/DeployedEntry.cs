using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>An entry of the plan that is launched, with what the settings say of it.</summary>
internal sealed record DeployedEntry
{
    private const string PlanName = "plan.json";

    public required PlanRow Row { get; init; }

    public required PlannedLaunch Launch { get; init; }

    public required TaskClass Class { get; init; }

    public required ExecutionMode Mode { get; init; }

    public required bool Idempotent { get; init; }

    /// <summary>The runner ends the task when it has worked for so long.</summary>
    public required int HardLimitSeconds { get; init; }

    /// <summary>The launched entries that the settings take, by id.</summary>
    public static IReadOnlyList<DeployedEntry> Of(SchedulePlan plan, DeploymentSettings settings)
    {
        List<Problem> problems = [];
        var rows = plan.Rows.Where(row => row.Strategy is Strategy.ScheduledOneShot && (settings.Queues.Count == 0 || settings.Queues.Contains(row.Queue, StringComparer.Ordinal))).ToList();
        // Pools of workers are something to create, too.
        if (rows.Count == 0 && settings.Dispatch is { Pools.Count: > 0 }) return [];
        if (rows.Count == 0) throw new ProblemException(new Problem("the plan launches nothing, so there is nothing to create", PlanName, "see the reasons in schedules.csv; entries that stay with their workers need nothing new"));
        var entries = rows.Select(row => Entry(row, settings, problems)).OfType<DeployedEntry>().OrderBy(entry => entry.Row.ScheduleId, StringComparer.Ordinal).ToList();
        return problems.Count == 0 ? entries : throw new ProblemException(problems);
    }

    // A year bounds what a source may claim; no execution of a state machine is longer.
    private static int? WholeSeconds(double? seconds) => seconds is { } limit ? (int)Math.Clamp(Math.Ceiling(limit), 1, 365 * 24 * 3600) : null;

    private static DeployedEntry? Entry(PlanRow row, DeploymentSettings settings, List<Problem> problems)
    {
        var rules = settings.Tasks.Where(rule => rule.Matches(row.Task, row.Queue)).ToList();
        var limit = rules.Select(rule => rule.HardLimitSeconds).FirstOrDefault(seconds => seconds is not null) ?? WholeSeconds(row.Launch?.TimeLimitSeconds) ?? settings.HardLimitSeconds;
        if (row.Launch is null) problems.Add(new Problem($"`{row.Entry}` is launched, but the plan does not say how", row.Origin, "plan again"));
        else if (row.Launch.ArgsJson is null || row.Launch.KwargsJson is null)
            problems.Add(new Problem($"the arguments of `{row.Entry}` are not known", row.Origin, "read the entry from the database or from a dump of the app, which tell them"));
        if (limit is null)
            problems.Add(new Problem($"`{row.Task}` has no hard limit, so a run that hangs would be billed for ever", row.Origin, "set Celery's time_limit, or `hard_limit_seconds` under `deploy:` in costtool.yaml"));
        if (row.Launch is null || limit is null) return null;
        var imageRule = rules.FirstOrDefault(rule => rule.Image is not null);
        return new DeployedEntry
        {
            Row = row,
            Launch = row.Launch,
            Class = new TaskClass((int)(row.TaskVcpu * 1024), (int)row.TaskMemoryMib, imageRule?.Image ?? settings.Image, imageRule is null ? null : $"{imageRule.Queue}{(imageRule.Queue is null ? "" : " ")}{imageRule.Task?.Text}"),
            Mode = rules.Select(rule => rule.Mode).FirstOrDefault(mode => mode is not null) ?? settings.Mode,
            Idempotent = rules.Select(rule => rule.Idempotent).FirstOrDefault(said => said is not null) ?? false,
            HardLimitSeconds = limit.Value,
        };
    }
}

/// <summary>Tasks that share a task definition: size and image.</summary>
/// <param name="CpuUnits">1,024 are one vCPU.</param>
/// <param name="MemoryMib">Memory.</param>
/// <param name="Image">Image.</param>
/// <param name="ImageRule">What the rule that named the image is for; null for the common image. It, and never the image's tag, is part of names.</param>
internal sealed record TaskClass(int CpuUnits, int MemoryMib, string Image, string? ImageRule)
{
    /// <summary>The parameter that gives the image.</summary>
    public string ImageParameter => ImageRule is null ? "Image" : PhysicalName.LogicalId("Image", ImageRule);

    /// <summary>Logical id of the task definition.</summary>
    public string LogicalId => string.Create(CultureInfo.InvariantCulture, $"Task{CpuUnits}x{MemoryMib}{(ImageRule is null ? "" : PhysicalName.LogicalId("", ImageRule))}");
}
