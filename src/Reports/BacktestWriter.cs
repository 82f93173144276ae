using CostTool.Analyzer.Backtesting;
using CostTool.Reports.Charts;
using CostTool.Reports.Files;
using CostTool.Reports.Tables;

namespace CostTool.Reports;

/// <summary>Writes what a backtest found into a folder: all of it, or nothing.</summary>
public static class BacktestWriter
{
    /// <summary>Writes the tables and charts. The same result gives the same bytes.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="folder">Where to; an earlier result there is replaced, files of others beside it are kept.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is then as it was before.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The target is a file, or holds files with the result's names that were not written by us.</exception>
    public static Task WriteAsync(BacktestResult result, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tables = BacktestTables.Of(result);
        var charts = BacktestCharts.Draw(result, cancellationToken);
        IReadOnlyList<ReportFile> files =
        [
            .. tables.Select(table => ReportFile.OfText(table.FileName, table.Write)),
            new ReportFile(SchemaFile.Name, (stream, _) =>
            {
                SchemaFile.Write(tables, stream);
                return Task.CompletedTask;
            }),
            .. charts.Select(chart => ReportFile.Of(chart.Name + ".png", chart.Png)),
            .. charts.Select(chart => ReportFile.OfText(chart.Name + ".svg", text => text.Write(ChartSvg.Standalone(chart.Svg)))),
        ];
        var ownNames = files.Select(file => file.Name).Concat(BacktestCharts.FileNames).ToHashSet(StringComparer.Ordinal);
        return new ReportFolder(folder, ownNames).WriteAsync(files, cancellationToken);
    }
}
