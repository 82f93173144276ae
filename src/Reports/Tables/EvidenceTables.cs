using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of what the numbers rest on.</summary>
internal static class EvidenceTables
{
    /// <summary><c>assumptions.csv</c>, sorted by id.</summary>
    public static ReportTable Assumptions(SavingsAnalysis analysis) => new ReportTable<Assumption>(
        "assumptions.csv", "one assumption", new ColumnsOf<Assumption>()
            .Text("id", "Stable id.", row => row.Id)
            .Text("name", "Name for people.", row => row.Name)
            .Text("value", "Value, invariant culture.", row => row.Value)
            .Text("unit", "Unit of the value.", row => row.Unit)
            .Text("source", "Document, input file or reasoning.", row => row.Source)
            .Text("dated", "Date of the source: yyyy, yyyy-MM or yyyy-MM-dd.", row => row.Dated)
            .Text("set_by", "built-in, policy, bill or inventory.", row => row.SetBy)
            .Ratio("elasticity", "percent per +10 %", "Change of the recommended saving for +10 % of the value; empty where it was not computed.", row => row.Elasticity),
        analysis.Assumptions.OrderBy(row => row.Id, StringComparer.Ordinal));

    /// <summary><c>prices.csv</c>, sorted by id.</summary>
    public static ReportTable Prices(SavingsAnalysis analysis) => new ReportTable<Price>(
        "prices.csv", "one price that some line used", new ColumnsOf<Price>()
            .Text("price_id", "Stable id.", row => row.Id.Value)
            .Number("usd_per_unit", "USD per column `unit`", "Price before tax and discounts.", row => row.UsdPerUnit)
            .Text("unit", "Unit that is priced.", row => row.Unit)
            .Text("kind", "sourced, derived or unverified.", row => Names.Of(row.Kind))
            .Text("source", "Document or formula.", row => row.Source)
            .Text("dated", "Date that the source gives: yyyy, yyyy-MM, yyyy-MM-dd or undated.", row => row.Dated)
            .Text("note", "What to know beside the number.", row => row.Note),
        analysis.Prices.OrderBy(row => row.Id.Value, StringComparer.Ordinal));

    /// <summary><c>findings.csv</c>, most serious first.</summary>
    public static ReportTable Findings(SavingsAnalysis analysis) => new ReportTable<Finding>(
        "findings.csv", "one thing to know before trusting the numbers", new ColumnsOf<Finding>()
            .Text("level", "blocking, warning or note.", row => Names.Of(row.Level))
            .Text("finding", "What and where.", row => row.Text)
            .Text("mend", "What can be done.", row => row.Mend),
        analysis.Findings.OrderByDescending(row => row.Level).ThenBy(row => row.Text, StringComparer.Ordinal));

    /// <summary><c>inputs.csv</c>, sorted by path.</summary>
    public static ReportTable Inputs(SavingsAnalysis analysis) => new ReportTable<InputFile>(
        "inputs.csv", "one input file", new ColumnsOf<InputFile>()
            .Text("path", "Path relative to the workspace.", row => row.Path)
            .Text("role", "What it was read as.", row => row.Role)
            .Count("rows", "rows or items", "Rows or items read; empty where that has no meaning.", row => row.Rows)
            .Text("sha256", "Hash of the bytes, lower-case hex.", row => row.Sha256),
        analysis.Inputs.OrderBy(row => row.Path, StringComparer.Ordinal));
}
