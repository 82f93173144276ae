namespace CostTool.Sources.Kubernetes;

/// <summary>Labels and annotations that Kubernetes, EKS and Karpenter set, with the older names that live clusters still carry.</summary>
internal static class WellKnown
{
    public const string HorizontalPodAutoscaler = "HorizontalPodAutoscaler";

    public const string Arch = "kubernetes.io/arch";
    public const string BetaArch = "beta.kubernetes.io/arch";
    public const string InstanceType = "node.kubernetes.io/instance-type";
    public const string BetaInstanceType = "beta.kubernetes.io/instance-type";
    public const string Zone = "topology.kubernetes.io/zone";
    public const string BetaZone = "failure-domain.beta.kubernetes.io/zone";
    public const string Region = "topology.kubernetes.io/region";
    public const string BetaRegion = "failure-domain.beta.kubernetes.io/region";
    public const string KarpenterCapacityType = "karpenter.sh/capacity-type";
    public const string EksCapacityType = "eks.amazonaws.com/capacityType";
    public const string Lifecycle = "node.kubernetes.io/lifecycle";
    public const string ComputeType = "eks.amazonaws.com/compute-type";
    public const string FargateProfile = "eks.amazonaws.com/fargate-profile";
    public const string PodTemplateHash = "pod-template-hash";
    public const string RolloutTemplateHash = "rollouts-pod-template-hash";

    public const string CapacityProvisioned = "CapacityProvisioned";
    public const string MirrorPod = "kubernetes.io/config.mirror";
    public const string ConfigSource = "kubernetes.io/config.source";

    /// <summary>The labels worth keeping; the rest is passed over unread.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [
        Arch, BetaArch, InstanceType, BetaInstanceType, Zone, BetaZone, Region, BetaRegion, KarpenterCapacityType, EksCapacityType, Lifecycle, ComputeType,
        FargateProfile, PodTemplateHash, RolloutTemplateHash,
    ];

    /// <summary>The annotations worth keeping.</summary>
    public static IReadOnlyList<string> Annotations { get; } = [CapacityProvisioned, MirrorPod, ConfigSource];
}
