using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Inventory;

/// <summary>What a Kubernetes cluster holds at one moment, owners resolved to workloads.</summary>
public sealed record ClusterInventory
{
    /// <summary>Worker nodes, sorted by name. Fargate nodes are included and marked.</summary>
    public required IReadOnlyList<ClusterNode> Nodes { get; init; }

    /// <summary>Pods that hold or will hold resources (finished ones are counted in <see cref="FinishedPods"/> and left out), sorted by namespace and name.</summary>
    public required IReadOnlyList<ClusterPod> Pods { get; init; }

    /// <summary>The workloads that own the pods, or that exist without one, sorted by id.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>Pods in phase Succeeded or Failed, which reserve nothing.</summary>
    public required int FinishedPods { get; init; }

    /// <summary>HorizontalPodAutoscalers by the workload that they scale; empty where the inventory has none.</summary>
    public IReadOnlyDictionary<string, Autoscaler> Autoscalers { get; init; } = new Dictionary<string, Autoscaler>(StringComparer.Ordinal);
}

/// <summary>What a node or a pod has or asks for.</summary>
/// <param name="Cpu">Processor.</param>
/// <param name="Memory">Memory.</param>
public readonly record struct Resources(VCpu Cpu, MemorySize Memory)
{
    /// <summary>Adds two amounts.</summary>
    public static Resources operator +(Resources left, Resources right) => new(left.Cpu + right.Cpu, left.Memory + right.Memory);

    /// <summary>Subtracts one amount from another.</summary>
    public static Resources operator -(Resources left, Resources right) => new(left.Cpu - right.Cpu, left.Memory - right.Memory);

    /// <summary>A whole multiple: several replicas.</summary>
    public static Resources operator *(Resources amount, int times) => new(amount.Cpu * times, amount.Memory * times);

    /// <summary>The larger of each.</summary>
    public static Resources Max(Resources left, Resources right) => new(VCpu.Max(left.Cpu, right.Cpu), MemorySize.Max(left.Memory, right.Memory));
}

/// <summary>How a node's capacity is bought, as its labels say.</summary>
public enum NodeCapacityType
{
    /// <summary>No label says it.</summary>
    Unknown,

    /// <summary>On demand (or covered by a commitment: labels do not tell).</summary>
    OnDemand,

    /// <summary>EC2 Spot.</summary>
    Spot,

    /// <summary>A Fargate micro-VM that EKS shows as a node; it costs what its pod costs.</summary>
    Fargate,
}

/// <summary>A node.</summary>
public sealed record ClusterNode
{
    /// <summary>Kubernetes name.</summary>
    public required string Name { get; init; }

    /// <summary>EC2 instance id from <c>spec.providerID</c>, or null where it is not an EC2 instance.</summary>
    public required string? InstanceId { get; init; }

    /// <summary>Instance type from the well-known label, or null.</summary>
    public required string? InstanceType { get; init; }

    /// <summary>Region from the well-known label or the zone, or null.</summary>
    public required string? Region { get; init; }

    /// <summary>Availability zone from the well-known label, or null.</summary>
    public required string? Zone { get; init; }

    /// <summary>Architecture from the well-known label; x86 where the label is absent.</summary>
    public required CpuArchitecture Architecture { get; init; }

    /// <summary>On demand, Spot or Fargate.</summary>
    public required NodeCapacityType CapacityType { get; init; }

    /// <summary><c>status.capacity</c>.</summary>
    public required Resources Capacity { get; init; }

    /// <summary><c>status.allocatable</c>: the truth, where the formula is for what-ifs.</summary>
    public required Resources Allocatable { get; init; }

    /// <summary>Allocatable pods.</summary>
    public required int AllocatablePods { get; init; }

    /// <summary>The first file and item that say so, such as <c>k8s/nodes.json item 3</c>.</summary>
    public required string Origin { get; init; }
}

/// <summary>A pod that reserves resources.</summary>
public sealed record ClusterPod
{
    /// <summary>Namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Owner as <c>namespace/kind/name</c> with a lower-case kind: deployment, statefulset, daemonset, job, cronjob, node (static pods, named without their node), pod (no owner), or another controller's own kind.</summary>
    public required string WorkloadId { get; init; }

    /// <summary>The node it runs on, or null while pending.</summary>
    public required string? NodeName { get; init; }

    /// <summary>Effective request as Kubernetes counts it: the larger of the sum of containers (with restartable init containers) and each init step, plus overhead.</summary>
    public required Resources Requests { get; init; }

    /// <summary>Some container states no CPU or no memory request, so the true need is not known.</summary>
    public required bool RequestsMissing { get; init; }

    /// <summary>Runs on EKS Fargate.</summary>
    public required bool OnFargate { get; init; }

    /// <summary>The size that the <c>CapacityProvisioned</c> annotation says is billed, or null.</summary>
    public required Resources? FargateCapacityProvisioned { get; init; }

    /// <summary>File and item that say so.</summary>
    public required string Origin { get; init; }
}

/// <summary>A controller and the shape of its pods.</summary>
public sealed record Workload
{
    /// <summary><c>namespace/kind/name</c>, lower-case kind.</summary>
    public required string Id { get; init; }

    /// <summary>Lower-case kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Pods that it keeps: observed pods, or the desired replicas where it has none running.</summary>
    public required int Replicas { get; init; }

    /// <summary>Effective request of one pod: the largest among its pods.</summary>
    public required Resources PodRequests { get; init; }

    /// <summary>Some container states no CPU or no memory request.</summary>
    public required bool RequestsMissing { get; init; }

    /// <summary>Architectures that its node selector or affinity allows; both where neither says.</summary>
    public required IReadOnlyList<CpuArchitecture> AllowedArchitectures { get; init; }

    /// <summary>Its containers with their own requests, sorted by name.</summary>
    public required IReadOnlyList<WorkloadContainer> Containers { get; init; }

    /// <summary>Largest need of a step that runs before the containers, with the sidecars that run beside it; zero without one.</summary>
    public Resources InitStep { get; init; }

    /// <summary>What the runtime class takes beside the containers; zero without one.</summary>
    public Resources Overhead { get; init; }

    /// <summary>File and item that say so.</summary>
    public required string Origin { get; init; }
}

/// <summary>A container of a workload; null is what it does not state.</summary>
public sealed record WorkloadContainer
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>CPU request.</summary>
    public required VCpu? CpuRequest { get; init; }

    /// <summary>Memory request.</summary>
    public required MemorySize? MemoryRequest { get; init; }

    /// <summary>CPU limit.</summary>
    public required VCpu? CpuLimit { get; init; }

    /// <summary>Memory limit.</summary>
    public required MemorySize? MemoryLimit { get; init; }
}
