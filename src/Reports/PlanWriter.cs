using CostTool.Reports.Files;
using CostTool.Reports.Tables;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports;

/// <summary>Writes a schedule plan into a folder: all of it, or nothing.</summary>
public static class PlanWriter
{
    /// <summary>File of the saved plan.</summary>
    public const string PlanName = "plan.json";

    /// <summary>Writes <c>plan.json</c>, hash-stamped, and <c>schedules.csv</c> with its <c>schema.json</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">Where to; an earlier plan there is replaced.</param>
    /// <param name="cancellationToken">Ends the writing; the folder is then as it was before.</param>
    public static Task WriteAsync(SchedulePlan plan, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        IReadOnlyList<ReportTable> tables = [ScheduleTable.Of(plan)];
        IReadOnlyList<ReportFile> files =
        [
            ReportFile.Of(PlanName, PlanFile.Of(plan).ToBytes()),
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
