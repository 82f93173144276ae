using System.Globalization;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Bills;

/// <summary>EC2 instance hours.</summary>
internal static class Instances
{
    // Real daily Spot prices of the region, April 2024, taken as October's.
    private static readonly string[][] SpotPrices = [.. Embedded.Lines("spot-prices.csv").Select(line => line.Split(','))];

    /// <summary>Every hour of the month, with its Savings Plan rows.</summary>
    public static IEnumerable<Charge> Charges()
    {
        for (var hour = Fleet.MonthStart; hour < Fleet.MonthEnd; hour = hour.AddHours(1))
        {
            var running = Fleet.All.Select(node => (Node: node, Hours: HoursIn(node, hour, hour.AddHours(1)))).Where(pair => pair.Hours > 0).ToList();
            foreach (var charge in SavingsPlan.Apply(hour, [.. running.Where(pair => !pair.Node.IsSpot)])) yield return charge;
            foreach (var (node, hours) in running.Where(pair => pair.Node.IsSpot)) yield return Spot(node, hour, hours);
        }
    }

    /// <summary>Hours that an instance ran within a span, to the second.</summary>
    public static decimal HoursIn(Node node, DateTime from, DateTime to)
    {
        var start = node.Launched > from ? node.Launched : from;
        var end = node.Terminated is { } terminated && terminated < to ? terminated : to;
        return end > start ? Charge.Hours(start, end) : 0;
    }

    public static Charge OnDemand(Node node, DateTime hour, decimal hours) => Row(node, hour, hours) with
    {
        UsageType = "EUW3-BoxUsage:" + node.Type.Name,
        Operation = "RunInstances",
        Rate = node.Type.OnDemandUsdPerHour,
        Description = string.Create(CultureInfo.InvariantCulture, $"${node.Type.OnDemandUsdPerHour} per On Demand Linux {node.Type.Name} Instance Hour"),
    };

    /// <summary>Tags of an instance and of what hangs on it.</summary>
    public static IReadOnlyList<(string Key, string Value)> Tags(Node node) =>
    [
        ("aws:autoscaling:groupName", $"eks-{node.GroupName}-{Stable.Uuid("asg " + node.GroupName)}"),
        ("aws:eks:cluster-name", Fleet.ClusterName),
        ("user:eks:nodegroup-name", node.GroupName),
        ("user:environment", "production"),
    ];

    private static Charge Spot(Node node, DateTime hour, decimal hours)
    {
        var rate = SpotRate(node.Type.Name, hour.Day);
        return Row(node, hour, hours) with
        {
            UsageType = "EUW3-SpotUsage:" + node.Type.Name,
            Operation = "RunInstances:SV010",
            Rate = rate,
            OnDemandRate = node.Type.OnDemandUsdPerHour,
            Term = "",
            Description = $"{node.Type.Name} Linux/UNIX Spot Instance-hour in EU (Paris) in VPC Zone",
        };
    }

    private static decimal SpotRate(string type, int day)
    {
        // The history has m5a.large only; a Spot pool's price goes with size, so the xlarge is taken as two of them.
        var (column, factor) = type is "m5a.xlarge" ? ("m5a.large", 2) : (type, 1);
        return factor * decimal.Parse(SpotPrices[day][Array.IndexOf(SpotPrices[0], column)], CultureInfo.InvariantCulture);
    }

    private static Charge Row(Node node, DateTime hour, decimal hours) => new()
    {
        ProductCode = "AmazonEC2", UsageType = "", ResourceId = node.InstanceId, Zone = node.ZoneName,
        Start = hour, End = hour.AddHours(1), Amount = hours, Unit = "Hrs", Rate = 0,
        Family = "Compute Instance", InstanceType = node.Type.Name, Tags = Tags(node),
    };
}
