using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Deployment;

/// <summary>Tells a plan that is out of date: its inputs changed, or it is old.</summary>
public static class PlanFreshness
{
    /// <summary>Age beyond which a plan is not applied unless it is said otherwise: what databases hold may have changed unseen.</summary>
    public static TimeSpan UsualMaxAge { get; } = TimeSpan.FromDays(7);

    /// <summary>What makes the plan stale; none for a plan that still holds.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="workspace">The workspace as it is now.</param>
    /// <param name="now">Now.</param>
    /// <param name="maxAge">Oldest that it may be.</param>
    /// <param name="cancellationToken">Stops the reading of inputs.</param>
    public static IReadOnlyList<Problem> Problems(SchedulePlan plan, Workspace workspace, DateTimeOffset now, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(workspace);
        const string again = "run `costtool schedule plan` again and review what it writes";
        var problems = new List<Problem>();
        if (now - plan.AsOf > maxAge)
        {
            problems.Add(new Problem(
                string.Create(CultureInfo.InvariantCulture, $"the plan is of {plan.AsOf:yyyy-MM-dd HH:mm} UTC, {(now - plan.AsOf).TotalDays:0.#} days old, and {maxAge.TotalDays:0.##} are allowed"),
                "plan.json", again + ", or allow more with --max-age"));
        }

        var then = plan.Inputs.ToDictionary(input => input.Path, input => input.Sha256, StringComparer.Ordinal);
        var today = PlanInputFiles.Of(workspace, cancellationToken).ToDictionary(input => input.Path, input => input.Sha256, StringComparer.Ordinal);
        foreach (var path in then.Keys.Union(today.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (then.GetValueOrDefault(path) == today.GetValueOrDefault(path)) continue;
            var what = !then.ContainsKey(path) ? "came" : !today.ContainsKey(path) ? "went" : "changed";
            problems.Add(new Problem($"`{path}` {what} since the plan was made", "plan.json", again));
        }

        return problems;
    }
}
