using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Tests.Billing;

/// <summary>Saved Cost Explorer answers in the shapes that the API and the AWS CLI give.</summary>
public sealed class CostExplorerTests
{
    [Fact]
    public void Service_and_usage_type_metrics_and_the_estimate_are_kept()
    {
        using var folder = new BillFolder();
        var ledger = BillFolder.Read(folder.Write("ce.json", Answer("2026-10-01", "2026-11-01", estimated: true, """["Amazon Elastic Container Service","EUW3-SpotUsage-Fargate-vCPU-Hours:perCPU"]""")));
        var line = Assert.Single(ledger.Lines);
        Assert.Equal(("Amazon Elastic Container Service", "EUW3-SpotUsage-Fargate-vCPU-Hours:perCPU", PurchaseOption.Spot), (line.Service, line.UsageType, line.Purchase));
        Assert.Equal((1.5m, 1.2m, 100m, "vCPU-Hours"), (line.Unblended.Amount, line.Amortised.Amount, line.UsageAmount, line.UsageUnit));
        Assert.True(Assert.Single(ledger.Months).Estimated);
        Assert.Empty(ledger.Notes);
    }

    [Theory]
    [InlineData("2026-10-01", "2026-11-01", false)]
    [InlineData("2026-10-01", "2026-10-31", true)]
    [InlineData("2026-10-01T00:00:00Z", "2026-10-01T01:00:00Z", true)]
    public void A_period_that_is_not_the_month_makes_it_partial(string start, string end, bool partial)
    {
        using var folder = new BillFolder();
        Assert.Equal(partial, Assert.Single(BillFolder.Read(folder.Write("ce.json", Answer(start, end, estimated: false, """["a","b"]"""))).Months).Partial);
    }

    [Fact]
    public void Pages_may_be_files_or_follow_each_other_or_stand_in_an_array()
    {
        var (one, two) = (Answer("2026-10-01", "2026-10-02", false, """["a","b"]"""), Answer("2026-10-02", "2026-10-03", false, """["a","b"]"""));
        using var folder = new BillFolder();
        foreach (var paths in new[] { [folder.Write("1.json", one), folder.Write("2.json", two)], [folder.Write("both.json", one + "\n" + two)], new[] { folder.Write("array.json", $"\uFEFF[{one},{two}]") } })
            Assert.Equal(3, BillFolder.Read(paths).Lines.Sum(line => line.Unblended.Amount));
    }

    [Fact]
    public void A_period_over_the_end_of_a_month_is_refused()
    {
        using var folder = new BillFolder();
        Assert.Contains("crosses a month", BillFolder.Refused(folder.Write("ce.json", Answer("2026-10-15", "2026-11-15", false, """["a","b"]"""))).What, StringComparison.Ordinal);
    }

    private static string Answer(string start, string end, bool estimated, string keys) => $$"""
        {
            "GroupDefinitions": [{"Type": "DIMENSION", "Key": "SERVICE"}, {"Type": "DIMENSION", "Key": "USAGE_TYPE"}],
            "ResultsByTime": [{
                "TimePeriod": {"Start": "{{start}}", "End": "{{end}}"}, "Total": {},
                "Groups": [{"Keys": {{keys}}, "Metrics": {
                    "UnblendedCost": {"Amount": "1.5", "Unit": "USD"}, "AmortizedCost": {"Amount": "1.2", "Unit": "USD"}, "UsageQuantity": {"Amount": "100", "Unit": "vCPU-Hours"} } }],
                "Estimated": {{(estimated ? "true" : "false")}}}],
            "DimensionValueAttributes": []
        }
        """;
}
