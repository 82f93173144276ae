using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of what was billed and how well the model explains it.</summary>
internal static class BillTables
{
    /// <summary><c>reconciliation.csv</c>, sorted by service and usage type.</summary>
    public static ReportTable Reconciliation(SavingsAnalysis analysis) => new ReportTable<ReconciliationRow>(
        "reconciliation.csv", "one usage type of one service on the bill", new ColumnsOf<ReconciliationRow>()
            .Text("service", "Service as the bill names it.", row => row.Service)
            .Text("usage_type", "Usage type as the bill names it.", row => row.UsageType)
            .Money("billed_usd", "Amortised cost on the bill.", row => row.Billed)
            .Money("modelled_usd", "What the model says; empty out of scope.", row => row.Modelled)
            .Money("residual_usd", "Billed less modelled; empty out of scope.", row => row.Residual)
            .Text("scope", "modelled, carried or out-of-scope.", row => Names.Of(row.Scope))
            .Text("explanation", "How the modelled number was made.", row => row.Explanation),
        analysis.Reconciliation
            .OrderBy(row => row.Service, StringComparer.Ordinal)
            .ThenBy(row => row.UsageType, StringComparer.Ordinal)
            .ThenBy(row => row.Scope)
            .ThenBy(row => row.Billed));

    /// <summary><c>bill_services.csv</c>, sorted by service and purchase option.</summary>
    public static ReportTable Services(SavingsAnalysis analysis) => new ReportTable<ServiceSpend>(
        "bill_services.csv", "one service and purchase option on the bill", new ColumnsOf<ServiceSpend>()
            .Text("service", "Service as the bill names it.", row => row.Service)
            .Text("purchase_option", "on-demand, spot, savings-plan or reserved.", row => Names.Of(row.Purchase))
            .Money("amortised_usd", "Amortised cost.", row => row.Amortised)
            .Text("period", "The month that the figures are for.", _ => analysis.Month.Label)
            .Flag("estimated", "The bill is estimated.", _ => analysis.Month.Estimated)
            .Flag("partial", "The bill does not cover the whole month.", _ => analysis.Month.Partial),
        (analysis.Bill?.Services ?? [])
            .OrderBy(row => row.Service, StringComparer.Ordinal)
            .ThenBy(row => row.Purchase));
}
