using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Policies;

/// <summary>What the owners of the workloads allow and what they want the analysis to assume. Rules are read in order; the first that matches decides.</summary>
public sealed record Policy
{
    /// <summary>Every default.</summary>
    public static Policy Default { get; } = new();

    /// <summary>Largest residual, as a part of the billed cost in scope, under which a saving is claimed. One tenth: above it the model has missed something that matters.</summary>
    public decimal ResidualBoundRatio { get; init; } = 0.10m;

    /// <summary>Least number of availability zones of a pool of nodes. Two: one zone can fail.</summary>
    public int Zones { get; init; } = 2;

    /// <summary>Which workloads tolerate interruption. None by default: only their owner knows.</summary>
    public IReadOnlyList<PolicyRule<bool>> Interruption { get; init; } = [];

    /// <summary>Architectures that images exist for. By default the one that a workload runs on today.</summary>
    public IReadOnlyList<PolicyRule<IReadOnlyList<CpuArchitecture>>> Architectures { get; init; } = [];

    /// <summary>Platforms that a workload may use. By default both.</summary>
    public IReadOnlyList<PolicyRule<IReadOnlyList<Platform>>> Platforms { get; init; } = [];

    /// <summary>Cluster software that disappears when the cluster does. By default what lives in the namespaces that Kubernetes and the usual add-ons use.</summary>
    public IReadOnlyList<WorkloadPattern> ClusterSoftware { get; init; } =
    [
        new("kube-system/*"), new("kube-public/*"), new("kube-node-lease/*"), new("karpenter/*"), new("amazon-cloudwatch/*"), new("aws-observability/*"),
        new("cert-manager/*"), new("calico-system/*"), new("tigera-operator/*"), new("gatekeeper-system/*"), new("external-secrets/*"), new("kubernetes-dashboard/*"),
    ];

    /// <summary>How long the messages of a queue may wait, by pattern over queue names. By default nothing is said, and no queue may get slower than it is.</summary>
    public IReadOnlyList<PolicyRule<WaitBounds>> Waits { get; init; } = [];

    /// <summary>Spot.</summary>
    public SpotPolicy Spot { get; init; } = new();

    /// <summary>Nodes of what-ifs.</summary>
    public NodePolicy Node { get; init; } = new();

    /// <summary>Tasks of what-ifs.</summary>
    public FargatePolicy Fargate { get; init; } = new();

    /// <summary>Risk and evidence of sizes.</summary>
    public SizingPolicy Sizing { get; init; } = new();

    /// <summary>Savings Plans and Reserved Instances stay until they end, used or not. True: they cannot be given back.</summary>
    public bool KeepCommitments { get; init; } = true;

    /// <summary>One-off cost of moving to Fargate; null where it is not known.</summary>
    public Usd? OneOffFargate { get; init; }

    /// <summary>One-off cost of repacking the nodes; null where it is not known.</summary>
    public Usd? OneOffRepack { get; init; }

    /// <summary>Keys that the policy file sets, as dotted paths such as <c>spot.fallback_share</c>: everything else is a default.</summary>
    public IReadOnlySet<string> SetKeys { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the workload tolerates interruption; null where no rule speaks of it.</summary>
    public bool? InterruptionOf(string workloadId) => Interruption.FirstOrDefault(rule => rule.Match.Matches(workloadId))?.Value;

    /// <summary>Architectures declared for the workload; null where no rule speaks of it.</summary>
    public IReadOnlyList<CpuArchitecture>? ArchitecturesOf(string workloadId) => Architectures.FirstOrDefault(rule => rule.Match.Matches(workloadId))?.Value;

    /// <summary>Platforms that the workload may use.</summary>
    public IReadOnlyList<Platform> PlatformsOf(string workloadId) =>
        Platforms.FirstOrDefault(rule => rule.Match.Matches(workloadId))?.Value ?? [Platform.Eks, Platform.Fargate];

    /// <summary>What the messages of a queue may wait; null where no rule speaks of it.</summary>
    public WaitBounds? WaitsOf(string queue) => Waits.FirstOrDefault(rule => rule.Match.Matches(queue))?.Value;

    /// <summary>Whether the workload ends with the cluster.</summary>
    public bool StaysBehind(string workloadId) => ClusterSoftware.Any(pattern => pattern.Matches(workloadId));
}

/// <summary>A value for the workloads that a pattern matches.</summary>
/// <param name="Match">The pattern.</param>
/// <param name="Value">The value.</param>
public sealed record PolicyRule<T>(WorkloadPattern Match, T Value);

/// <summary>What is assumed of Spot.</summary>
public sealed record SpotPolicy
{
    /// <summary>Share of Spot hours bought on demand while Spot is out, at best.</summary>
    public decimal FallbackShareLow { get; init; }

    /// <summary>The share expected. One hour in twenty: a choice on the careful side, as AWS promises no availability of Spot.</summary>
    public decimal FallbackShare { get; init; } = 0.05m;

    /// <summary>The share at worst.</summary>
    public decimal FallbackShareHigh { get; init; } = 0.25m;
}

/// <summary>What is assumed of nodes.</summary>
public sealed record NodePolicy
{
    /// <summary>Root volume of a node in GiB; 20 is the default of EKS managed node groups.</summary>
    public int RootVolumeGib { get; init; } = 20;

    /// <summary>
    /// Instance types that may be bought, as patterns. By default the general, compute and memory families of the fifth generation and later: burstable types sell
    /// less than a whole vCPU for their price, and accelerators are not what Celery needs.
    /// </summary>
    public IReadOnlyList<WorkloadPattern> InstanceTypes { get; init; } =
    [
        .. from family in (string[])["m", "c", "r"] from generation in (string[])["5", "6", "7", "8"] select new WorkloadPattern($"{family}{generation}*"),
    ];

    /// <summary>Pods per node where the network plugin's own number is overridden; null keeps it.</summary>
    public int? MaxPods { get; init; }
}

/// <summary>What is assumed of Fargate tasks.</summary>
public sealed record FargatePolicy
{
    /// <summary>Ephemeral storage of a task in GiB; 20 are included in its price.</summary>
    public int EphemeralGib { get; init; } = 20;

    /// <summary>Processor that each task needs beside its own for the agents that daemonsets are on nodes.</summary>
    public VCpu SidecarCpu { get; init; }

    /// <summary>Memory that each task needs for them.</summary>
    public MemorySize SidecarMemory { get; init; }

    /// <summary>Interface endpoints that Fargate needs and the account does not have yet.</summary>
    public int InterfaceEndpoints { get; init; }

    /// <summary>Zones that each of them is in.</summary>
    public int EndpointZones { get; init; } = 2;
}
