using System.Globalization;
using CostTool.Analyzer.Backtesting;
using CostTool.Reports.Charts;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>How ours and the published ways of sizing would have done on the samples of the report.</summary>
internal static class BacktestSection
{
    /// <summary>Writes the section; nothing without a backtest.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Backtest is not { } result) return;
        html.Heading("backtest", "Would these sizes have held?", newPage: false)
            .Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"Every method saw {result.Plan.Train.TotalDays:0.#} days of these samples and chose sizes; the {result.Plan.Test.TotalDays:0.#} days after them judged. {result.Trials} workloads times origins were scored on Fargate's sizes. A method that costs less than the oracle buys sizes that do not hold: read the columns together. So few days and workloads show gross errors only; docs/backtest.md has the comparison on more."));
        var table = new HtmlTable(html, "Methods by cost; ours at other accepted risks are in frontier.csv",
            ("Method", ColumnLook.Name), ("Cost over the oracle's", ColumnLook.Number), ("Memory exceeded", ColumnLook.Number), ("Time above processor", ColumnLook.Number));
        foreach (var score in result.Scores.Where(score => score.Origin != MethodOrigin.OursAtAnotherPoint).OrderBy(score => score.CostRatioToOracle).ThenBy(score => score.Method, StringComparer.Ordinal))
        {
            table.Row(
            [
                score.Method,
                score.CostRatioToOracle.ToString("0.00", CultureInfo.InvariantCulture),
                Share(score.MemoryBreachWorkloadRatio),
                Share(score.CpuBreachMinutesRatio),
            ], strong: score.Origin == MethodOrigin.Ours);
        }

        table.End();
        page.Chart(html, FrontierChart.MemoryName);
        page.Chart(html, CalibrationChart.Name);
    }

    private static string Share(double? ratio) => ratio is { } known ? Shown.Percent((decimal)known) : Shown.Unknown;
}
