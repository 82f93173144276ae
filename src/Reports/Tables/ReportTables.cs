using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Tables;

/// <summary>Every CSV of a report.</summary>
internal static class ReportTables
{
    /// <summary>The tables in the order of their names; a table without rows still has its header.</summary>
    public static IReadOnlyList<ReportTable> Of(SavingsAnalysis analysis) =>
    [
        EvidenceTables.Assumptions(analysis),
        BillTables.Services(analysis),
        CapacityTables.BreakEven(analysis),
        EvidenceTables.Findings(analysis),
        Focus.FocusTable.Of(analysis),
        CapacityTables.IdleSplit(analysis),
        EvidenceTables.Inputs(analysis),
        ScenarioTables.LikeForLike(analysis),
        EvidenceTables.Prices(analysis),
        BillTables.Reconciliation(analysis),
        .. analysis.Sizes is { } sizes ? [RightsizingTable.Of(sizes)] : Array.Empty<ReportTable>(),
        ScenarioTables.Lines(analysis),
        ScenarioTables.Scenarios(analysis),
        ScenarioTables.Waterfall(analysis),
        WorkloadTable.Of(analysis),
    ];
}
