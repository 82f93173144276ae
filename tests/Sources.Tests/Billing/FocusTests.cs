using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Tests.Billing;

/// <summary>FOCUS bills of a row or a few.</summary>
public sealed class FocusTests
{
    private const string Header = "BilledCost,EffectiveCost,ListCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ServiceName,ProviderName,PricingCategory,"
        + "CommitmentDiscountType,CommitmentDiscountId,CommitmentDiscountStatus,PricingQuantity,PricingUnit,RegionId,ResourceId,InvoiceId,x_ServiceCode,x_UsageType,x_Operation,x_Novelty,Tags\n";

    [Theory]
    [InlineData("Usage", "NULL", "Standard", "NULL", ChargeKind.Usage, PurchaseOption.OnDemand)]
    [InlineData("Usage", "NULL", "Dynamic", "NULL", ChargeKind.Usage, PurchaseOption.Spot)]
    [InlineData("Usage", "NULL", "Committed", "Savings Plan", ChargeKind.Usage, PurchaseOption.SavingsPlan)]
    [InlineData("Usage", "NULL", "Committed", "Reserved Instance", ChargeKind.Usage, PurchaseOption.Reserved)]
    [InlineData("Purchase", "NULL", "Standard", "Savings Plan", ChargeKind.Fee, PurchaseOption.SavingsPlan)]
    [InlineData("Tax", "NULL", "NULL", "NULL", ChargeKind.Tax, PurchaseOption.OnDemand)]
    [InlineData("Credit", "NULL", "NULL", "NULL", ChargeKind.Credit, PurchaseOption.OnDemand)]
    [InlineData("Adjustment", "NULL", "NULL", "NULL", ChargeKind.Refund, PurchaseOption.OnDemand)]
    [InlineData("Usage", "Correction", "Standard", "NULL", ChargeKind.Refund, PurchaseOption.OnDemand)]
    public void A_row_has_its_charge_and_its_purchase_option(string category, string correction, string pricing, string discount, ChargeKind charge, PurchaseOption purchase)
    {
        using var folder = new BillFolder();
        var line = Assert.Single(BillFolder.Read(folder.Write("f.csv", Header + Row("0.5", "0.4", category, correction, pricing, discount, "p", "Used"))).Lines);
        Assert.Equal((charge, purchase, 0.5m, 0.4m, 0.6m), (line.Charge, line.Purchase, line.Unblended.Amount, line.Amortised.Amount, line.PublicOnDemand!.Value.Amount));
        Assert.Equal(("AmazonEC2", "EUW3-BoxUsage:m5.large", "RunInstances", "eu-west-3", "Hours"), (line.Service, line.UsageType, line.Operation, line.Region, line.UsageUnit));
    }

    // An hour of a plan of 1.00: 0.7 used by usage listed at 0.6 twice, 0.3 unused.
    [Fact]
    public void The_hours_of_a_plan_are_its_used_and_unused_rows()
    {
        using var folder = new BillFolder();
        var text = Header + Row("0", "0.4", "Usage", "NULL", "Committed", "Savings Plan", "p", "Used") + Row("0", "0.3", "Usage", "NULL", "Committed", "Savings Plan", "p", "Used")
            + Row("0", "0.3", "Usage", "NULL", "Committed", "Savings Plan", "p", "Unused");
        var hour = Assert.Single(BillFolder.Read(folder.Write("f.csv", text)).CommitmentHours);
        Assert.Equal(("p", 1.0m, 0.7m, 1.2m), (hour.PlanArn, hour.Committed.Amount, hour.Used.Amount, hour.CoveredOnDemand!.Value.Amount));
    }

    [Fact]
    public void AWS_columns_tell_the_instance_and_its_cluster()
    {
        using var folder = new BillFolder();
        var instance = Assert.Single(BillFolder.Read(folder.Write("f.csv", Header + Row("0.5", "0.4", "Usage", "NULL", "Standard", "NULL", "NULL", "NULL"))).Instances);
        Assert.Equal(("i-0abc", "atelier", 1m, 0.4m), (instance.InstanceId, instance.ClusterTag, instance.Hours.Value, instance.Amortised.Amount));
    }

    [Fact]
    public void Whole_effective_costs_stand_where_billed_costs_are_whole_too()
    {
        using var folder = new BillFolder();
        var ledger = BillFolder.Read(folder.Write("f.csv", Header + Row("3", "2", "Usage", "NULL", "Standard", "NULL", "NULL", "NULL")));
        Assert.Equal(2, Assert.Single(ledger.Lines).Amortised.Amount);
        Assert.Empty(ledger.Notes);
    }

    private static string Row(string billed, string effective, string category, string correction, string pricing, string discount, string plan, string status) =>
        $"\"{billed}\",{effective},0.6,USD,2026-10-01 00:00:00,2026-10-01 00:00:00,2026-10-01 01:00:00,{category},{correction},Amazon Elastic Compute Cloud,AWS,{pricing},{discount},{plan},{status},1,Hours,eu-west-3,"
        + "arn:aws:ec2:eu-west-3:1:instance/i-0abc,7,AmazonEC2,EUW3-BoxUsage:m5.large,RunInstances,NULL,\"{\"\"aws:eks:cluster-name\"\": \"\"atelier\"\"}\"\n";
}
