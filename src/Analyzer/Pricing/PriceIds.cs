using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Pricing;

/// <summary>The grammar of price ids. Every id is built here, so that a reader, the price book and a report agree on it.</summary>
public static class PriceIds
{
    /// <summary>A Fargate rate, such as <c>fargate/eu-west-3/linux/arm64/gb-hour/spot</c>.</summary>
    /// <param name="region">Region.</param>
    /// <param name="system">Operating system of the task.</param>
    /// <param name="architecture">Architecture of the task.</param>
    /// <param name="unit"><see cref="FargateUnits.VCpuHour"/>, <see cref="FargateUnits.GbHour"/> or <see cref="FargateUnits.LicenceVCpuHour"/>.</param>
    /// <param name="purchase">On demand or Spot.</param>
    public static PriceId Fargate(Region region, OperatingSystem system, CpuArchitecture architecture, string unit, PurchaseOption purchase) =>
        new($"fargate/{region}/{Name(system)}/{Name(architecture)}/{unit}/{Name(purchase)}");

    /// <summary>Fargate storage above what is included: one rate for every system, architecture and purchase option.</summary>
    public static PriceId FargateStorage(Region region) => new($"fargate/{region}/any/any/{FargateUnits.EphemeralGbHour}/on-demand");

    /// <summary>A shared-tenancy Linux instance on demand, such as <c>ec2/eu-west-3/m5.large/on-demand</c>.</summary>
    public static PriceId Ec2OnDemand(Region region, string instanceType) => new($"ec2/{region}/{instanceType}/on-demand");

    /// <summary>A Linux Spot instance, such as <c>ec2/eu-west-3/m5.large/spot</c>.</summary>
    public static PriceId Ec2Spot(Region region, string instanceType) => new($"ec2/{region}/{instanceType}/spot");

    /// <summary>Any other item: <c>nat-gateway-hour</c> gives <c>nat-gateway-hour/eu-west-3</c>; what follows a slash stays behind the region.</summary>
    public static PriceId Item(Region region, string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new PriceId($"{item}/{region}") : new PriceId($"{item[..slash]}/{region}{item[slash..]}");
    }

    /// <summary>An architecture as ids and reports spell it.</summary>
    public static string Name(CpuArchitecture architecture) => architecture switch
    {
        CpuArchitecture.X86_64 => "x86_64",
        CpuArchitecture.Arm64 => "arm64",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };

    /// <summary>An operating system as ids and reports spell it.</summary>
    public static string Name(OperatingSystem system) => system switch
    {
        OperatingSystem.Linux => "linux",
        OperatingSystem.Windows => "windows",
        _ => throw new ArgumentOutOfRangeException(nameof(system), system, null),
    };

    private static string Name(PurchaseOption purchase) => purchase switch
    {
        PurchaseOption.OnDemand => "on-demand",
        PurchaseOption.Spot => "spot",
        _ => throw new ArgumentOutOfRangeException(nameof(purchase), purchase, "Fargate rates exist on demand and on Spot; plans have items of their own"),
    };
}

/// <summary>Units in which Fargate is sold.</summary>
public static class FargateUnits
{
    /// <summary>One vCPU for an hour.</summary>
    public const string VCpuHour = "vcpu-hour";

    /// <summary>One GB of task memory (1024 MiB) for an hour.</summary>
    public const string GbHour = "gb-hour";

    /// <summary>The Windows licence of one vCPU for an hour, billed beside the vCPU.</summary>
    public const string LicenceVCpuHour = "os-license-vcpu-hour";

    /// <summary>One GB of task storage above the included part for an hour.</summary>
    public const string EphemeralGbHour = "ephemeral-gb-hour";
}
