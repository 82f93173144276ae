using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>The sizes of a fleet.</summary>
public sealed record RightsizingResult
{
    /// <summary>Workloads by name; of each the whole first, then its containers.</summary>
    public required IReadOnlyList<RightsizingRow> Rows { get; init; }

    /// <summary>What became of the usage rows.</summary>
    public required UsageIntake Intake { get; init; }

    /// <summary>Hours that monthly amounts are for; null without prices.</summary>
    public required Hours? Hours { get; init; }

    /// <summary>Policy that the sizes obey.</summary>
    public required SizingPolicy Policy { get; init; }

    /// <summary>Workloads as a whole.</summary>
    public IEnumerable<RightsizingRow> Wholes() => Rows.Where(row => row.Size.Key.IsWholeTask);

    /// <summary>Containers of a workload.</summary>
    public IEnumerable<RightsizingRow> ContainersOf(string workload) => Rows.Where(row => row.Size.Key.Workload == workload && !row.Size.Key.IsWholeTask);
}

/// <summary>One size with what it costs. Money stands on the whole workload only, so that a column adds up.</summary>
public sealed record RightsizingRow
{
    /// <summary>
    /// The recommendation. Of a whole pod: the sum of its containers, as Kubernetes has no size of a pod, with the pod's own chances at that sum. Of a whole task on
    /// Fargate: a pair on sale.
    /// </summary>
    public required SizeRecommendation Size { get; init; }

    /// <summary>Processor that the containers need together; at most the sum of their own, as they seldom peak at once. Null for a container, or where usage does not say.</summary>
    public required VCpu? TaskCpu { get; init; }

    /// <summary>Memory that the containers need together.</summary>
    public required MemorySize? TaskMemory { get; init; }

    /// <summary>Cheapest size of Fargate that holds that; null for a container, or where none does.</summary>
    public required FargateSize? Fargate { get; init; }

    /// <summary>What today's size costs on Fargate on demand over all replicas: the yardstick, also for pods on nodes. Null for a container, or where it is not known.</summary>
    public required Usd? Current { get; init; }

    /// <summary>What <see cref="Fargate"/> costs over all replicas.</summary>
    public required Usd? Recommended { get; init; }

    /// <summary>What was seen; null without usage.</summary>
    public required SizeEvidence? Evidence { get; init; }

    /// <summary>The difference; negative where a size goes up.</summary>
    public Usd? Saving => Current - Recommended;

    /// <summary>Stable id: the argument of <c>costtool explain</c>.</summary>
    public string Id => $"rightsizing/{Size.Key}";
}

/// <summary>What was seen of a container or task.</summary>
/// <param name="From">First sample.</param>
/// <param name="To">Last sample.</param>
/// <param name="GapHours">Hours of the window without a sample.</param>
/// <param name="CpuQuantileCores">Cores that all but the policy's share of the samples stay within; at most 2.2 % too high. Null without readings.</param>
/// <param name="CpuMaxCores">Most cores of one instance.</param>
/// <param name="MemoryMaxBytes">Most memory of one instance.</param>
/// <param name="OomKills">Kills for memory.</param>
/// <param name="CpuSaturatedShare">Part of the samples at the processor limit.</param>
/// <param name="MemorySaturatedShare">Part of the samples at the memory limit.</param>
/// <param name="ThrottledShare">Part of the samples that were throttled.</param>
public sealed record SizeEvidence(
    DateTimeOffset From, DateTimeOffset To, int GapHours, double? CpuQuantileCores, double? CpuMaxCores, double? MemoryMaxBytes, long OomKills,
    double CpuSaturatedShare, double MemorySaturatedShare, double ThrottledShare)
{
    /// <summary>Reads a sketch.</summary>
    /// <param name="usage">The sketch.</param>
    /// <param name="timeAbove">Share of the samples above the quantile.</param>
    internal static SizeEvidence Of(UsageSketch usage, double timeAbove)
    {
        var evidence = UsageEvidence.Of(usage);
        return new SizeEvidence(
            usage.First, usage.Last, usage.GapHours, usage.Cpu().Quantile(1 - timeAbove), usage.Days.Max(day => day.CpuMaxCores), usage.Days.Max(day => day.MemoryMaxBytes),
            evidence.OomKills, evidence.CpuSaturated, evidence.MemorySaturated, evidence.Throttled);
    }
}
