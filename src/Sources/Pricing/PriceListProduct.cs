using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Pricing;

/// <summary>An on-demand product of an AWS price list, whichever document it was read from.</summary>
internal sealed record PriceListProduct
{
    /// <summary>Service code, such as <c>AmazonECS</c>.</summary>
    public required string Service { get; init; }

    /// <summary>SKU.</summary>
    public required string Sku { get; init; }

    /// <summary>Product family, or empty.</summary>
    public required string Family { get; init; }

    /// <summary>Attributes by their name in the JSON documents; an absent or empty attribute is not in it.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Ranges of quantity with their price, in ascending order.</summary>
    public required IReadOnlyList<PriceTier> Tiers { get; init; }

    /// <summary>The later of publication and effect (<c>yyyy-MM-dd</c>), or <c>undated</c>.</summary>
    public required string Dated { get; init; }

    /// <summary>File and item that say so.</summary>
    public required string Where { get; init; }

    /// <summary>An attribute, or empty.</summary>
    public string this[string name] => Attributes.GetValueOrDefault(name, "");
}

/// <summary>A range of quantity with one price.</summary>
/// <param name="From">Quantity that it starts at.</param>
/// <param name="Unit">Unit as the price list writes it.</param>
/// <param name="Usd">US dollars per unit.</param>
internal readonly record struct PriceTier(decimal From, string Unit, decimal Usd);

/// <summary>Tells which price of the price book a product is.</summary>
internal static class PriceListMapping
{
    // Usage type after the region's prefix. Linux on x86 has no word of its own, and its products carry neither
    // `cpuArchitecture` nor `operatingSystem`: the usage type is the only thing that tells all eight apart.
    private static readonly Dictionary<string, (string Path, string Unit)> Fargate = new(StringComparer.Ordinal)
    {
        ["Fargate-vCPU-Hours:perCPU"] = ("linux/x86_64", FargateUnits.VCpuHour),
        ["Fargate-GB-Hours"] = ("linux/x86_64", FargateUnits.GbHour),
        ["Fargate-ARM-vCPU-Hours:perCPU"] = ("linux/arm64", FargateUnits.VCpuHour),
        ["Fargate-ARM-GB-Hours"] = ("linux/arm64", FargateUnits.GbHour),
        ["Fargate-Windows-vCPU-Hours:perCPU"] = ("windows/x86_64", FargateUnits.VCpuHour),
        ["Fargate-Windows-GB-Hours"] = ("windows/x86_64", FargateUnits.GbHour),
        ["Fargate-Windows-OS-Hours:perCPU"] = ("windows/x86_64", FargateUnits.LicenceVCpuHour),
        ["Fargate-EphemeralStorage-GB-Hours"] = ("any/any", FargateUnits.EphemeralGbHour),
    };

    // Three services bill `TimedStorage-ByteHrs`, so the service is part of the key.
    private static readonly Dictionary<(string Service, string Usage), (string Item, string Unit)> Items = new()
    {
        [("AmazonECS", "ECS-Anywhere-Instance-hours-WithFree")] = ("ecs-anywhere-instance-hour", "hour"),
        [("AmazonEC2", "EBS:VolumeUsage.gp3")] = ("ebs-gp3-storage", "GB-month"),
        [("AmazonEC2", "NatGateway-Hours")] = ("nat-gateway-hour", "hour"),
        [("AmazonEC2", "NatGateway-Bytes")] = ("nat-gateway-data", "GB"),
        [("AmazonVPC", "VpcEndpoint-Hours")] = ("vpc-interface-endpoint-hour", "endpoint-AZ-hour"),
        [("AmazonVPC", "VpcEndpoint-Bytes")] = ("vpc-interface-endpoint-data", "GB"),
        [("AmazonVPC", "PublicIPv4:InUseAddress")] = ("public-ipv4-hour", "address-hour"),
        [("AmazonEKS", "AmazonEKS-Hours:perCluster")] = ("eks-control-plane-standard", "cluster-hour"),
        [("AmazonEKS", "AmazonEKS-Hours:extendedSupport")] = ("eks-extended-support-surcharge", "cluster-hour"),
        [("AmazonCloudWatch", "DataProcessing-Bytes")] = ("cloudwatch-logs-ingestion-standard", "GB"),
        [("AmazonCloudWatch", "TimedStorage-ByteHrs")] = ("cloudwatch-logs-storage", "GB-month"),
        [("AmazonCloudWatch", "CW:AlarmMonitorUsage")] = ("cloudwatch-alarm-standard", "alarm-month"),
        [("AmazonCloudWatch", "CW:MetricMonitorUsage")] = ("cloudwatch-custom-metric", "metric-month"),
        [("AmazonECR", "TimedStorage-ByteHrs")] = ("ecr-private-storage", "GB-month"),
    };

    /// <summary>The id and unit of the price that a product is, or null for a product that the price book does not hold.</summary>
    /// <param name="product">The product.</param>
    /// <param name="region">Its region code.</param>
    public static (PriceId Id, string Unit)? Identify(PriceListProduct product, string region)
    {
        var usage = WithoutPrefix(product["usagetype"]);
        if (product.Service == "AmazonECS" && Fargate.TryGetValue(usage, out var rate))
            return (new PriceId($"fargate/{region}/{rate.Path}/{rate.Unit}/on-demand"), rate.Unit);
        if (product.Service == "AmazonEC2" && IsPlainLinuxInstance(product, usage))
            return (new PriceId($"ec2/{region}/{product["instanceType"]}/on-demand"), "instance-hour");
        if (product is { Service: "AWSELB", Family: "Load Balancer-Application" } && LoadBalancer(usage) is { } balancer)
            return (new PriceId($"{balancer.Item}/{region}"), balancer.Unit);
        return Items.TryGetValue((product.Service, usage), out var item) ? (new PriceId($"{item.Item}/{region}"), item.Unit) : null;
    }

    // All of these must be said: without tenancy and capacity status the same type has several rows.
    private static bool IsPlainLinuxInstance(PriceListProduct product, string usage) =>
        usage == "BoxUsage:" + product["instanceType"]
        && product["operatingSystem"] == "Linux"
        && product["tenancy"] == "Shared"
        && product["capacitystatus"] == "Used"
        && product["preInstalledSw"] == "NA"
        && product["operation"] is "" or "RunInstances"
        && product["marketoption"] is "" or "OnDemand";

    private static (string Item, string Unit)? LoadBalancer(string usage) => usage switch
    {
        "LoadBalancerUsage" => ("alb-hour", "hour"),
        "LCUUsage" => ("alb-lcu-hour", "LCU-hour"),
        _ => null,
    };

    /// <summary>Cuts the region's prefix off, which is upper case with a digit (<c>EUW3-</c>), or <c>EU-</c>; us-east-1 has none for EC2.</summary>
    private static string WithoutPrefix(string usageType)
    {
        var dash = usageType.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0) return usageType;
        var prefix = usageType[..dash];
        var isRegion = prefix == "EU" || (char.IsAsciiDigit(prefix[^1]) && prefix.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)));
        return isRegion ? usageType[(dash + 1)..] : usageType;
    }
}
