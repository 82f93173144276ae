using System.CommandLine;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Accounts.Calling;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule diff</c>: what apply would do.</summary>
internal static class ScheduleDiffCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there are changes." };
        var file = new Option<string?>("--out") { Description = "Save the changes, for `apply --reviewed`.", HelpName = "FILE" };
        var command = new Command("diff", "Compares the saved plan with an AWS account, property by property. Only reads.");
        var options = new DeploymentOptions().AddTo(command);
        command.Add(json);
        command.Add(detailed);
        command.Add(file);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = TimeProvider.System;
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var saved = await SavedPlan.ReadAsync(options.Workspace(parsed), cancellationToken);
            var folder = DeploymentFolder.Of(saved.Workspace.Folder, saved.Settings.Name);
            using var account = options.Account(parsed, saved.Workspace.Region?.Code, folder);
            foreach (var stale in PlanFreshness.Problems(saved.Plan.Plan, saved.Workspace, clock.GetUtcNow(), PlanFreshness.UsualMaxAge, cancellationToken)) await error.WriteLineAsync($"stale: {stale}");
            var deployment = await OpenDeployment.OfPlanAsync(saved, folder, account, clock.GetUtcNow(), new RealTempo(), cancellationToken);
            using var journal = ApplyJournalFile.Open(folder.Journal, clock);
            var changes = await deployment.Deployer(journal).CompareAsync(deployment.State, deployment.Parameters, cancellationToken);
            await error.WriteLineAsync($"{deployment.State.Name} in {deployment.Identity}");
            if (parsed.GetValue(json)) JsonOutput.Write(output, writer => ChangesJson.Write(writer, changes, deployment.Identity));
            else StyledLines.Write(output, ChangeText.Of(changes));
            if (parsed.GetValue(file) is { } path) await ReviewFile.SaveAsync(path, changes, deployment.Identity, cancellationToken);
            return (int)(parsed.GetValue(detailed) && (changes.Effective.Any() || changes.Refused.Any()) ? ExitCode.Changes : ExitCode.Done);
        });
        return command;
    }
}
