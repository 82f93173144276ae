using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Cli.Deployment;
using CostTool.Cli.Deployment.Switching;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.CuttingOver;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule apply</c>: makes it so.</summary>
internal static class ScheduleApplyCommand
{
    public static Command Create()
    {
        var reviewed = new Option<string?>("--reviewed") { Description = "Changes that `diff --out` saved and somebody agreed to; nothing else is done.", HelpName = "FILE" };
        var yes = DeploymentOptions.Yes();
        var dryRun = DeploymentOptions.DryRun();
        var json = new Option<bool>("--json") { Description = "Print what was done, or with --dry-run would be done, as JSON." };
        var maxAge = new Option<string>("--max-age") { Description = "Oldest that the plan may be.", HelpName = "TIME", DefaultValueFactory = _ => "7d" };
        var cutover = new Option<bool>("--cutover") { Description = "Then move each entry from Celery's beat to its schedule, at a moment at which neither fires. New schedules are made disabled until then." };
        var command = new Command("apply", "Makes in an AWS account what the saved plan says: after a preflight and your yes, and again after any failure.");
        var options = new DeploymentOptions().AddTo(command);
        foreach (var option in (Option[])[reviewed, yes, dryRun, json, maxAge, cutover]) command.Add(option);
        var switching = new SwitchArguments().AddTo(command, confirm: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var clock = TimeProvider.System;
            var talk = DeploymentTalk.Of(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var age = DeploymentOptions.Duration(parsed.GetRequiredValue(maxAge), "--max-age");
            var saved = await SavedPlan.ReadAsync(options.Workspace(parsed), cancellationToken);
            if (PlanFreshness.Problems(saved.Plan.Plan, saved.Workspace, clock.GetUtcNow(), age, cancellationToken) is { Count: > 0 } stale) throw new ProblemException(stale);
            var folder = DeploymentFolder.Of(saved.Workspace.Folder, saved.Settings.Name);
            using var account = options.Account(parsed, saved.Workspace.Region?.Code, folder);
            var deployment = await OpenDeployment.OfPlanAsync(saved, folder, account, clock.GetUtcNow(), new RealTempo(), cancellationToken);
            var wish = switching.Wish(parsed, []);
            var switched = parsed.GetValue(cutover) ? CutOver.Entries(saved, deployment, wish, clock.GetUtcNow()) : [];
            deployment.MadeHeld = SwitchedEntries.LogicalIdsOf(switched, deployment.State);
            PreflightText.Tell(await deployment.PreflightAsync(saved, clock.GetUtcNow(), cancellationToken), talk.Error);
            var consent = new ApplyConsent { Reviewed = parsed.GetValue(reviewed), Yes = parsed.GetValue(yes), DryRun = parsed.GetValue(dryRun) };
            await new DeploymentApply(deployment, talk, clock, "apply").RunAsync(consent, parsed.GetValue(json), cancellationToken);
            if (!parsed.GetValue(cutover) || consent.DryRun) return (int)ExitCode.Done;
            using var held = await folder.LockAsync(clock, cancellationToken);
            // Standard output holds the one document of the apply.
            var cutOver = new CutOver(saved, deployment, account, parsed.GetValue(json) ? talk with { Output = talk.Error } : talk);
            return (int)(CutOver.Well(await cutOver.RunAsync(switched, SwitchDirection.ToSchedule, wish, cancellationToken)) ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }
}
