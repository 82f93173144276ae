using System.CommandLine;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Reports;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Replay.Choosing;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule simulate</c>: what each queue costs and how long it waits under each way to run it, by a replay of its history.</summary>
internal static class ScheduleSimulateCommand
{
    private const string DefaultFolder = "replay";

    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with Celery schedules and history, and a cluster and a bill where workers are to be priced." };
        var kind = new Option<string?>("--policy") { Description = $"Replay this kind only: {string.Join(", ", QueueChooser.Kinds)}.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. QueueChooser.Kinds]);
        var seed = new Option<ulong>("--seed") { Description = "Seed of all draws; the same seed gives the same result.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var queue = new Option<string?>("--queue") { Description = "Replay this queue only, with those that share its workers.", HelpName = "Q" };
        var folder = new Option<string?>("--out") { Description = "Folder to write to; WORKSPACE/replay when left out.", HelpName = "DIR" };
        var synthetic = new Option<bool>("--synthetic") { Description = "Replay a history made from counts, quantiles and schedules, also where there is one of runs." };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of the tables." };
        var version = ScheduleOptions.Version();
        var asOf = ScheduleOptions.AsOf();
        var command = new Command("simulate", "Replays the history of each queue under each way to run it: cost and wait before and after.") { workspace, kind, seed, queue, synthetic, folder, json, version, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var from = parsed.GetRequiredValue(workspace);
            var compiled = await ScheduleOptions.ReadAsync(from, parsed.GetValue(version), parsed.GetValue(asOf), replayed: true, cancellationToken);
            if (parsed.GetValue(synthetic) || compiled.Celery.History is not { History.Count: > 0 })
                compiled = compiled with { Celery = compiled.Celery with { History = SyntheticTasks.Of(compiled, parsed.GetValue(seed)) } };
            var inputs = await PlanInputsOf.ReadAsync(from, compiled, parsed.GetValue(seed), cancellationToken);
            var report = Study(inputs, parsed.GetValue(queue), parsed.GetValue(kind), cancellationToken);
            var to = parsed.GetValue(folder) ?? Path.Combine(from, DefaultFolder);
            await ReplayWriter.WriteAsync(report, to, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) SimulationJson.Write(report, output);
            else SimulationText.Write(report, to, output);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static ReplayReport Study(PlanInputs inputs, string? queue, string? kind, CancellationToken cancellationToken)
    {
        var work = inputs.Replay!;
        var cases = QueueGroups.Cases(inputs).Where(found => queue is null || found.Queues.Contains(queue, StringComparer.Ordinal)).ToList();
        if (cases.Count == 0)
            throw new ProblemException(new Problem($"the history has no queue `{queue}`", "--queue", $"name one of {string.Join(", ", work.Queues.Order(StringComparer.Ordinal))}"));
        var chooser = new QueueChooser(work.Terms, inputs.Hours, work.Seed);
        List<QueueStudy> studies = [];
        foreach (var found in cases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            studies.Add(chooser.Study(found, kind is null ? null : [kind], whole: true));
        }

        var history = work.History.History;
        return new ReplayReport(inputs.Name, inputs.Month, history.Start, Micros.ToSeconds(history.HorizonMicros) / 86_400, history.Quality, work.Seed, studies, chooser.Regroupings(studies));
    }
}
