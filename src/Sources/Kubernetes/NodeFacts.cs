using System.Text.RegularExpressions;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Kubernetes;

/// <summary>Turns a node object into a <see cref="ClusterNode"/>.</summary>
internal static partial class NodeFacts
{
    // The kubelet's own --max-pods where a list does not say it, as lists made by other tools may not.
    private const int KubeletPods = 110;

    /// <returns>The node; null where it states no capacity, which is noted.</returns>
    public static ClusterNode? Of(KubernetesObject node, string name, string where, ItemProblems problems)
    {
        var labels = node.Labels;
        var capacity = Amounts(node.Capacity, where, problems);
        // Kubernetes fills a missing allocatable in with the capacity.
        var allocatable = Amounts(node.Allocatable ?? node.Capacity, where, problems);
        var podsText = node.Allocatable?.GetValueOrDefault("pods") ?? node.Capacity?.GetValueOrDefault("pods");
        var pods = podsText is null ? KubeletPods : problems.Count(podsText, "pods", where);
        if (capacity is null || allocatable is null || pods is null)
        {
            problems.Add(new Problem($"node `{name}` states no CPU or no memory in status.capacity and status.allocatable", where, "write the nodes with `kubectl get nodes -o json`"));
            return null;
        }
        var zone = labels.GetValueOrDefault(WellKnown.Zone) ?? labels.GetValueOrDefault(WellKnown.BetaZone);
        return new ClusterNode
        {
            Name = name,
            InstanceId = InstanceId(node.ProviderId),
            InstanceType = labels.GetValueOrDefault(WellKnown.InstanceType) ?? labels.GetValueOrDefault(WellKnown.BetaInstanceType),
            Region = labels.GetValueOrDefault(WellKnown.Region) ?? labels.GetValueOrDefault(WellKnown.BetaRegion) ?? RegionOf(zone),
            Zone = zone,
            Architecture = (labels.GetValueOrDefault(WellKnown.Arch) ?? labels.GetValueOrDefault(WellKnown.BetaArch)) == "arm64" ? CpuArchitecture.Arm64 : CpuArchitecture.X86_64,
            CapacityType = CapacityType(labels, name),
            Capacity = capacity.Value,
            Allocatable = allocatable.Value,
            AllocatablePods = pods.Value,
            Origin = where,
        };
    }

    /// <summary>EKS names the node of a Fargate pod <c>fargate-ip-…</c>.</summary>
    public static bool IsFargateName(string? nodeName) => nodeName is not null && nodeName.StartsWith("fargate-ip-", StringComparison.Ordinal);

    private static Resources? Amounts(Dictionary<string, string>? texts, string where, ItemProblems problems)
    {
        var cpu = problems.Cpu(texts?.GetValueOrDefault("cpu"), "CPU", where);
        var memory = problems.Memory(texts?.GetValueOrDefault("memory"), "memory", where);
        return cpu is { } cores && memory is { } bytes ? new Resources(cores, bytes) : null;
    }

    private static NodeCapacityType CapacityType(Dictionary<string, string> labels, string name)
    {
        if (labels.GetValueOrDefault(WellKnown.ComputeType) == "fargate" || IsFargateName(name)) return NodeCapacityType.Fargate;
        var bought = labels.GetValueOrDefault(WellKnown.KarpenterCapacityType) ?? labels.GetValueOrDefault(WellKnown.EksCapacityType) ?? labels.GetValueOrDefault(WellKnown.Lifecycle);
        // Karpenter's `reserved` and EKS' `CAPACITY_BLOCK` are paid by reservation; labels of older groups say Ec2Spot and normal.
        return bought?.ToUpperInvariant() switch
        {
            "SPOT" or "EC2SPOT" => NodeCapacityType.Spot,
            "ON-DEMAND" or "ON_DEMAND" or "ONDEMAND" or "NORMAL" or "RESERVED" => NodeCapacityType.OnDemand,
            _ => NodeCapacityType.Unknown,
        };
    }

    // aws:///eu-west-3a/i-0123456789abcdef0
    private static string? InstanceId(string? providerId)
    {
        var last = providerId is null || !providerId.StartsWith("aws:", StringComparison.Ordinal) ? "" : providerId[(providerId.LastIndexOf('/') + 1)..];
        return Ec2InstanceId().IsMatch(last) ? last : null;
    }

    private static string? RegionOf(string? zone) => zone is not null && AvailabilityZone().IsMatch(zone) ? zone[..^1] : null;

    [GeneratedRegex("^i-[0-9a-f]{8,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Ec2InstanceId();

    [GeneratedRegex("^[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex AvailabilityZone();
}
