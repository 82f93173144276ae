using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Bills;

/// <summary>The month's bill: usage, then what is worked out from its sum.</summary>
internal static class Invoice
{
    private const decimal ValueAddedTax = 0.20m;
    private const decimal BusinessSupport = 0.10m;

    public static IReadOnlyList<Charge> Charges()
    {
        List<Charge> usage = [.. Instances.Charges(), .. Month.Charges()];
        Charge support = Whole("Fee", "AWSSupportBusiness", "Dollar", usage.Sum(charge => charge.Cost) * BusinessSupport, "AWS Support (Business): 10 % of the month's usage");
        Charge credit = Whole("Credit", "AmazonEC2", "EUW3-BoxUsage:m5.xlarge", -250m, "AWS Activate promotional credit") with { Operation = "RunInstances" };
        List<Charge> taxed = [.. usage, support, credit];
        var tax = taxed
            .GroupBy(charge => charge.ProductCode, StringComparer.Ordinal)
            .OrderBy(product => product.Key, StringComparer.Ordinal)
            .Select(product => Whole("Tax", product.Key, "", product.Sum(charge => charge.Cost) * ValueAddedTax, $"Tax for product code {product.Key}"));
        return [.. taxed, .. tax];
    }

    private static Charge Whole(string type, string product, string usageType, decimal cost, string description) => new()
    {
        LineType = type, ProductCode = product, UsageType = usageType, Start = Fleet.MonthStart, End = Fleet.MonthEnd,
        Amount = type is "Tax" ? 1 : 0, Unit = "", Rate = 0, StatedCost = decimal.Round(cost, 2), Term = "", Description = description,
    };
}
