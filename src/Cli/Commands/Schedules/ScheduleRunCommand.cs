using System.CommandLine;
using System.Globalization;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Accounts.Running;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule run</c>: one run of an entry, now.</summary>
internal static class ScheduleRunCommand
{
    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with costtool.yaml and plan/plan.json." };
        var name = new Argument<string>("NAME") { Description = "Name of the entry, or its id." };
        var wait = new Option<bool>("--wait") { Description = "Print its log until it ends; exit status 1 where it failed." };
        var onDemand = new Option<bool>("--on-demand") { Description = "Do not try Spot." };
        var json = new Option<bool>("--json") { Description = "Print what was started, or with --wait how it ended, as JSON; its log goes to standard error." };
        var region = new Option<string?>("--region") { Description = "Region; the workspace's, then the environment's and the profile's when left out.", HelpName = "REGION" };
        var profile = new Option<string?>("--profile") { Description = "Profile of the shared AWS configuration.", HelpName = "PROFILE" };
        var command = new Command("run", "Starts one run of a planned entry now, as its schedule would.") { workspace, name, wait, onDemand, json, region, profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var saved = await SavedPlan.ReadAsync(parsed.GetRequiredValue(workspace), cancellationToken);
            var run = PlannedRun.Of(saved.Plan.Plan, saved.Settings, parsed.GetRequiredValue(name), TimeProvider.System.GetUtcNow());
            var access = AccountAccess.Of(parsed.GetValue(region) ?? saved.Workspace.Region?.Code, parsed.GetValue(profile));
            using var ecs = new AmazonECSClient(access.Configure(new AmazonECSConfig()));
            using var logs = new AmazonCloudWatchLogsClient(access.Configure(new AmazonCloudWatchLogsConfig()));
            var starter = new TaskStarter(ecs, logs, new RealTempo());
            var started = await starter.StartAsync(run, parsed.GetValue(onDemand), Guid.NewGuid().ToString("N"), cancellationToken);
            var (output, error, asJson) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));
            foreach (var refusal in started.Refusals) await error.WriteLineAsync($"not started on {refusal}");
            if (!asJson) await output.WriteLineAsync(started.TaskArn);
            if (!parsed.GetValue(wait))
            {
                if (asJson) Write(output, run, started, null, null);
                return (int)ExitCode.Done;
            }

            var ended = await FollowAsync(starter, run, started, asJson ? error : output, cancellationToken);
            var cost = Cost(saved, run, started, ended);
            if (asJson) Write(output, run, started, ended, cost);
            else await error.WriteLineAsync(Text(ended, started, cost));
            return (int)(ended.ExitCode == 0 ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static async Task<EndedRun> FollowAsync(TaskStarter starter, PlannedRun run, StartedRun started, TextWriter lines, CancellationToken cancellationToken)
    {
        try
        {
            return await starter.FollowAsync(run, started.TaskArn, lines.WriteLine, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(new Problem("no longer followed; the task goes on", started.TaskArn, $"stop it with `aws ecs stop-task --cluster {run.Cluster} --task {started.TaskArn.Split('/')[^1]}`"));
        }
    }

    private static FargateCost? Cost(SavedPlan saved, PlannedRun run, StartedRun started, EndedRun ended)
    {
        if (saved.Prices is not { } prices || ended.PullToStop is not { } billed) return null;
        var rates = started.OnDemand ? prices.Fargate(Analyzer.Pricing.OperatingSystem.Linux, saved.Settings.Architecture) : prices.FargateSpot(saved.Settings.Architecture);
        return FargateMeter.Run(rates, FargateSize.Require(VCpu.FromCores(run.TaskVcpu), MemorySize.FromMebibytes(run.TaskMemoryMib), "plan.json"), billed, MemorySize.FromGibibytes(saved.Settings.EphemeralGib));
    }

    private static string Text(EndedRun ended, StartedRun started, FargateCost? cost) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(ended.ExitCode == 0 ? "done" : "failed")}: exit code {ended.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}, stop code {ended.StopCode ?? "none"}{(ended.Reason is { } reason ? $" ({reason})" : "")}, ran {ended.Worked?.TotalSeconds ?? 0:0.#} s {(started.OnDemand ? "on demand" : "on Spot")}, {(cost is null ? "cost unknown" : $"{cost.Total.Amount:0.######} USD")}");

    private static void Write(TextWriter output, PlannedRun run, StartedRun started, EndedRun? ended, FargateCost? cost) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("entry", run.Entry);
        writer.WriteString("task_arn", started.TaskArn);
        writer.WriteString("capacity", started.OnDemand ? "on-demand" : "spot");
        writer.WriteStartArray("refusals");
        foreach (var refusal in started.Refusals) writer.WriteStringValue(refusal);
        writer.WriteEndArray();
        if (ended is not null)
        {
            writer.WriteString("stop_code", ended.StopCode);
            writer.WriteString("reason", ended.Reason);
            if (ended.ExitCode is { } code) writer.WriteNumber("exit_code", code);
            else writer.WriteNull("exit_code");
            if (ended.Worked is { } worked) writer.WriteNumber("seconds", worked.TotalSeconds);
            else writer.WriteNull("seconds");
            if (cost is not null) writer.WriteNumber("usd", cost.Total.Amount);
            else writer.WriteNull("usd");
        }

        writer.WriteEndObject();
    });
}
