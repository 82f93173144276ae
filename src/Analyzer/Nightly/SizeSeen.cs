using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Nightly;

/// <summary>What a vCPU and a GiB of a container cost for an hour on the day it was seen.</summary>
/// <param name="UsdPerVCpuHour">Dollars for a vCPU.</param>
/// <param name="UsdPerGibHour">Dollars for a gibibyte of memory.</param>
/// <param name="SharesNodes">It is a share of what nodes cost: a smaller request saves nothing until nodes go.</param>
/// <param name="Evidence">Where the rates come from.</param>
public sealed record SizeRates(decimal UsdPerVCpuHour, decimal UsdPerGibHour, bool SharesNodes, string Evidence)
{
    /// <summary>What a size costs for an hour.</summary>
    public UsdPerHour Of(Resources size) => new((size.Cpu.Cores * UsdPerVCpuHour) + (size.Memory.Gibibytes * UsdPerGibHour));
}

/// <summary>The size that a container had when a night looked.</summary>
public sealed record SizeSeen
{
    /// <summary>Workload and container; the whole pod where the container is empty.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Instances.</summary>
    public required int Replicas { get; init; }

    /// <summary>Processor and memory asked for; null where one of them is not stated.</summary>
    public required Resources? Size { get; init; }

    /// <summary>What it costs; null where that is not known.</summary>
    public required SizeRates? Rates { get; init; }

    /// <summary>What all instances save for an hour when they go from one size to another at these rates; negative where they cost more, null where the rates are not known.</summary>
    public UsdPerHour? Saved(Resources from, Resources to) =>
        Rates is null ? null : new UsdPerHour((Rates.Of(from).Amount - Rates.Of(to).Amount) * Replicas);
}
