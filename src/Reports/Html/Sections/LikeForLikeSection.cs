using CostTool.Reports.Text;

namespace CostTool.Reports.Html.Sections;

/// <summary>Nodes against Fargate with all else equal.</summary>
internal static class LikeForLikeSection
{
    /// <summary>Writes the section.</summary>
    public static void Write(HtmlBuilder html, PageContent page)
    {
        if (page.Analysis.LikeForLike.Count == 0) return;
        html.Heading("like-for-like", "Like with like")
            .Paragraph("The best of nodes beside the best of Fargate with the same architecture, the same commitment and the same region, also where nodes win.");
        var table = new HtmlTable(html, "Comparisons, USD per month", ("Held equal", ColumnLook.Prose), ("EKS on nodes", ColumnLook.Number), ("Fargate", ColumnLook.Number), ("Cheaper", ColumnLook.Plain));
        foreach (var row in page.Analysis.LikeForLike)
            table.Row([row.Comparison, Shown.Money(row.EksMonthly), Shown.Money(row.FargateMonthly), row.Cheaper switch { "eks" => "EKS on nodes", "fargate" => "Fargate", var other => other }]);
        table.End();
    }
}
