using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Reports;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule plan</c>: what becomes of each periodic task, and what that does to the cost.</summary>
internal static class SchedulePlanCommand
{
    private const string DefaultFolder = "plan";

    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with Celery schedules, and a cluster and a bill where workers are to be priced." };
        var folder = new Option<string?>("--out") { Description = "Folder to write to; WORKSPACE/plan when left out.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print plan.json instead of the table." };
        var strict = new Option<bool>("--strict") { Description = "Fail when an entry is refused." };
        var version = ScheduleOptions.Version();
        var asOf = ScheduleOptions.AsOf();
        var command = new Command("plan", "Writes plan.json and schedules.csv: one-shot task, service or drop for each entry, with its cost.") { workspace, folder, json, strict, version, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var from = parsed.GetRequiredValue(workspace);
            var compiled = await ScheduleOptions.ReadAsync(from, parsed.GetValue(version), parsed.GetValue(asOf), replayed: true, cancellationToken);
            IReadOnlyList<Sources.Celery.RefusedEntry> refused = [.. compiled.Celery.Refused, .. compiled.Celery.Unusable];
            if (parsed.GetValue(strict) && refused is [var first, ..])
                throw new ProblemException(new Problem($"{refused.Count} entries are refused, the first: {first.Reason}", first.Origin, "mend them, or leave out --strict"));
            var plan = SchedulePlanner.Plan(await PlanInputsOf.ReadAsync(from, compiled, PlanBuilder.PlannedSeed, cancellationToken)) with { Inputs = PlanInputFiles.Of(WorkspaceReader.Open(from), cancellationToken) };
            var to = parsed.GetValue(folder) ?? Path.Combine(from, DefaultFolder);
            await PlanWriter.WriteAsync(plan, to, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) await output.WriteAsync(System.Text.Encoding.UTF8.GetString(PlanFile.Of(plan).ToBytes()));
            else Write(plan, compiled, to, output);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string Waits(PlanSet set) => set.WaitAfter is not { } after ? string.Empty
        : $"; p95 wait {(set.WaitBefore is { } before ? before.P95Seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s" : "unknown")} today, {after.P95Seconds.ToString("0.#", CultureInfo.InvariantCulture)} s as planned";

    private static void Write(SchedulePlan plan, CompiledWorkspace compiled, string folder, TextWriter output)
    {
        TextTable.Write(output, [new("schedule"), new("strategy"), new("expression"), new("runs", true), new("today", true), new("planned", true)],
            plan.Rows.Select(row => (IReadOnlyList<string>)
            [
                row.Entry,
                row.Strategy switch { Strategy.ScheduledOneShot => "one-shot", Strategy.KeepAsService => "keep", Strategy.Drop => "drop", Strategy.Dispatched => "dispatch", _ => "drain" },
                row.Expression ?? "-",
                row.RunsPerMonth?.ToString("0", CultureInfo.InvariantCulture) ?? "?",
                row.UsdPerMonthToday?.ToString() ?? "?",
                row.UsdPerMonthPlanned?.ToString() ?? "?",
            ]));
        foreach (var set in plan.Sets)
            output.WriteLine(set.Vacated
                ? $"queues {string.Join(", ", set.Queues)}: workers go, {set.Saving?.Usd.ToString() ?? "unknown"} saved a month{(set.Drain is { } drain ? $" by {drain.Policy}" : string.Empty)}{Waits(set)}"
                : $"queues {string.Join(", ", set.Queues)}: workers stay: {string.Join("; ", set.Blockers.Take(2))}");
        foreach (var refused in compiled.Celery.Refused) output.WriteLine($"refused: {refused.Name}: {refused.Reason} ({refused.Origin})");
        output.WriteLine($"plan: {Path.Combine(folder, PlanWriter.PlanName)}");
        if (plan.Sets.Any(set => set.Drain is not null)) output.WriteLine($"workers: {Path.Combine(folder, PlanWriter.PoolsName)}, for costtool.yaml");
    }
}
