using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fargate;

/// <summary>Pods on EKS Fargate: the pod's need plus the Kubernetes agents, rounded up to a size on sale.</summary>
/// <remarks>Linux on x86, on demand: EKS sells no Spot, Arm or Windows on Fargate.</remarks>
public static class EksFargate
{
    /// <summary>Memory that EKS adds to each pod for the kubelet, kube-proxy and containerd: 256 MiB.</summary>
    public static MemorySize AgentMemory { get; } = MemorySize.FromMebibytes(256);

    /// <summary>The size that a pod is billed as.</summary>
    /// <param name="rates">The region's Linux x86 on-demand rates.</param>
    /// <param name="pod">The pod's effective request.</param>
    /// <returns>Null when the pod is larger than any size on sale.</returns>
    public static FargateSize? SizeOf(FargateRates rates, Resources pod)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates is not { System: Pricing.OperatingSystem.Linux, Architecture: CpuArchitecture.X86_64, Purchase: PurchaseOption.OnDemand })
            throw new ArgumentException($"EKS runs Linux on x86, on demand, on Fargate; these are {rates.VCpuHour.Id}", nameof(rates));
        return FargateSize.CheapestFitting(rates, pod.Cpu, pod.Memory + AgentMemory, rates.System);
    }
}
