using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>The one-page answer: what it costs, what it could cost, and how far to trust that.</summary>
internal static class HeadlineSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        var analysis = page.Analysis;
        html.Raw("<header>\n").Paragraph("CostTool savings report", "eyebrow").Element("h1", analysis.Workspace);
        html.Raw("<p class=\"lead\">").Text(analysis.Region is { } region ? $"{region} · {analysis.Month.Label}" : analysis.Month.Label);
        foreach (var label in page.Headline.Labels) html.Raw(" <span class=\"badge\">").Text(label).Raw("</span>");
        html.Raw("</p>\n");
        Navigation(html, page);
        html.Raw("</header>\n<main>\n");
        if (analysis.Month.Estimated || analysis.Month.Partial) Unfinished(html, analysis.Month);
        foreach (var finding in analysis.Findings.Where(finding => finding.Level is FindingLevel.Blocking))
            Banner(html, "stop", "This forbids a conclusion", finding.Mend is null ? finding.Text : $"{finding.Text}. To mend: {finding.Mend}");
        var figures = new HtmlBuilder();
        Money(figures, page);
        Trust(figures, page);
        if (figures.ToString() is { Length: > 0 } content) html.Raw("<dl class=\"figures\">\n").Raw(content).Raw("</dl>\n");
        if (page.Headline.Recommended is { Caveats.Count: > 0 } recommended)
            html.Raw("<p><strong>Before you choose it:</strong> ").Text(string.Join("; ", recommended.Caveats)).Raw(".</p>\n");
        var warnings = analysis.Findings.Count(finding => finding.Level is FindingLevel.Warning);
        if (warnings > 0)
            html.Raw("<p><a href=\"#findings\">").Text(warnings == 1 ? "One warning says" : $"{warnings} warnings say").Raw("</a> how far the numbers can be trusted.</p>\n");
    }

    /// <summary>A statement that stands out.</summary>
    public static void Banner(HtmlBuilder html, string kind, string title, string text) =>
        html.Raw($"<div class=\"banner {kind}\" role=\"note\"><strong>").Text(title).Raw("</strong>").Paragraph(text).Raw("</div>\n");

    private static void Navigation(HtmlBuilder html, PageContent page)
    {
        html.Raw("<nav aria-label=\"Sections\">");
        (string Id, string Name, bool Shown)[] sections =
        [
            ("waterfall", "Waterfall", page.Headline.Waterfall.Count > 0), ("scenarios", "Scenarios", page.Analysis.Scenarios.Count > 0),
            ("rightsizing", "Rightsizing", page.Analysis.Sizes is not null), ("idle", "Idle", page.Analysis.Idle is not null), ("workloads", "Workloads", page.Analysis.Workloads.Count > 0),
            ("bill", "Bill", page.Analysis.Bill is not null), ("assumptions", "Assumptions", page.Analysis.Assumptions.Count > 0),
            ("findings", "Findings", page.Analysis.Findings.Count > 0), ("lines", "Every line", page.Analysis.Scenarios.Count > 0), ("explain", "How to check", true),
        ];
        foreach (var (id, name, _) in sections.Where(section => section.Shown)) html.Raw($"<a href=\"#{id}\">").Text(name).Raw("</a> ");
        html.Raw("</nav>\n");
    }

    private static void Unfinished(HtmlBuilder html, AnalysedMonth month)
    {
        var what = (month.Estimated, month.Partial) switch
        {
            (true, true) => "The bill is estimated and does not cover the whole month",
            (true, false) => "The bill is estimated",
            _ => "The bill does not cover the whole month",
        };
        Banner(html, "warn", what, "Every figure of this report rests on it and will change when the month is closed. Do not present it as final.");
    }

    private static void Money(HtmlBuilder html, PageContent page)
    {
        var (current, recommended) = (page.Headline.Current, page.Headline.Recommended);
        if (current is not null)
            Figure(html, "Current run-rate, per month", Shown.Money(current.Monthly), $"band {Shown.Money(current.MonthlyLow)} to {Shown.Money(current.MonthlyHigh)}", current.Id, true);
        else if (page.Analysis.Bill is { } bill)
            Figure(html, "Amortised bill of the period", Shown.Money(bill.Amortised), "tax, credits and refunds apart", null, true);
        if (recommended is not null)
            Figure(html, "Proposed, per month", Shown.Money(recommended.Monthly), $"band {Shown.Money(recommended.MonthlyLow)} to {Shown.Money(recommended.MonthlyHigh)}", recommended.Id, true);
        if (current is null || recommended is null) return;
        if (page.Headline.Blocked || recommended.Saving is not { } saving)
        {
            Figure(html, "Net saving", "not claimed", "the model does not explain the bill well enough", null, true);
            return;
        }
        var direction = saving.Amount < 0 ? "Added cost, per month" : "Net saving, per month";
        Figure(html, direction, Shown.Money(saving), $"{Shown.Percent(recommended.SavingRatio)} of today; {Shown.Money(page.Headline.SavingPerYear)} in twelve such months", null, true);
        Figure(html, "One-off cost", recommended.OneOff is { } oneOff ? Shown.Money(oneOff) : "not stated", recommended.OneOff is null ? "the policy names none" : "from the policy", null, false);
        Figure(html, "Payback", recommended.PaybackMonths is { } months ? Shown.Months(months) : "unknown", "one-off cost over the saving", null, false);
    }

    private static void Trust(HtmlBuilder html, PageContent page)
    {
        var headline = page.Headline;
        if (headline.Coverage is { } coverage)
            Figure(html, "Coverage", Shown.Percent(coverage), $"of the amortised bill is analysed; {Shown.Percent(1 - coverage)} is other services, listed", null, false);
        if (page.Analysis.Verdict is { } verdict)
            Figure(html, "Left unexplained", Shown.Percent(verdict.ResidualRatio), $"bound {Shown.Percent(verdict.Bound)}", null, false);
        if (headline.PriceDates is var (first, last))
            Figure(html, "Prices dated", first == last ? first : $"{first} to {last}", $"{page.Analysis.Prices.Count} prices used", null, false, "value dates");
    }

    private static void Figure(HtmlBuilder html, string name, string value, string detail, string? scenarioId, bool main, string style = "value")
    {
        html.Raw(main ? "<div class=\"figure main\">" : "<div class=\"figure\">").Element("dt", name);
        html.Raw(scenarioId is null ? $"<dd class=\"{style}\">" : $"<dd class=\"{style}\" data-scenario=\"{HtmlBuilder.Encode(scenarioId)}\">").Text(value).Raw("</dd>\n");
        html.Element("dd", detail, "class=\"detail\"").Raw("</div>\n");
    }
}
