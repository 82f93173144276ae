using System.Security.Cryptography;
using System.Text;
using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Charts;
using CostTool.Reports.Html.Sections;
using CostTool.Reports.Layout;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports.Html;

/// <summary>What the sections of the page read.</summary>
/// <param name="Analysis">The model.</param>
/// <param name="Plan">What becomes of the Celery schedules, or null without them.</param>
/// <param name="Backtest">How ways of sizing would have done, or null without one.</param>
/// <param name="Headline">Its first figures.</param>
/// <param name="Charts">The charts that have data, by name.</param>
internal sealed record PageContent(SavingsAnalysis Analysis, SchedulePlan? Plan, BacktestResult? Backtest, Headline Headline, IReadOnlyDictionary<string, ChartImage> Charts)
{
    /// <summary>Puts a chart into the page, or nothing where it has no data.</summary>
    public void Chart(HtmlBuilder html, string name)
    {
        if (Charts.TryGetValue(name, out var chart)) html.Raw("<figure>\n").Raw(chart.Svg).Raw("\n</figure>\n");
    }
}

/// <summary><c>report.html</c>: one file that asks for nothing from outside, made of sections in the order in which finance reads.</summary>
internal static class ReportPage
{
    /// <summary>Name of the file.</summary>
    public const string Name = "report.html";

    private const string FontNotice =
        "/* DejaVu Sans (part): Copyright (c) 2003 by Bitstream, Inc. All Rights Reserved. Bitstream Vera is a trademark of Bitstream, Inc. DejaVu changes are in public domain. Licence: https://dejavu-fonts.github.io/License.html */";

    private static readonly Lazy<string> Style = new(() => $"{FontNotice}\n{ChartSvg.FontFaces()}\n{EmbeddedResource.ReadText("report.css").ReplaceLineEndings("\n")}");

    /// <summary>Writes the page.</summary>
    public static string Write(SavingsAnalysis analysis, SchedulePlan? plan, BacktestResult? backtest, IReadOnlyList<ChartImage> charts)
    {
        var page = new PageContent(analysis, plan, backtest, Headline.Of(analysis), charts.ToDictionary(chart => chart.Name));
        var html = new HtmlBuilder();
        Open(html, analysis);
        HeadlineSection.Write(html, page);
        VerdictSection.Write(html, page);
        WaterfallSection.Write(html, page);
        ScenariosSection.Write(html, page);
        LikeForLikeSection.Write(html, page);
        SpendSection.Write(html, page);
        CommitmentsSection.Write(html, page);
        IdleSection.Write(html, page);
        BreakEvenSection.Write(html, page);
        WorkloadsSection.Write(html, page);
        RightsizingSection.Write(html, page);
        BacktestSection.Write(html, page);
        SchedulesSection.Write(html, page);
        BillSection.Write(html, page);
        ReconciliationSection.Write(html, page);
        AssumptionsSection.Write(html, page);
        PricesSection.Write(html, page);
        FindingsSection.Write(html, page);
        InputsSection.Write(html, page);
        LinesSection.Write(html, page);
        ExplainSection.Write(html, page);
        return html.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Open(HtmlBuilder html, SavingsAnalysis analysis)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Value)));
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; font-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Element("title", $"{analysis.Workspace}: compute cost, {analysis.Month.Label}")
            .Raw("<style>").Raw(Style.Value).Raw("</style>\n</head>\n<body>\n");
    }
}
