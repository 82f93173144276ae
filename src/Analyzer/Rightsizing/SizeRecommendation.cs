using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Which way a size should go.</summary>
public enum SizeDirection
{
    /// <summary>Not enough evidence to say.</summary>
    Unknown,

    /// <summary>The size is right, or the change is too small to be worth a deployment.</summary>
    Keep,

    /// <summary>Smaller.</summary>
    Down,

    /// <summary>Larger.</summary>
    Up,
}

/// <summary>How much the evidence carries.</summary>
public enum SizeConfidence
{
    /// <summary>Too young, or without readings.</summary>
    None,

    /// <summary>Less than a week, or the window misses part of the workload's cycle.</summary>
    Low,

    /// <summary>At least a week without such doubts.</summary>
    Medium,

    /// <summary>At least four weeks, a month-end among them.</summary>
    High,
}

/// <summary>A chance with the interval that it lies in at 90 %.</summary>
/// <param name="Value">Expected, 0 to 1.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct BreachProbability(double Value, double Low, double High);

/// <summary>The size of a container, or of a whole task where the container is empty, with the risk of it.</summary>
public sealed record SizeRecommendation
{
    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Instances that the size is for.</summary>
    public required int Replicas { get; init; }

    /// <summary>Size today; null where it is not known.</summary>
    public required VCpu? CurrentCpu { get; init; }

    /// <summary>Size today; null where it is not known.</summary>
    public required MemorySize? CurrentMemory { get; init; }

    /// <summary>Recommended processor, as a request of Kubernetes; null where usage does not say.</summary>
    public required VCpu? Cpu { get; init; }

    /// <summary>Memory above which an instance is killed today; on Fargate the same as <see cref="CurrentMemory"/>. Null where there is none, or none is known.</summary>
    public MemorySize? CurrentMemoryLimit { get; init; }

    /// <summary>Recommended memory: on nodes what the scheduler reserves (the request), on Fargate the size of the task, which is also its cap. Null where usage does not say.</summary>
    public required MemorySize? Memory { get; init; }

    /// <summary>Memory above which an instance is killed, as recommended: on nodes the limit, on Fargate the same as <see cref="Memory"/>. Null where usage does not say.</summary>
    public MemorySize? MemoryLimit { get; init; }

    /// <summary>Chance that more than the policy's share of the next 14 days needs more processor than recommended; null where unknown.</summary>
    public required BreachProbability? CpuBreach { get; init; }

    /// <summary>Chance that the memory of some instance exceeds the recommended limit within the next 14 days: it would be killed. Null where unknown.</summary>
    public required BreachProbability? MemoryBreach { get; init; }

    /// <summary>Days that were looked at.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Samples that were looked at.</summary>
    public required long Samples { get; init; }

    /// <summary>How much the evidence carries.</summary>
    public required SizeConfidence Confidence { get; init; }

    /// <summary>Which way it goes.</summary>
    public required SizeDirection Direction { get; init; }

    /// <summary>Why, in the order of weight.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
