using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Charts;
using CostTool.Reports.Files;
using CostTool.Reports.Html;
using CostTool.Reports.Json;
using CostTool.Reports.Summaries;
using CostTool.Reports.Tables;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports;

/// <summary>Writes the whole report of an analysis into a folder: all of it, or nothing.</summary>
public static class ReportWriter
{
    /// <summary>Writes the report. The same analysis gives the same bytes.</summary>
    /// <param name="analysis">What to print.</param>
    /// <param name="plan">What becomes of the Celery schedules, or null without them.</param>
    /// <param name="backtest">How ways of sizing would have done on the samples, or null without enough of them.</param>
    /// <param name="folder">Where to; an earlier report there is replaced, files of others beside it are kept.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is then as it was before.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The target is a file, or holds files with the report's names that were not written by us.</exception>
    public static Task WriteAsync(SavingsAnalysis analysis, SchedulePlan? plan, BacktestResult? backtest, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tables = ReportTables.Of(analysis);
        if (plan is not null) tables = [.. tables, ScheduleTable.Of(plan)];
        if (backtest is not null) tables = [.. tables, .. BacktestTables.Of(backtest)];
        IReadOnlyList<ChartImage> charts = [.. ChartSet.Draw(analysis, cancellationToken), .. backtest is null ? [] : BacktestCharts.Draw(backtest, cancellationToken)];
        IReadOnlyList<ReportFile> files =
        [
            ReportFile.OfText(ReportPage.Name, text => text.Write(ReportPage.Write(analysis, plan, backtest, charts))),
            ReportFile.OfText(SummaryMarkdown.Name, text => SummaryMarkdown.Write(analysis, text)),
            new ReportFile(AnalysisJson.Name, (stream, token) => AnalysisJson.WriteAsync(analysis, stream, token)),
            .. tables.Select(table => ReportFile.OfText(table.FileName, table.Write)),
            new ReportFile(SchemaFile.Name, (stream, _) =>
            {
                SchemaFile.Write(tables, stream);
                return Task.CompletedTask;
            }),
            .. charts.Select(chart => ReportFile.Of(chart.Name + ".png", chart.Png)),
            .. charts.Select(chart => ReportFile.OfText(chart.Name + ".svg", text => text.Write(ChartSvg.Standalone(chart.Svg)))),
        ];
        // What has no data is not written, yet its file of an earlier report is ours too.
        var ownNames = files.Select(file => file.Name).Concat(ChartSet.FileNames).Append(ScheduleTable.FileName).Append(RightsizingTable.FileName)
            .Concat(BacktestTables.FileNames).Concat(BacktestCharts.FileNames).ToHashSet(StringComparer.Ordinal);
        return new ReportFolder(folder, ownNames).WriteAsync(files, cancellationToken);
    }
}
