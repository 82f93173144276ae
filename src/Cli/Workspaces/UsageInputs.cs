using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Scenarios;
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
}
