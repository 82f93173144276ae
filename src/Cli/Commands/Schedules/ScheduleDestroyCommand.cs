using System.CommandLine;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule destroy</c>: removes everything that bears the deployment's mark.</summary>
internal static class ScheduleDestroyCommand
{
    public static Command Create()
    {
        var yes = DeploymentOptions.Yes();
        var dryRun = DeploymentOptions.DryRun();
        var json = new Option<bool>("--json") { Description = "Print what was removed, or with --dry-run would be, as JSON." };
        var command = new Command("destroy", "Removes from an AWS account everything that bears the mark of the deployment, and nothing else. Needs no plan.");
        var options = new DeploymentOptions().AddTo(command);
        foreach (var option in (Option[])[yes, dryRun, json]) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = TimeProvider.System;
            var talk = DeploymentTalk.Of(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var place = DeploymentReader.PlaceOf(options.Workspace(parsed));
            var folder = DeploymentFolder.Of(options.Workspace(parsed), place.Name);
            using var account = options.Account(parsed, place.Region, folder);
            var deployment = await OpenDeployment.OfNothingAsync(place.Name, folder, account, new RealTempo(), cancellationToken);
            var consent = new ApplyConsent { Yes = parsed.GetValue(yes), DryRun = parsed.GetValue(dryRun) };
            await new DeploymentApply(deployment, talk, clock, "destroy").RunAsync(consent, parsed.GetValue(json), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
