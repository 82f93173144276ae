using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Tests.Billing;

/// <summary>Real bills, against the sums published beside them and a plain reading of their rows.</summary>
public sealed class RealBillTests
{
    [Theory]
    [InlineData("workshop-2018-10.csv.gz", BillFormat.LegacyCur, 119307, "4064.48313154")]
    [InlineData("workshop-2018-11-05_07-slash-header.csv.gz", BillFormat.LegacyCur, 12495, "463.28004710")]
    [InlineData("workshop-2019-11-26.csv.gz", BillFormat.LegacyCur, 7850, "89.17063288")]
    [InlineData("legacy-ca-2023-11-01_09.csv", BillFormat.LegacyCur, 878, "0.96359224")]
    [InlineData("cur2-2026-04-01_10.csv.gz", BillFormat.Cur2, 1185, "-0.00000004")]
    [InlineData("focus-1.0-sample.csv", BillFormat.Focus, 594, "3.96806560")]
    public void The_rows_and_the_sum_are_those_published_beside_the_bill(string name, BillFormat format, long rows, string sum)
    {
        var ledger = BillFolder.Read(BillFolder.Real(name));
        var file = Assert.Single(ledger.Files);
        Assert.Equal((format, rows), (file.Format, file.Rows));
        Assert.Equal(rows, ledger.RowsRead);
        var total = ledger.Lines.Sum(line => line.Unblended) + ledger.Skipped.Sum(skip => skip.Unblended);
        Assert.Equal(sum, total.Round(8).Amount.ToString("0.00000000", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(rows, ledger.Lines.Sum(line => line.Rows) + ledger.Skipped.Sum(skip => skip.Rows));
    }

    // The rule, written once more over single rows; the bills hold usage, reserved usage, reservation fees, credits and tax.
    [Theory]
    [InlineData("workshop-2018-10.csv.gz")]
    [InlineData("workshop-2019-11-26.csv.gz")]
    [InlineData("cur2-2026-04-01_10.csv.gz")]
    public void Amortised_cost_by_service_is_that_of_the_rule_applied_row_by_row(string name)
    {
        var expected = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in new PlainCsv(BillFolder.Text(BillFolder.Real(name))).Rows)
        {
            var cost = row("line_item_line_item_type") switch
            {
                "SavingsPlanCoveredUsage" => PlainCsv.Number(row("savings_plan_savings_plan_effective_cost")),
                "SavingsPlanRecurringFee" => PlainCsv.Number(row("savings_plan_total_commitment_to_date")) - PlainCsv.Number(row("savings_plan_used_commitment")),
                "SavingsPlanNegation" or "SavingsPlanUpfrontFee" => 0,
                "DiscountedUsage" => PlainCsv.Number(row("reservation_effective_cost")),
                "RIFee" => PlainCsv.Number(row("reservation_unused_amortized_upfront_fee_for_billing_period")) + PlainCsv.Number(row("reservation_unused_recurring_fee")),
                "Fee" when row("reservation_reservation_a_r_n").Length > 0 => 0,
                _ => PlainCsv.Number(row("line_item_unblended_cost")),
            };
            expected[row("line_item_product_code")] = expected.GetValueOrDefault(row("line_item_product_code")) + cost;
        }

        var actual = BillFolder.Read(BillFolder.Real(name)).Lines.GroupBy(line => line.Service, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Amortised).Amount);
        Assert.Equal(expected, new SortedDictionary<string, decimal>(actual, StringComparer.Ordinal));
    }

    // October 2018: 8345 reserved rows of unblended cost 0 and 9 reservation fees. Amortised differs from unblended by
    // the reservations' effective cost less the part of the fees that was used: EC2 868.97 against 737.50.
    [Fact]
    public void Reservations_cost_more_than_was_charged_in_a_month_whose_upfront_fee_was_paid_before()
    {
        var ec2 = BillFolder.Read(BillFolder.Real("workshop-2018-10.csv.gz")).Lines.Where(line => line.Service == "AmazonEC2").ToList();
        Assert.Equal(737.50m, ec2.Sum(line => line.Unblended).Round(2).Amount);
        Assert.Equal(868.97m, ec2.Sum(line => line.Amortised).Round(2).Amount);
    }

