using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Layout;
using CostTool.Reports.Text;
using static CostTool.Reports.Text.MarkdownText;

namespace CostTool.Reports.Summaries;

/// <summary><c>summary.md</c>: the headline and the scenarios on one page.</summary>
internal static class SummaryMarkdown
{
    /// <summary>Name of the file.</summary>
    public const string Name = "summary.md";

    // More would not be one page.
    private const int MostFindings = 8;

    /// <summary>Writes the page.</summary>
    public static void Write(SavingsAnalysis analysis, TextWriter output)
    {
        var headline = Headline.Of(analysis);
        output.WriteLine($"# {Escape(analysis.Workspace)}: compute cost");
        output.WriteLine();
        var labels = headline.Labels.Count == 0 ? "" : $" **{string.Join(", ", headline.Labels).ToUpperInvariant()}**";
        output.WriteLine((analysis.Region is { } region ? $"{region}, " : "") + Escape(analysis.Month.Label) + labels);
        output.WriteLine();
        foreach (var sentence in HeadlineSentences.Of(analysis, headline)) output.WriteLine($"- {Escape(sentence)}");
        output.WriteLine();
        Scenarios(analysis, output);
        Findings(analysis, output);
        output.WriteLine("The whole report is in `report.html`, the numbers in the CSV files beside it, their meaning in `schema.json`.");
    }

    private static void Scenarios(SavingsAnalysis analysis, TextWriter output)
    {
        if (analysis.Scenarios.Count == 0) return;
        output.WriteLine("| Scenario | USD per month | Band | Saving | Caveats |");
        output.WriteLine("|---|---:|---:|---:|---|");
        foreach (var scenario in analysis.Scenarios)
        {
            var saving = scenario.Saving is { } amount ? $"{Shown.Money(amount)} ({Shown.Percent(scenario.SavingRatio)})" : Shown.Unknown;
            var caveats = string.Join("; ", scenario.Caveats.Concat(scenario.Unpriced.Select(item => $"no price: {item}")));
            output.WriteLine($"| {Escape(scenario.Name)} | {Shown.Money(scenario.Monthly)} | {Shown.Money(scenario.MonthlyLow)} to {Shown.Money(scenario.MonthlyHigh)} | {saving} | {Escape(caveats)} |");
        }
        output.WriteLine();
    }

    private static void Findings(SavingsAnalysis analysis, TextWriter output)
    {
        var findings = analysis.Findings.Where(finding => finding.Level is not FindingLevel.Note)
            .OrderByDescending(finding => finding.Level).ThenBy(finding => finding.Text, StringComparer.Ordinal).ToList();
        if (findings.Count == 0) return;
        output.WriteLine("## Before you trust the numbers");
        output.WriteLine();
        foreach (var finding in findings.Take(MostFindings))
            output.WriteLine($"- {Names.Of(finding.Level)}: {Escape(finding.Text)}{(finding.Mend is null ? "" : $" ({Escape(finding.Mend)})")}");
        if (findings.Count > MostFindings) output.WriteLine($"- and {findings.Count - MostFindings} more, in `findings.csv`");
        output.WriteLine();
    }
}
