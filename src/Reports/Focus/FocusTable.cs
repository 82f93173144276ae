using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Reports.Tables;
using CostTool.Reports.Text;

namespace CostTool.Reports.Focus;

/// <summary>
/// The scenarios as FOCUS 1.2 rows, for tools that read that format. Nothing in it was invoiced, so <c>BilledCost</c> is 0 on every row and the
/// modelled money stands in EffectiveCost (and in ListCost and ContractedCost, as no discount is modelled); <c>x_Modelled</c> is true on every row.
/// </summary>
internal static class FocusTable
{
    private const string Aws = "Amazon Web Services";

    /// <summary><c>focus.csv</c>: one row for each scenario line. Without a bill there is no period, and the four period columns are empty.</summary>
    public static ReportTable Of(SavingsAnalysis analysis)
    {
        var begins = analysis.Month.Month;
        var ends = begins?.AddMonths(1);
        var prices = analysis.Prices.ToDictionary(price => price.Id);
        return new ReportTable<(Scenario Scenario, ScenarioLine Line)>(
            "focus.csv", "one scenario line as a FOCUS 1.2 charge", new ColumnsOf<(Scenario Scenario, ScenarioLine Line)>()
                .Money("BilledCost", "Always 0: modelled money was never invoiced.", _ => Usd.Zero)
                .Text("BillingAccountId", "Always costtool-model: no account is billed for a scenario.", _ => "costtool-model")
                .Text("BillingAccountName", "Name of the workspace.", _ => analysis.Workspace)
                .Text("BillingAccountType", "Always Model.", _ => "Model")
                .Text("BillingCurrency", "Always USD.", _ => "USD")
                .Midnight("BillingPeriodEnd", "First instant after the month; empty without a bill.", _ => ends)
                .Midnight("BillingPeriodStart", "First instant of the month; empty without a bill.", _ => begins)
                .Text("ChargeCategory", "Always Usage.", _ => "Usage")
                .Text("ChargeClass", "Always empty: no corrections.", _ => null)
                .Text("ChargeDescription", "What is bought.", row => row.Line.Item)
                .Text("ChargeFrequency", "Always Usage-Based.", _ => "Usage-Based")
                .Midnight("ChargePeriodEnd", "First instant after the month; empty without a bill.", _ => ends)
                .Midnight("ChargePeriodStart", "First instant of the month; empty without a bill.", _ => begins)
                .Number("ConsumedQuantity", "column `ConsumedUnit`", "Units a month.", row => row.Line.Quantity)
                .Text("ConsumedUnit", "Unit of the quantity.", row => row.Line.Unit)
                .Money("ContractedCost", "Modelled cost: no negotiated discount is modelled.", row => row.Line.Monthly)
                .Number("ContractedUnitPrice", "USD per column `PricingUnit`", "Price used; empty where the line is carried from the bill.", row => row.Line.UnitPriceUsd)
                .Money("EffectiveCost", "Modelled cost of the month.", row => row.Line.Monthly)
                .Text("InvoiceIssuerName", "Who would issue the invoice.", _ => Aws)
                .Money("ListCost", "Modelled cost.", row => row.Line.Monthly)
                .Number("ListUnitPrice", "USD per column `PricingUnit`", "Price used; empty where the line is carried from the bill.", row => row.Line.UnitPriceUsd)
                .Text("PricingCategory", "Standard, Dynamic (Spot), Committed or Other (carried from the bill).", row => FocusVocabulary.PricingCategory(row.Line))
                .Number("PricingQuantity", "column `PricingUnit`", "Units a month.", row => row.Line.Quantity)
                .Text("PricingUnit", "Unit that is priced.", row => row.Line.Unit)
                .Text("ProviderName", "Who sells it.", _ => Aws)
                .Text("PublisherName", "Who makes it.", _ => Aws)
                .Text("RegionId", "Region; empty where the inputs name none.", _ => analysis.Region?.Code)
                .Text("RegionName", "Region; empty where the inputs name none.", _ => analysis.Region?.Code)
                .Text("ResourceId", "Workload that it belongs to; empty where it serves several.", row => row.Line.WorkloadId)
                .Text("ResourceName", "The same.", row => row.Line.WorkloadId)
                .Text("ResourceType", "Workload, or empty.", row => row.Line.WorkloadId is null ? null : "Workload")
                .Text("ServiceCategory", "FOCUS category of the component.", row => FocusVocabulary.Service(row.Line).Category)
                .Text("ServiceName", "AWS service.", row => FocusVocabulary.Service(row.Line).Name)
                .Text("ServiceSubcategory", "FOCUS subcategory of the component.", row => FocusVocabulary.Service(row.Line).Subcategory)
                .Text("SkuId", "Price used, in prices.csv.", row => row.Line.PriceId?.Value)
                .Text("SkuPriceId", "Price used, in prices.csv.", row => row.Line.PriceId?.Value)
                .Flag("x_Modelled", "Always true: keep these rows apart from a bill.", _ => true)
                .Text("x_ScenarioId", "Scenario. Never add up rows of two scenarios.", row => row.Scenario.Id)
                .Text("x_LineId", "Line in scenario_lines.csv.", row => row.Line.Id)
                .Text("x_Component", "Component of the scenario.", row => row.Line.Component)
                .Money("x_ConfidenceLow", "Low end of the cost.", row => row.Line.Low)
                .Money("x_ConfidenceHigh", "High end of the cost.", row => row.Line.High)
                .Text("x_PriceId", "Price used, in prices.csv.", row => row.Line.PriceId?.Value)
                .Text("x_PriceKind", "sourced, derived or unverified.", row => row.Line.PriceId is { } id && prices.TryGetValue(id, out var price) ? Names.Of(price.Kind) : null)
                .Texts("x_AssumptionSet", "Assumptions that it rests on, in assumptions.csv, parted by `; `.", row => row.Line.Evidence.AssumptionIds)
                .Text("x_Period", "The month that the figures are for.", _ => analysis.Month.Label),
            analysis.Scenarios.SelectMany(scenario => scenario.Lines.OrderBy(line => line.Id, StringComparer.Ordinal).Select(line => (scenario, line))));
    }
}
