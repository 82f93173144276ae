using CostTool.Cli.Commands.Backtests;
using System.CommandLine;
using CostTool.Cli.Workspaces;
using CostTool.Reports;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool report</c>: the main job.</summary>
internal static class ReportCommand
{
    private const string DefaultFolder = "report";

    public static Command Create()
    {
        var workspace = WorkspaceOptions.Workspace();
        var month = WorkspaceOptions.Month();
        var asOf = WorkspaceOptions.AsOf();
        var folder = new Option<string?>("--out") { Description = "Folder to write to; WORKSPACE/report when left out.", HelpName = "DIR" };
        var timings = new Option<bool>("--timings") { Description = "Print how long each stage took to stderr." };
        var command = new Command("report", "Writes a savings report of a workspace: HTML, CSVs, charts, JSON and FOCUS rows.") { workspace, folder, month, asOf, timings };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var stages = new StageTimings();
            var from = parsed.GetRequiredValue(workspace);
            var to = parsed.GetValue(folder) ?? Path.Combine(from, DefaultFolder);
            var backtest = Task.Run(() => WorkspaceBacktest.Run(from, stages, cancellationToken), cancellationToken);
            var analysed = await WorkspaceAnalysis.RunAsync(from, WorkspaceOptions.Choices(parsed, month, asOf), stages, cancellationToken);
            var played = await backtest;
            await stages.MeasureAsync("report", () => ReportWriter.WriteAsync(analysed.Analysis, analysed.Plan, played, to, cancellationToken));
            TerminalSummary.Write(analysed.Analysis, to, parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(timings)) stages.Write(parsed.InvocationConfiguration.Error);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
