using CostTool.Reports.Charts;
using CostTool.Reports.Files;
using CostTool.Reports.Tables;
using CostTool.Scheduler.Replay.Choosing;

namespace CostTool.Reports;

/// <summary>Writes what a simulation found into a folder: all of it, or nothing.</summary>
public static class ReplayWriter
{
    /// <summary>Writes <c>policies.csv</c>, <c>frontier.csv</c>, <c>break_even.csv</c>, <c>groupings.csv</c>, their <c>schema.json</c> and a chart for each queue. The same report gives the same bytes.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="folder">Where to; an earlier result there is replaced, files of others beside it are kept.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is then as it was before.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The target is a file, or holds files with the result's names that were not written by us.</exception>
    public static Task WriteAsync(ReplayReport report, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tables = ReplayTables.Of(report);
        var charts = Charts(report).AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(chart => chart.Render()).ToList();
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
        return new ReportFolder(folder, files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal)).WriteAsync(files, cancellationToken);
    }

    private static List<Chart> Charts(ReplayReport report)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        List<Chart> charts = [];
        foreach (var study in report.Studies)
        {
            var own = "chart-wait-" + Slug(study.Case.Name);
            var name = own;
            for (var copy = 2; !names.Add(name); copy++) name = FormattableString.Invariant($"{own}-{copy}");
            if (WaitChart.Of(study, name) is { } chart) charts.Add(chart);
        }

        return charts;
    }

    // Names of queues come from outside, and a file's name may hold neither a slash nor anything else that is special.
    private static string Slug(string queue) => new([.. queue.Take(60).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
}
