using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Html;
using CostTool.Reports.Layout;
using CostTool.Reports.Text;

namespace CostTool.Reports;

/// <summary>The short table that a terminal shows after a report was written. Plain text: it reads the same without colour.</summary>
public static class TerminalSummary
{
    // Names longer than this would push the numbers off an 80-column terminal.
    private const int NameWidth = 28;

    /// <summary>Writes headline, scenarios and caveats.</summary>
    /// <param name="analysis">What to print.</param>
    /// <param name="folder">Where the files are, as the user named it; null prints no place.</param>
    /// <param name="output">Where to.</param>
    public static void Write(SavingsAnalysis analysis, string? folder, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(output);
        var headline = Headline.Of(analysis);
        var labels = headline.Labels.Count == 0 ? "" : $"  [{string.Join(", ", headline.Labels).ToUpperInvariant()}]";
        output.WriteLine($"{VisibleText.Of(analysis.Workspace)}: {(analysis.Region is { } region ? $"{region}, " : "")}{VisibleText.Of(analysis.Month.Label)}{labels}");
        output.WriteLine();
        foreach (var sentence in HeadlineSentences.Of(analysis, headline)) output.WriteLine($"  {VisibleText.Of(sentence)}");
        if (analysis.Scenarios.Count > 0) Table(analysis, output);
        foreach (var finding in analysis.Findings.Where(finding => finding.Level is not FindingLevel.Note).OrderByDescending(finding => finding.Level))
            output.WriteLine($"  {Names.Of(finding.Level)}: {VisibleText.Of(finding.Text)}");
        if (folder is null) return;
        output.WriteLine();
        output.WriteLine($"  report: {VisibleText.Of(Path.Combine(folder, ReportPage.Name))}");
    }

    private static void Table(SavingsAnalysis analysis, TextWriter output)
    {
        var caveats = analysis.Scenarios.SelectMany(scenario => scenario.Caveats.Concat(scenario.Unpriced.Select(item => $"not in the sum: {item}"))).Distinct().ToList();
        output.WriteLine();
        output.WriteLine($"  {"scenario",-NameWidth}{"USD/month",12}{"band",25}{"saving",12}");
        foreach (var scenario in analysis.Scenarios)
        {
            var marks = string.Concat(scenario.Caveats.Concat(scenario.Unpriced.Select(item => $"not in the sum: {item}")).Select(caveat => $" [{caveats.IndexOf(caveat) + 1}]"));
            var band = $"{Amount(scenario.MonthlyLow)} to {Amount(scenario.MonthlyHigh)}";
            output.WriteLine($"  {Shorten(scenario.Name),-NameWidth}{Amount(scenario.Monthly),12}{band,25}{(scenario.Saving is { } saving ? Amount(saving) : Shown.Unknown),12}{marks}");
        }
        foreach (var (at, caveat) in caveats.Index()) output.WriteLine($"  [{at + 1}] {VisibleText.Of(caveat)}");
        output.WriteLine();
    }

    private static string Amount(Analyzer.Units.Usd usd) => Shown.Money(usd).Replace("$", "", StringComparison.Ordinal);

    private static string Shorten(string name)
    {
        var visible = VisibleText.Of(name);
        return visible.Length < NameWidth ? visible : string.Concat(visible.AsSpan(0, NameWidth - 2), "…");
    }
}
