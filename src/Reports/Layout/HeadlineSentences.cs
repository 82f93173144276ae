using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Layout;

/// <summary>The headline as sentences, for the summary and the terminal.</summary>
internal static class HeadlineSentences
{
    /// <summary>The sentences in the order of importance.</summary>
    public static IReadOnlyList<string> Of(SavingsAnalysis analysis, Headline headline)
    {
        var sentences = new List<string>();
        if (headline.Current is { } current)
            sentences.Add($"Today: {Shown.Money(current.Monthly)} a month (band {Shown.Money(current.MonthlyLow)} to {Shown.Money(current.MonthlyHigh)}).");
        else if (analysis.Bill is { } bill)
            sentences.Add($"The bill: {Shown.Money(bill.Amortised)} amortised; credits {Shown.Money(bill.Credits)}, refunds {Shown.Money(bill.Refunds)} and tax {Shown.Money(bill.Tax)} apart.");
        if (headline.Recommended is { } recommended) Recommended(sentences, headline, recommended);
        else sentences.Add("Nothing is recommended: there is no cluster and no compute to compare.");
        Trust(sentences, analysis, headline);
        return sentences;
    }

    private static void Recommended(List<string> sentences, Headline headline, Scenario recommended)
    {
        sentences.Add($"Recommended: {Shown.Money(recommended.Monthly)} a month (band {Shown.Money(recommended.MonthlyLow)} to {Shown.Money(recommended.MonthlyHigh)}).");
        if (headline.Blocked || recommended.Saving is not { } saving)
        {
            sentences.Add("No saving is claimed.");
            return;
        }
        sentences.Add(saving.Amount < 0
            ? $"It costs {Shown.Money(-saving)} a month more than today."
            : $"Net saving: {Shown.Money(saving)} a month ({Shown.Percent(recommended.SavingRatio)}), {Shown.Money(headline.SavingPerYear)} in twelve such months.");
        sentences.Add(recommended.OneOff is { } oneOff
            ? $"One-off cost: {Shown.Money(oneOff)}{(recommended.PaybackMonths is { } months ? $", paid back in {Shown.Months(months)}" : "")}."
            : "One-off cost: not stated in the policy, so the payback is not known.");
    }

    private static void Trust(List<string> sentences, SavingsAnalysis analysis, Headline headline)
    {
        if (analysis.Verdict is { } verdict)
            sentences.Add($"The model leaves {Shown.Percent(verdict.ResidualRatio)} of the bill in scope unexplained; the bound is {Shown.Percent(verdict.Bound)}.");
        if (headline.Coverage is { } coverage) sentences.Add($"Coverage: {Shown.Percent(coverage)} of the amortised bill is analysed.");
        if (headline.PriceDates is var (first, last)) sentences.Add($"Prices dated {(first == last ? first : $"{first} to {last}")}.");
    }
}
