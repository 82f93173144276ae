using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;

namespace CostTool.Analyzer.Fleets;

/// <summary>Where a workload runs.</summary>
public enum Platform
{
    /// <summary>EC2 nodes of the cluster.</summary>
    Eks,

    /// <summary>ECS on Fargate.</summary>
    Fargate,
}

/// <summary>One way to run a workload.</summary>
/// <param name="Platform">Nodes or Fargate.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Purchase">On demand or Spot.</param>
public readonly record struct Placement(Platform Platform, CpuArchitecture Architecture, PurchaseOption Purchase)
{
    /// <summary>Such as <c>fargate spot arm64</c>.</summary>
    public override string ToString() =>
        $"{(Platform == Platform.Eks ? "eks" : "fargate")} {(Purchase == PurchaseOption.Spot ? "spot" : "on demand")} {(Architecture == CpuArchitecture.Arm64 ? "arm64" : "x86_64")}";
}

/// <summary>A workload as something that can be placed: what it needs and what its owner allows.</summary>
public sealed record FleetUnit
{
    /// <summary><c>namespace/kind/name</c>.</summary>
    public required string WorkloadId { get; init; }

    /// <summary>Need of one pod.</summary>
    public required Resources Requests { get; init; }

    /// <summary>Need of one pod as a task of its own, where usage tells it: its containers seldom peak at once, so it is at most <see cref="Requests"/>. Null: as requested.</summary>
    public Resources? TaskNeed { get; init; }

    /// <summary>Pods.</summary>
    public required int Replicas { get; init; }

    /// <summary>Some container states no request, so the need is a lower bound.</summary>
    public required bool RequestsMissing { get; init; }

    /// <summary>How it runs today: the architecture and purchase option of the nodes that hold most of its pods.</summary>
    public required Placement Today { get; init; }

    /// <summary>The policy declares that it tolerates interruption; null where no rule speaks of it.</summary>
    public required bool? Interruptible { get; init; }

    /// <summary>Architectures that the pods' own constraints allow.</summary>
    public required IReadOnlyList<CpuArchitecture> PossibleArchitectures { get; init; }

    /// <summary>Architectures that the policy declares its images for.</summary>
    public required IReadOnlyList<CpuArchitecture> DeclaredArchitectures { get; init; }

    /// <summary>It may run on nodes.</summary>
    public required bool MayUseEks { get; init; }

    /// <summary>It may run on Fargate.</summary>
    public required bool MayUseFargate { get; init; }

    /// <summary>Cluster software that disappears when the cluster does.</summary>
    public required bool StaysBehind { get; init; }

    /// <summary>File and item that it was read from.</summary>
    public required string Origin { get; init; }

    /// <summary>A StatefulSet keeps its disks, so it is not moved to Spot without its owner's word.</summary>
    public bool Stateful => WorkloadId.Split('/') is [_, "statefulset", _];
}
