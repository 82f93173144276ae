using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>What differs from a node with the defaults of EKS and its VPC CNI.</summary>
public sealed record AllocatableOptions
{
    /// <summary>The defaults.</summary>
    public static AllocatableOptions Default { get; } = new();

    /// <summary>The kubelet's <c>--max-pods</c>, or null for the CNI's own number. Wins over <see cref="PrefixDelegation"/>.</summary>
    public int? MaxPods { get; init; }

    /// <summary>The CNI hands out /28 prefixes instead of single addresses. Only Nitro instances can.</summary>
    public bool PrefixDelegation { get; init; }

    /// <summary>Part of the advertised memory that the hypervisor and the kernel keep.</summary>
    /// <remarks>Karpenter's <c>vmMemoryOverheadPercent</c>; 0.075 is its default, a guess on the safe side for large types.</remarks>
    public decimal MemoryOverhead { get; init; } = 0.075m;

    /// <summary>The kubelet's <c>--system-reserved</c>; EKS sets none.</summary>
    public Resources SystemReserved { get; init; }
}

/// <summary>What an instance type leaves for pods, by the formula that Karpenter and the EKS node images publish.</summary>
/// <remarks>
/// karpenter-provider-aws, pkg/providers/instancetype/types.go. For what-ifs: a node that exists tells its own allocatable, which is the truth.
/// <code>
/// capacity    = memory (less 64 MiB on Arm) - ceil(7.5 % of it)
/// kube        = 11 MiB × pods + 255 MiB; 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the rest
/// eviction    = 100 MiB
/// allocatable = capacity - kube - system - eviction
/// </code>
/// </remarks>
public static class NodeAllocatable
{
    private const long ArmReservedMebibytes = 64; // contiguous memory that Graviton kernels set aside
    private const long MebibytesPerPod = 11;
    private const long KubeletMebibytes = 255;
    private const long EvictionMebibytes = 100;
    private const int AddressesPerPrefix = 16;
    private const int SmallNodeCores = 30;
    private const int SmallNodePodCeiling = 110;
    private const int LargeNodePodCeiling = 250;

    // Thousandths of the cores from one step to the next, in ten-thousandths so that the arithmetic stays whole.
    private static readonly (long From, long To, long TenThousandths)[] CpuSteps =
        [(0, 1000, 600), (1000, 2000, 100), (2000, 4000, 50), (4000, long.MaxValue, 25)];

    /// <summary>Capacity and allocatable of a node of this type.</summary>
    /// <param name="spec">The instance type as published.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <returns>Amounts that are never below zero: a node that the reservations use up offers nothing.</returns>
    public static NodeCapacity Of(InstanceSpec spec, AllocatableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        options ??= AllocatableOptions.Default;
        var pods = Pods(spec, options);
        var memory = CapacityMebibytes(spec, options.MemoryOverhead);
        var freeMemory = memory - (MebibytesPerPod * pods) - KubeletMebibytes - EvictionMebibytes;
        var cpu = spec.Cpu.Millicores;
        var allocatable = new Resources(
            VCpu.FromMillicores(cpu - KubeletMillicores(cpu)),
            MemorySize.FromMebibytes(freeMemory)) - options.SystemReserved;
        return new NodeCapacity(
            new Resources(spec.Cpu, MemorySize.FromMebibytes(memory)),
            Resources.Max(allocatable, default),
            pods);
    }

    private static int Pods(InstanceSpec spec, AllocatableOptions options)
    {
        if (options.MaxPods is { } stated) return stated;
        if (!options.PrefixDelegation) return spec.MaxPods;
        // The default is interfaces × (addresses - 1) + 2; each address becomes a prefix. The ceilings are those of AWS's max-pods calculator.
        var ceiling = spec.Cpu.Cores > SmallNodeCores ? LargeNodePodCeiling : SmallNodePodCeiling;
        return Math.Min(((spec.MaxPods - 2) * AddressesPerPrefix) + 2, ceiling);
    }

    private static long CapacityMebibytes(InstanceSpec spec, decimal overhead)
    {
        var advertised = (long)decimal.Floor(spec.Memory.Mebibytes) - (spec.Architecture == CpuArchitecture.Arm64 ? ArmReservedMebibytes : 0);
        return advertised - (long)decimal.Ceiling(advertised * overhead);
    }

    // Each step is cut to whole millicores on its own, as the published code does.
    private static long KubeletMillicores(long cpu) =>
        CpuSteps.Where(step => cpu > step.From).Sum(step => (Math.Min(cpu, step.To) - step.From) * step.TenThousandths / 10_000);
}
