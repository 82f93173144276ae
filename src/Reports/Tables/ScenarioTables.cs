using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of scenarios, their lines and the way between them.</summary>
internal static class ScenarioTables
{
    /// <summary><c>scenarios.csv</c>, in the order of the output contract.</summary>
    public static ReportTable Scenarios(SavingsAnalysis analysis) => new ReportTable<Scenario>(
        "scenarios.csv", "one way to run the fleet", new ColumnsOf<Scenario>()
            .Text("scenario_id", "Stable id of the scenario.", scenario => scenario.Id)
            .Text("scenario", "Name for people.", scenario => scenario.Name)
            .Money("monthly_usd", "Cost of the month: the exact sum of the scenario's lines.", scenario => scenario.Monthly)
            .Money("monthly_usd_low", "Low end of the monthly cost.", scenario => scenario.MonthlyLow)
            .Money("monthly_usd_high", "High end of the monthly cost.", scenario => scenario.MonthlyHigh)
            .Money("saving_usd_per_month", "Saving against eks-current; empty where none may be claimed.", scenario => scenario.Saving, "USD/month")
            .Ratio("saving_ratio", "ratio", "Saving as a part of eks-current.", scenario => scenario.SavingRatio)
            .Money("one_off_usd", "One-off cost of the move; empty where the policy does not state it.", scenario => scenario.OneOff)
            .Ratio("payback_months", "months", "Months until the saving has paid for the move.", scenario => scenario.PaybackMonths)
            .Text("description", "What is different from today.", scenario => scenario.Description)
            .Texts("caveats", "What to know before choosing it, parted by `; `.", scenario => scenario.Caveats)
            .Texts("unpriced", "Items without a price, which are not in the sum, parted by `; `.", scenario => scenario.Unpriced)
            .Text("period", "The month that the monthly figures are for.", _ => analysis.Month.Label)
            .Flag("estimated", "The bill behind the figures is estimated.", _ => analysis.Month.Estimated)
            .Flag("partial", "The bill behind the figures does not cover the whole month.", _ => analysis.Month.Partial),
        analysis.Scenarios);

    /// <summary><c>scenario_lines.csv</c>; the lines of a scenario add up to its <c>monthly_usd</c> exactly.</summary>
    public static ReportTable Lines(SavingsAnalysis analysis) => new ReportTable<(Scenario Scenario, ScenarioLine Line)>(
        "scenario_lines.csv", "one thing that a scenario pays for", new ColumnsOf<(Scenario Scenario, ScenarioLine Line)>()
            .Text("scenario_id", "Scenario that the line belongs to.", row => row.Scenario.Id)
            .Text("component", "compute, control-plane, storage, network, logs, load-balancing, commitments or migration.", row => row.Line.Component)
            .Text("item", "What is bought.", row => row.Line.Item)
            .Number("quantity", "column `unit`", "Units a month.", row => row.Line.Quantity)
            .Text("unit", "The unit of the quantity.", row => row.Line.Unit)
            .Number("unit_price_usd", "USD per column `unit`", "Price of a unit; empty where the line is carried from the bill as billed.", row => row.Line.UnitPriceUsd)
            .Text("price_id", "Price used, in prices.csv; empty where the line is carried from the bill.", row => row.Line.PriceId?.Value)
            .Money("monthly_usd", "Cost of the month, rounded once, to the millionth of a dollar.", row => row.Line.Monthly)
            .Text("line_id", "Stable id: the anchor in report.html and the argument of `costtool explain`.", row => row.Line.Id)
            .Text("workload_id", "Workload that it belongs to; empty where it serves several.", row => row.Line.WorkloadId)
            .Money("monthly_usd_low", "Low end of the cost.", row => row.Line.Low)
            .Money("monthly_usd_high", "High end of the cost.", row => row.Line.High)
            .Text("formula", "The arithmetic with its numbers.", row => row.Line.Evidence.Formula)
            .Texts("inputs", "Input files with their rows or items, parted by `; `.", row => row.Line.Evidence.Inputs)
            .Texts("assumption_ids", "Assumptions that it rests on, in assumptions.csv, parted by `; `.", row => row.Line.Evidence.AssumptionIds),
        analysis.Scenarios.SelectMany(scenario => scenario.Lines
            .OrderBy(line => line.Component, StringComparer.Ordinal)
            .ThenBy(line => line.Item, StringComparer.Ordinal)
            .ThenBy(line => line.Id, StringComparer.Ordinal)
            .Select(line => (scenario, line))));

    /// <summary><c>waterfall.csv</c>, in the order of the steps.</summary>
    public static ReportTable Waterfall(SavingsAnalysis analysis) => new ReportTable<WaterfallStep>(
        "waterfall.csv", "one step from the bill to the recommended scenario", new ColumnsOf<WaterfallStep>()
            .Text("step", "Name for people.", step => step.Step)
            .Text("step_id", "Stable id of the step.", step => step.StepId)
            .Money("delta_usd_per_month", "Change of the monthly cost; the whole amount for the first step.", step => step.Delta, "USD/month")
            .Money("running_usd_per_month", "Monthly cost after the step.", step => step.Running, "USD/month")
            .Text("explanation", "Why the cost moved.", step => step.Explanation),
        analysis.Waterfall);

    /// <summary><c>like_for_like.csv</c>.</summary>
    public static ReportTable LikeForLike(SavingsAnalysis analysis) => new ReportTable<LikeForLikeRow>(
        "like_for_like.csv", "one comparison of nodes and Fargate with all else equal", new ColumnsOf<LikeForLikeRow>()
            .Text("comparison", "What is held equal.", row => row.Comparison)
            .Money("eks_monthly_usd", "Best on nodes; empty where it does not exist.", row => row.EksMonthly, "USD/month")
            .Money("fargate_monthly_usd", "Best on Fargate; empty where it is not sold.", row => row.FargateMonthly, "USD/month")
            .Text("cheaper", "eks, fargate, equal or unknown.", row => row.Cheaper),
        analysis.LikeForLike);
}