    [Theory]
    [InlineData("workshop-2018-10.csv.gz", "2018-10", false, false)]                        // invoiced, every day
    [InlineData("workshop-2018-11-05_07-slash-header.csv.gz", "2018-11", false, true)]      // invoiced, three days
    [InlineData("workshop-2019-11-26.csv.gz", "2019-11", true, true)]                       // no invoice yet, one day
    [InlineData("cur2-2026-04-01_10.csv.gz", "2026-04", true, true)]
    public void A_month_without_invoice_is_estimated_and_one_with_missing_days_is_partial(string name, string month, bool estimated, bool partial)
    {
        var found = Assert.Single(BillFolder.Read(BillFolder.Real(name)).Months);
        Assert.Equal((month, estimated, partial), (found.Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), found.Estimated, found.Partial));
    }

    [Fact]
    public void Free_tier_credits_stand_apart_from_the_cost_that_they_pay()
    {
        var lines = BillFolder.Read(BillFolder.Real("cur2-2026-04-01_10.csv.gz")).Lines;
        Assert.Equal(31.32m, lines.Where(line => line.Charge == ChargeKind.Usage).Sum(line => line.Amortised).Round(2).Amount);
        Assert.Equal(-31.32m, lines.Where(line => line.Charge == ChargeKind.Credit).Sum(line => line.Unblended).Round(2).Amount);
        Assert.Equal(32.55537393m, lines.Where(line => line.PublicOnDemand is not null).Sum(line => line.PublicOnDemand!.Value).Round(8).Amount);
    }

    [Fact]
    public void Instance_hours_add_up_to_the_lines_that_bill_them()
    {
        var ledger = BillFolder.Read(BillFolder.Real("workshop-2018-10.csv.gz"));
        var instances = ledger.Instances;
        // 293 resources named i-… have rows; those with hours of their own are fewer.
        Assert.InRange(instances.Select(usage => usage.InstanceId).Distinct().Count(), 100, 293);
        var types = instances.Select(usage => usage.UsageType).ToHashSet();
        Assert.All(types, type => Assert.Matches("BoxUsage|SpotUsage|DedicatedUsage", type));
        var lines = ledger.Lines.Where(line => line.Service == "AmazonEC2" && line.Charge == ChargeKind.Usage && types.Contains(line.UsageType)).ToList();
        Assert.Equal(lines.Sum(line => line.UsageAmount), instances.Sum(usage => usage.Hours.Value));
        Assert.Equal(lines.Sum(line => line.Amortised), instances.Sum(usage => usage.Amortised));
    }

    [Fact]
    public void Other_providers_of_a_FOCUS_bill_are_skipped_with_their_rows_and_money()
    {
        var ledger = BillFolder.Read(BillFolder.Real("focus-1.0-sample.csv"));
        Assert.Equal(["rows of another provider: Microsoft", "rows of another provider: Oracle"], ledger.Skipped.Select(skip => skip.Reason));
        Assert.Equal(594 - 542, ledger.Skipped.Sum(skip => skip.Rows));
        Assert.Equal(3.5473574889m, ledger.Lines.Sum(line => line.Unblended).Amount);
    }

    [Fact]
    public void An_effective_cost_that_the_publisher_rounded_gives_way_to_the_billed_cost()
    {
        var ledger = BillFolder.Read(BillFolder.Real("focus-1.0-sample.csv"));
        Assert.Equal(ledger.Lines.Sum(line => line.Unblended), ledger.Lines.Sum(line => line.Amortised));
        Assert.Contains("EffectiveCost is a whole number", Assert.Single(ledger.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_Cost_Explorer_answer_keeps_tax_apart_and_says_what_was_not_asked_for()
    {
        var ledger = BillFolder.Read(BillFolder.Real("cost-explorer-2024-02_03.json"));
        Assert.Equal(21.4164968012m, ledger.Lines.Sum(line => line.Unblended).Amount);
        Assert.Equal(4.29m, ledger.Lines.Where(line => line.Charge == ChargeKind.Tax).Sum(line => line.Unblended).Amount);
        Assert.Equal(2, ledger.Months.Count(month => month is { Estimated: false, Partial: false }));
        Assert.Contains("no AmortizedCost was asked for", Assert.Single(ledger.Notes), StringComparison.Ordinal);
    }
}
