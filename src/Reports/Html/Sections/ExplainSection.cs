namespace CostTool.Reports.Html.Sections;

/// <summary>How a reader checks a number.</summary>
internal static class ExplainSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var example = page.Analysis.Scenarios.SelectMany(scenario => scenario.Lines).FirstOrDefault()?.Id ?? "ID";
        html.Heading("explain", "How to check a number")
            .Raw("<p>Every line has an id. <code>costtool explain WORKSPACE '").Text(example).Raw("'</code> prints the chain behind it: formula, price with its source and date, input rows and assumptions.</p>\n")
            .Paragraph("The CSV files beside this page hold the same numbers with all their digits; schema.json says what each column means. analysis.json is the whole model. focus.csv holds the scenarios as FOCUS 1.2 rows, where BilledCost is always 0 because nothing in it was invoiced.");
        html.Raw("<footer>").Text("Written by CostTool. All amounts are US dollars; tax is left out. A scenario is a model, not a quotation.").Raw("</footer>\n");
    }
}
