using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Reports.Tests.Fixtures;
using CsCheck;

namespace CostTool.Reports.Tests;

public sealed class TotalsTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    [Fact]
    public void A_scenario_has_the_same_total_in_every_file()
    {
        var folder = reports["atelier"];
        var scenarios = Csv.Read(folder.Read("scenarios.csv"));
        var lines = Csv.Read(folder.Read("scenario_lines.csv"));
        var focus = Csv.Read(folder.Read("focus.csv"));
        using var json = JsonDocument.Parse(folder.Read("analysis.json"));
        var html = folder.Read("report.html");
        Assert.Equal(5, scenarios.Count);
        foreach (var scenario in scenarios)
        {
            var id = scenario["scenario_id"];
            var total = Number(scenario["monthly_usd"]);
            Assert.Equal(total, lines.Where(line => line["scenario_id"] == id).Sum(line => Number(line["monthly_usd"])));
            Assert.Equal(total, focus.Where(row => row["x_ScenarioId"] == id).Sum(row => Number(row["EffectiveCost"])));
            Assert.Equal(total, json.RootElement.GetProperty("scenarios").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id).GetProperty("monthly").GetDecimal());
            Assert.Equal(new Usd(total).ToString(), HtmlPage.Row(html, id)[1]);
        }
        Assert.Equal(882.126544m, Number(scenarios[^1]["monthly_usd"])); // 402.003088 + 155.123456 + 188 + 42 + 95
    }

    [Fact]
    public void Every_line_stands_in_the_page_under_its_id()
    {
        var folder = reports["atelier"];
        var html = folder.Read("report.html");
        foreach (var line in Csv.Read(folder.Read("scenario_lines.csv")))
            Assert.Equal(new Usd(Number(line["monthly_usd"])).ToString(), HtmlPage.Row(html, line["line_id"])[4]);
    }

    [Fact]
    public void Printed_lines_add_up_to_the_printed_scenario_whatever_they_are() =>
        Gen.Long[-9_000_000_000_000, 9_000_000_000_000].Array[1, 30].Sample(millionths =>
        {
            var lines = millionths.Select((amount, at) => Analyses.Atelier.Scenarios[0].Lines[0] with { Id = $"line-{at}", Monthly = new Usd(amount / 1_000_000m) });
            var analysis = Analyses.Atelier with { Scenarios = [Analyses.Atelier.Scenarios[0] with { Lines = [.. lines] }] };
            var printed = Csv.Read(Print(analysis, "scenario_lines.csv")).Sum(row => Number(row["monthly_usd"]));
            return printed == Number(Csv.Read(Print(analysis, "scenarios.csv"))[0]["monthly_usd"]);
        }, iter: 200);

    [Fact]
    public void Modelled_money_is_never_billed_and_the_columns_that_focus_demands_are_filled()
    {
        var folder = reports["atelier"];
        var rows = Csv.Read(folder.Read("focus.csv"));
        Assert.NotEmpty(rows);
        string[] demanded =
        [
            "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeDescription", "ChargePeriodEnd",
            "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName",
        ];
        foreach (var row in rows)
        {
            Assert.All(demanded, column => Assert.NotEmpty(row[column]));
            Assert.Equal(0, Number(row["BilledCost"]));
            Assert.Equal("2026-10-01T00:00:00Z", row["BillingPeriodStart"]);
            Assert.Equal("2026-11-01T00:00:00Z", row["BillingPeriodEnd"]);
            Assert.Equal("true", row["x_Modelled"]);
        }
    }

    private static string Print(SavingsAnalysis analysis, string file)
    {
        using var text = new StringWriter();
        Tables.ReportTables.Of(analysis).Single(table => table.FileName == file).Write(text);
        return text.ToString();
    }

    private static decimal Number(string cell) => decimal.Parse(cell, NumberStyles.Number, CultureInfo.InvariantCulture);
}
