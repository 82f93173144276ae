using CostTool.Reports.Files;
using CostTool.Reports.Tables;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports;

/// <summary>Writes a schedule plan into a folder: all of it, or nothing.</summary>
public static class PlanWriter
{
    /// <summary>File of the saved plan.</summary>
    public const string PlanName = "plan.json";

    /// <summary>File of the workers that drains need.</summary>
    public const string PoolsName = "dispatch.yaml";

    /// <summary>Writes <c>plan.json</c>, hash-stamped, <c>schedules.csv</c> with its <c>schema.json</c>, and <c>dispatch.yaml</c> where short-lived workers are planned.</summary>
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
        if (PoolsYaml.Of(plan) is { } pools) files = [.. files, ReportFile.OfText(PoolsName, text => text.Write(pools))];
        // A plan without drains takes the file of an earlier one with it.
        return new ReportFolder(folder, files.Select(file => file.Name).Append(PoolsName).ToHashSet(StringComparer.Ordinal)).WriteAsync(files, cancellationToken);
    }
}
