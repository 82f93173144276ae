using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>A workload's size and cost, today and as recommended.</summary>
public sealed record WorkloadRow
{
    /// <summary><c>namespace/kind/name</c>.</summary>
    public required string WorkloadId { get; init; }

    /// <summary>Container, or null where the row is the whole pod.</summary>
    public required string? Container { get; init; }

    /// <summary>Pods.</summary>
    public required int Replicas { get; init; }

    /// <summary>Requested vCPU of a pod, or null where some container states none.</summary>
    public required VCpu? CurrentCpu { get; init; }

    /// <summary>Requested memory of a pod, or null where some container states none.</summary>
    public required MemorySize? CurrentMemory { get; init; }

    /// <summary>Recommended vCPU of a pod; equal to the current one where usage does not say otherwise.</summary>
    public required VCpu? RecommendedCpu { get; init; }

    /// <summary>Recommended memory of a pod.</summary>
    public required MemorySize? RecommendedMemory { get; init; }

    /// <summary>vCPU of the Fargate size that holds the recommendation, or null where none does.</summary>
    public required VCpu? FargateCpu { get; init; }

    /// <summary>Memory of that Fargate size.</summary>
    public required MemorySize? FargateMemory { get; init; }

    /// <summary>Its share of what the nodes cost today, by request at nine to one for a vCPU against a GiB; idle is spread the same way.</summary>
    public required Usd? Current { get; init; }

    /// <summary>Its cost in the recommended scenario.</summary>
    public required Usd? Recommended { get; init; }

    /// <summary>Where it runs in the recommended scenario, such as <c>fargate-spot arm64</c> or <c>eks on demand</c>.</summary>
    public required string Placement { get; init; }

    /// <summary>What usage says of its size; null without usage.</summary>
    public SizeRecommendation? Size { get; init; }

    /// <summary>up, down, keep or unknown.</summary>
    public required string Direction { get; init; }

    /// <summary>Why, in words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
