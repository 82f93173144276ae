using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Billing;

namespace CostTool.Sources.Tests.Billing;

/// <summary>Every type of line item, in reports of a row or a few.</summary>
public sealed class LineItemTests
{
    private const string Plan = "arn:aws:savingsplans::1:savingsplan/p";
    private const string Reservation = "arn:aws:ec2:eu-west-3:1:reserved-instances/r";

    // Each row holds a different number in every column that a rule could pick, so that a wrong pick shows:
    // unblended 10, reservation effective 3, unused upfront 0.5 and recurring 0.25, plan effective 4, committed 7, used 5.
    [Theory]
    [InlineData("Usage", "", "", ChargeKind.Usage, PurchaseOption.OnDemand, 10)]
    [InlineData("DiscountedUsage", "", Reservation, ChargeKind.Usage, PurchaseOption.Reserved, 3)]
    [InlineData("SavingsPlanCoveredUsage", Plan, "", ChargeKind.Usage, PurchaseOption.SavingsPlan, 4)]
    [InlineData("SavingsPlanNegation", Plan, "", ChargeKind.Usage, PurchaseOption.SavingsPlan, 0)]
    [InlineData("SavingsPlanRecurringFee", Plan, "", ChargeKind.Fee, PurchaseOption.SavingsPlan, 2)]       // 7 - 5
    [InlineData("SavingsPlanUpfrontFee", Plan, "", ChargeKind.Fee, PurchaseOption.SavingsPlan, 0)]
    [InlineData("RIFee", "", Reservation, ChargeKind.Fee, PurchaseOption.Reserved, 0.75)]                  // 0.5 + 0.25
    [InlineData("Fee", "", Reservation, ChargeKind.Fee, PurchaseOption.Reserved, 0)]
    [InlineData("Fee", "", "", ChargeKind.Fee, PurchaseOption.OnDemand, 10)]
    [InlineData("EdpDiscount", "", "", ChargeKind.Discount, PurchaseOption.OnDemand, 10)]
    [InlineData("PrivateRateDiscount", "", "", ChargeKind.Discount, PurchaseOption.OnDemand, 10)]
    [InlineData("Credit", "", "", ChargeKind.Credit, PurchaseOption.OnDemand, 10)]
    [InlineData("Refund", "", "", ChargeKind.Refund, PurchaseOption.OnDemand, 10)]
    [InlineData("Tax", "", "", ChargeKind.Tax, PurchaseOption.OnDemand, 10)]
    [InlineData("Novelty", "", "", ChargeKind.Fee, PurchaseOption.OnDemand, 10)]
    public void Each_type_has_its_charge_its_purchase_option_and_its_amortised_cost(string type, string plan, string reservation, ChargeKind charge, PurchaseOption purchase, decimal amortised)
    {
        using var folder = new BillFolder();
        var ledger = BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
        [
            ("line_item_type", type), ("unblended_cost", "10"), ("reservation_effective_cost", "3"), ("fee_for_billing_period", "0.5"), ("unused_recurring_fee", "0.25"),
            ("plan_effective_cost", "4"), ("commitment_to_date", "7"), ("used_commitment", "5"), ("plan_a_r_n", plan), ("reservation_a_r_n", reservation),
        ])));
        var line = Assert.Single(ledger.Lines);
        Assert.Equal((charge, purchase, 10m, amortised), (line.Charge, line.Purchase, line.Unblended.Amount, line.Amortised.Amount));
        Assert.Equal(type == "Novelty", ledger.Notes.Count > 0);
    }

    [Theory]
    [InlineData("EUW3-BoxUsage:m5.large", PurchaseOption.OnDemand)]
    [InlineData("EUW3-SpotUsage:m5.large", PurchaseOption.Spot)]
    [InlineData("EUW3-SpotUsage-Fargate-vCPU-Hours:perCPU", PurchaseOption.Spot)]
    public void Usage_without_commitment_is_Spot_where_its_usage_type_says_so(string usageType, PurchaseOption purchase)
    {
        using var folder = new BillFolder();
        Assert.Equal(purchase, Assert.Single(BillFolder.Read(folder.Write("bill.csv", TinyCur.Of([("usage_type", usageType), ("unblended_cost", "1")]))).Lines).Purchase);
    }

    [Fact]
    public void A_negation_takes_back_the_charge_of_covered_usage_and_not_its_hours()
    {
        using var folder = new BillFolder();
        var line = Assert.Single(BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
            [("line_item_type", "SavingsPlanCoveredUsage"), ("unblended_cost", "0.112"), ("on_demand_cost", "0.112"), ("plan_effective_cost", "0.07"), ("plan_a_r_n", Plan)],
            [("line_item_type", "SavingsPlanNegation"), ("unblended_cost", "-0.112"), ("on_demand_cost", "0"), ("plan_a_r_n", Plan)]))).Lines);
        Assert.Equal((1m, 0m, 0.07m, 0.112m), (line.UsageAmount, line.Unblended.Amount, line.Amortised.Amount, line.PublicOnDemand!.Value.Amount));
    }

    [Theory]
    [InlineData("operation", "EKSPod-EC2")]
    [InlineData("operation", "ECSTask-EC2")]
    [InlineData("parent_resource_id", "i-1")]
    public void Split_cost_rows_are_skipped_with_their_count_and_not_added_to_their_instance(string column, string value)
    {
        using var folder = new BillFolder();
        var ledger = BillFolder.Read(folder.Write("bill.csv", TinyCur.Of([("unblended_cost", "2")], [(column, value), ("unblended_cost", "0.5")])));
        Assert.Equal(2, ledger.Lines.Sum(line => line.Unblended).Amount);
        var skipped = Assert.Single(ledger.Skipped);
        Assert.Equal((1L, 0.5m), (skipped.Rows, skipped.Unblended.Amount));
        Assert.Equal(2, ledger.RowsRead);
    }

    [Fact]
    public void Only_rows_of_instance_hours_make_an_instance()
    {
        using var folder = new BillFolder();
        var ledger = BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
            [("line_item_resource_id", "i-0a"), ("usage_amount", "1"), ("unblended_cost", "0.1")],
            [("line_item_resource_id", "i-0a"), ("usage_amount", "0.5"), ("unblended_cost", "0.05")],
            [("line_item_resource_id", "i-0a"), ("usage_type", "EUW3-DataTransfer-Out-Bytes"), ("usage_amount", "9"), ("unblended_cost", "1")],
            [("line_item_resource_id", "vol-1"), ("usage_type", "EUW3-EBS:VolumeUsage.gp3"), ("operation", "CreateVolume-Gp3"), ("unblended_cost", "2")],
            [("line_item_resource_id", "i-0b"), ("usage_type", "EUW3-SpotUsage:m5.large"), ("operation", "RunInstances:SV001"), ("unblended_cost", "0.03")])));
        Assert.Equal([("i-0a", 1.5m, 0.15m, PurchaseOption.OnDemand), ("i-0b", 1m, 0.03m, PurchaseOption.Spot)],
            ledger.Instances.Select(usage => (usage.InstanceId, usage.Hours.Value, usage.Unblended.Amount, usage.Purchase)));
    }

    [Theory]
    [InlineData("eks_cluster_name", "atelier", "atelier")]
    [InlineData("io_cluster_shop", "owned", "shop")]
    [InlineData("io_cluster_shop", "shared", "shop")]
    [InlineData("io_cluster_shop", "no", null)]
    [InlineData("io_cluster_shop", "", null)]
    public void The_cluster_of_an_instance_comes_from_its_tags(string column, string value, string? cluster)
    {
        using var folder = new BillFolder();
        var bill = folder.Write("bill.csv", TinyCur.Of([("line_item_resource_id", "i-0a"), ("unblended_cost", "1"), (column, value)]));
        Assert.Equal(cluster, Assert.Single(BillFolder.Read(bill).Instances).ClusterTag);
    }

    // Hour 0: 1.0 committed, 0.7 used by usage worth 1.0 on demand; hour 1: 1.0 committed, nothing used.
    [Fact]
    public void A_Savings_Plan_is_followed_hour_by_hour()
    {
        using var folder = new BillFolder();
        (string, string)[] Fee(string start, string used) =>
            [("line_item_type", "SavingsPlanRecurringFee"), ("usage_start_date", start), ("unblended_cost", "1"), ("commitment_to_date", "1.0"), ("used_commitment", used), ("plan_a_r_n", Plan), ("offering_type", "ComputeSavingsPlans"), ("usage_type", "ComputeSP")];
        (string, string)[] Covered(string cost, string effective) =>
            [("line_item_type", "SavingsPlanCoveredUsage"), ("unblended_cost", cost), ("on_demand_cost", cost), ("plan_effective_cost", effective), ("plan_a_r_n", Plan), ("offering_type", "ComputeSavingsPlans")];
        var ledger = BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
            Fee("2026-10-01 00:00:00", "0.7"), Fee("2026-10-01 01:00:00", "0"), Covered("0.6", "0.42"), Covered("0.4", "0.28"), [("unblended_cost", "5")])));
        Assert.Equal(
        [
            new CommitmentHour { PlanArn = Plan, OfferingType = "ComputeSavingsPlans", Hour = Utc(0), Committed = new Usd(1), Used = new Usd(0.7m), CoveredOnDemand = new Usd(1) },
            new CommitmentHour { PlanArn = Plan, OfferingType = "ComputeSavingsPlans", Hour = Utc(1), Committed = new Usd(1), Used = Usd.Zero, CoveredOnDemand = null },
        ], ledger.CommitmentHours);
        Assert.Equal(0.3m + 1m + 0.7m + 5m, ledger.Lines.Sum(line => line.Amortised).Amount);

        static DateTimeOffset Utc(int hour) => new(2026, 10, 1, hour, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public void Net_costs_are_counted_only_when_asked_for()
    {
        using var folder = new BillFolder();
        var text = TinyCur.Of([("unblended_cost", "10")]).Replace("\n4", ",line_item_net_unblended_cost\n4", StringComparison.Ordinal);
        var bill = folder.Write("bill.csv", text[..^1] + ",8\n");
        Assert.Equal(10, Assert.Single(BillFolder.Read(bill).Lines).Unblended.Amount);
        var net = BillReader.Read([new BillInput(bill)], new BillReadOptions { NetOfDiscounts = true }, CancellationToken.None);
        Assert.Equal((8m, 8m), (Assert.Single(net.Lines).Unblended.Amount, net.Lines[0].Amortised.Amount));
    }

    // Ten thousandths of a millionth of a cent, ten thousand times: exact in decimal, not in binary.
    [Fact]
    public void Amounts_are_added_up_without_rounding()
    {
        using var folder = new BillFolder();
        var rows = Enumerable.Repeat<(string, string)[]>([("unblended_cost", "0.000000000123456789")], 10_000).Append([("unblended_cost", "123456789.01")]).ToArray();
        Assert.Equal(123456789.01m + 0.00000123456789m, BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(rows))).Lines.Sum(line => line.Unblended).Amount);
    }

    [Theory]
    [InlineData("2026-10-31 23:00:00", "2026-11-01 00:00:00", false)]
    [InlineData("2026-10-31 00:00:00", "2026-11-01 00:00:00", false)]     // daily
    [InlineData("2026-10-31 00:00:00", "2026-10-31 01:00:00", false)]     // the last day has begun
    [InlineData("2026-10-30 23:00:00", "2026-10-31 00:00:00", true)]      // midnight belongs to the day before
    public void A_month_is_whole_when_its_first_and_last_day_have_usage(string start, string end, bool partial)
    {
        using var folder = new BillFolder();
        var month = Assert.Single(BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
            [("unblended_cost", "1")], [("unblended_cost", "1"), ("usage_start_date", start), ("usage_end_date", end)]))).Months);
        Assert.Equal(partial, month.Partial);
    }

    [Fact]
    public void A_fee_that_spans_the_month_does_not_make_a_day_of_usage_a_month()
    {
        using var folder = new BillFolder();
        var month = Assert.Single(BillFolder.Read(folder.Write("bill.csv", TinyCur.Of(
            [("line_item_type", "RIFee"), ("usage_end_date", "2026-10-31 23:59:59"), ("fee_for_billing_period", "0"), ("unused_recurring_fee", "0")], [("unblended_cost", "1")]))).Months);
        Assert.True(month.Partial);
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 1, 0, 0, TimeSpan.Zero), month.UsageTo);
    }

    [Theory]
    [InlineData("42", false)]
    [InlineData("", true)]
    public void A_row_without_an_invoice_makes_the_month_estimated(string invoice, bool estimated)
    {
        using var folder = new BillFolder();
        Assert.Equal(estimated, Assert.Single(BillFolder.Read(folder.Write("bill.csv", TinyCur.Of([("unblended_cost", "1")], [("invoice_id", invoice), ("unblended_cost", "1")]))).Months).Estimated);
    }
}
