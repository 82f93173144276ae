namespace CostTool.Analyzer.Pricing;

/// <summary>What Fargate charges in one region for one system, architecture and purchase option.</summary>
public sealed record FargateRates
{
    /// <summary>Operating system of the task.</summary>
    public required OperatingSystem System { get; init; }

    /// <summary>Architecture of the task.</summary>
    public required CpuArchitecture Architecture { get; init; }

    /// <summary>On demand or Spot.</summary>
    public required PurchaseOption Purchase { get; init; }

    /// <summary>Price of a vCPU-hour; the centre of the band on Spot.</summary>
    public required Price VCpuHour { get; init; }

    /// <summary>Price of a GB-hour of memory (1024 MiB); the centre of the band on Spot.</summary>
    public required Price GbHour { get; init; }

    /// <summary>The Windows licence per vCPU-hour; null on Linux.</summary>
    public Price? LicenceVCpuHour { get; init; }

    /// <summary>Price of a GB-hour of storage above the included part, or null where the price book has none.</summary>
    public Price? EphemeralGbHour { get; init; }

    /// <summary>The Spot band of the vCPU-hour; null on demand.</summary>
    public SpotQuote? VCpuHourSpot { get; init; }

    /// <summary>The Spot band of the GB-hour; null on demand.</summary>
    public SpotQuote? GbHourSpot { get; init; }
}
