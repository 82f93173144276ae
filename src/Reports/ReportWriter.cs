using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Files;
using CostTool.Reports.Json;
using CostTool.Reports.Tables;

namespace CostTool.Reports;

/// <summary>Writes the whole report of an analysis into a folder: all of it, or nothing.</summary>
public static class ReportWriter
{
    /// <summary>Writes the report. The same analysis gives the same bytes.</summary>
    /// <param name="analysis">What to print.</param>
    /// <param name="folder">Where to; an earlier report there is replaced, files of others beside it are kept.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is then as it was before.</param>
    /// <exception cref="Analyzer.Problems.ProblemException">The target is a file, or holds files with the report's names that were not written by us.</exception>
    public static Task WriteAsync(SavingsAnalysis analysis, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var tables = ReportTables.Of(analysis);
        IReadOnlyList<ReportFile> files =
        [
            new ReportFile(AnalysisJson.Name, (stream, token) => AnalysisJson.WriteAsync(analysis, stream, token)),
            .. tables.Select(table => ReportFile.OfText(table.FileName, table.Write)),
            new ReportFile(SchemaFile.Name, (stream, _) =>
            {
                SchemaFile.Write(tables, stream);
                return Task.CompletedTask;
            }),
        ];
        return new ReportFolder(folder, files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal)).WriteAsync(files, cancellationToken);
    }
}
