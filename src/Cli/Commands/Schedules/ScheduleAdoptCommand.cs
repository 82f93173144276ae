using System.CommandLine;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Accounts.Calling;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule adopt</c>: takes over what exists and bears no mark.</summary>
internal static class ScheduleAdoptCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Names of resources as `diff` shows them, or their logical ids.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("adopt", "Puts the deployment's mark on resources that somebody else made, and changes nothing else. The next apply makes them as planned.");
        var options = new DeploymentOptions().AddTo(command);
        command.Add(names);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = TimeProvider.System;
            var saved = await SavedPlan.ReadAsync(options.Workspace(parsed), cancellationToken);
            var folder = DeploymentFolder.Of(saved.Workspace.Folder, saved.Settings.Name);
            using var account = options.Account(parsed, saved.Workspace.Region?.Code, folder);
            var deployment = await OpenDeployment.OfPlanAsync(saved, folder, account, clock.GetUtcNow(), new RealTempo(), cancellationToken);
            using var held = await folder.LockAsync(clock, cancellationToken);
            using var journal = ApplyJournalFile.Open(folder.Journal, clock);
            var adopted = await deployment.Deployer(journal).AdoptAsync(deployment.State, deployment.Parameters, parsed.GetRequiredValue(names), Guid.NewGuid().ToString("N"), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var change in adopted) await output.WriteLineAsync($"adopted {change.Type} {ValueText.Plain(change.PhysicalName)}");
            await output.WriteLineAsync($"{adopted.Count} adopted; `costtool schedule diff` shows what apply would change of them");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
