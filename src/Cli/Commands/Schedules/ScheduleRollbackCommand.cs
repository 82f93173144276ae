using System.CommandLine;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Cli.Deployment.Switching;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.CuttingOver;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule rollback</c>: gives entries back to beat.</summary>
internal static class ScheduleRollbackCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Entries; all when left out.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("rollback", "Gives entries back to Celery's beat: disables their schedules and enables their rows, each at a moment at which neither fires.");
        var dryRun = DeploymentOptions.DryRun();
        var json = new Option<bool>("--json") { Description = "Print how each entry ended, or with --dry-run which side runs it, as JSON." };
        var options = new DeploymentOptions().AddTo(command);
        command.Add(names);
        command.Add(dryRun);
        command.Add(json);
        var switching = new SwitchArguments().AddTo(command, confirm: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = TimeProvider.System;
            var talk = DeploymentTalk.Of(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var wish = switching.Wish(parsed, parsed.GetValue(names) ?? []);
            var saved = await SavedPlan.ReadAsync(options.Workspace(parsed), cancellationToken);
            var folder = DeploymentFolder.Of(saved.Workspace.Folder, saved.Settings.Name);
            using var account = options.Account(parsed, saved.Workspace.Region?.Code, folder);
            var deployment = await OpenDeployment.OfPlanAsync(saved, folder, account, clock.GetUtcNow(), new RealTempo(), cancellationToken);
            using var held = await folder.LockAsync(clock, cancellationToken);
            var entries = CutOver.Entries(saved, deployment, wish, clock.GetUtcNow());
            var asJson = parsed.GetValue(json);
            var cutOver = new CutOver(saved, deployment, account, asJson ? talk with { Output = talk.Error } : talk);
            if (parsed.GetValue(dryRun))
            {
                var sides = await cutOver.LookAsync(entries, cancellationToken);
                if (asJson) JsonOutput.Write(talk.Output, writer => SwitchDocument.Write(writer, saved.Settings.Name, sides));
                else foreach (var side in sides) talk.Output.WriteLine($"{side.Entry.Row.Name}: runs on {side.RunsOn}{(side.Schedule ? "; would be given back to beat" : "")}");
                return (int)ExitCode.Done;
            }

            var outcomes = await cutOver.RunAsync(entries, SwitchDirection.ToRow, wish, cancellationToken);
            if (asJson) JsonOutput.Write(talk.Output, writer => SwitchDocument.Write(writer, saved.Settings.Name, outcomes));
            return (int)(CutOver.Well(outcomes) ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }
}
