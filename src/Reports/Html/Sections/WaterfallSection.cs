using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>From the bill to the recommended scenario.</summary>
internal static class WaterfallSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Headline.Waterfall.Count == 0) return;
        if (page.Headline.Blocked) html.Heading("waterfall", "What the model explains").Paragraph("Steps after the residual are left out here because no saving is claimed.");
        else html.Heading("waterfall", "From today to the recommended scenario").Paragraph("Each step reprices the fleet as the step before left it, so the steps add up and no saving is counted twice. What the model cannot explain is a step of its own.");
        page.Chart(html, "chart-waterfall");
        var table = new HtmlTable(html, "Steps of the waterfall, USD per month", ("Step", ColumnLook.Plain), ("Change", ColumnLook.Number), ("Running", ColumnLook.Number), ("Why", ColumnLook.Prose));
        foreach (var (at, step) in page.Headline.Waterfall.Index())
        {
            var change = at == 0 ? new Cell(Shown.Money(step.Delta)) : new Cell(Shown.Change(step.Delta), Style: step.StepId is "out-of-scope" or "residual" ? null : step.Delta.Amount < 0 ? "down" : step.Delta.Amount > 0 ? "up" : null);
            table.Row([step.Step, change, Shown.Money(step.Running), step.Explanation], "waterfall/" + step.StepId);
        }
        table.End();
    }
}
