using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Scenarios;
using CostTool.Sources.Sql.Athena;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Workspaces;

/// <summary>Utilization of a workspace as an analysis takes it.</summary>
internal static class UsageInputs
{
    /// <summary>Reads the files; null without any.</summary>
    public static UsageFacts? Read(IReadOnlyList<WorkspaceFile> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0) return null;
        var reading = UsageSketchReader.Read(files, new UsageReadOptions(), cancellationToken);
        return new UsageFacts(reading.Sketches, reading.Intake, FleetForecaster.Of, []);
    }

    /// <summary>Asks Athena for the sketches of a table; the samples stay where they are.</summary>
    public static async Task<UsageFacts> ReadAsync(AthenaEngine engine, AthenaTable table, CancellationToken cancellationToken)
    {
        var columns = await AthenaUsage.TableAsync(engine, table, cancellationToken).ConfigureAwait(false);
        var reading = await UsageSketchReader.ReadAsync(engine, columns, $"Athena table `{table}`", new UsageReadOptions(), cancellationToken).ConfigureAwait(false);
        return new UsageFacts(reading.Sketches, reading.Intake, FleetForecaster.Of, []);
    }
}
