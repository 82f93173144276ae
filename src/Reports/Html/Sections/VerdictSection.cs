using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Whether the model explains the bill, before any saving is looked at.</summary>
internal static class VerdictSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.Verdict is not { } verdict)
        {
            if (page.Analysis.Scenarios.Count == 0) return;
            html.Heading("verdict", "Does the model explain the bill?");
            HeadlineSection.Banner(html, "warn", "There is no bill to compare with",
                "Today's cost is nodes at list price. Discounts, commitments and what runs beside the cluster are not in it; give a bill before you decide on money.");
            return;
        }
        html.Heading("verdict", "Does the model explain the bill?");
        var sums = $"Billed in scope {Shown.Money(verdict.BilledInScope)}, modelled {Shown.Money(verdict.Modelled)}, difference {Shown.Change(verdict.Residual)}. "
            + $"Differences by usage type, which do not cancel, add up to {Shown.Percent(verdict.ResidualRatio)} of the bill in scope; the bound is {Shown.Percent(verdict.Bound)}.";
        if (verdict.SavingsAllowed) HeadlineSection.Banner(html, "good", "Yes, within the bound", sums);
        else HeadlineSection.Banner(html, "stop", "No: no saving is claimed", sums + " The scenarios below are shown at their cost only.");
    }
}
