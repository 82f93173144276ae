using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>A container or a whole task whose size is asked for, with all that is known of it.</summary>
public sealed record SizingSubject
{
    /// <summary>Workload and container.</summary>
    public required UsageKey Key { get; init; }

    /// <summary>Its utilization; null where there is none.</summary>
    public required UsageSketch? Usage { get; init; }

    /// <summary>What is expected of it; null where there is no utilization to tell it from.</summary>
    public required ISizeForecast? Forecast { get; init; }

    /// <summary>Processor that it asks for today; null where it states none.</summary>
    public required VCpu? CurrentCpu { get; init; }

    /// <summary>Memory that it asks for today; null where it states none.</summary>
    public required MemorySize? CurrentMemory { get; init; }

    /// <summary>Memory above which an instance is killed today; null where there is no limit, or where the samples tell it.</summary>
    public MemorySize? CurrentMemoryLimit { get; init; }

    /// <summary>Instances that run.</summary>
    public required int Replicas { get; init; }

    /// <summary>What changes the number of instances; null where nothing does.</summary>
    public Autoscaler? Autoscaler { get; init; }

    /// <summary>What was recommended the last time; null where nothing was.</summary>
    public SizeRecommendation? Last { get; init; }

    /// <summary>Its part of the fleet's accepted risk; null where each keeps to the policy's chances by itself.</summary>
    public AcceptedRisk? Accepted { get; init; }

    /// <summary>It is a task on Fargate already, so only pairs that Fargate sells are sizes.</summary>
    public bool OnFargate { get; init; }

    /// <summary>Memory is one number that is paid for and kills as well, as for a task on Fargate; else request and limit are apart, as on nodes.</summary>
    public bool OneMemorySize { get; init; }
}

/// <summary>The chances of a breach that a workload is allotted (<see cref="RiskAllotment"/>).</summary>
/// <param name="Cpu">Of the processor.</param>
/// <param name="Memory">Of memory.</param>
public readonly record struct AcceptedRisk(double Cpu, double Memory);

/// <summary>A HorizontalPodAutoscaler, or target tracking of a service.</summary>
/// <param name="LeastReplicas">Fewest instances.</param>
/// <param name="MostReplicas">Most instances.</param>
/// <param name="CpuTarget">Mean processor use that it holds, as a part of the request, such as 0.7; null where it does not look at processor.</param>
/// <param name="MemoryTarget">Mean memory use that it holds; null where it does not look at memory.</param>
public sealed record Autoscaler(int LeastReplicas, int MostReplicas, double? CpuTarget, double? MemoryTarget);

/// <summary>What a size costs: Fargate's rates on demand, also as the yardstick for pods on nodes, whose saving is known only when nodes are packed again.</summary>
/// <param name="Rates">Rates of the region.</param>
/// <param name="Hours">Hours of the month.</param>
public sealed record SizingPrices(FargateRates Rates, Hours Hours)
{
    /// <summary>Cost of the month without regard to which pairs are sold.</summary>
    public Usd Monthly(VCpu cpu, MemorySize memory, int replicas) =>
        ((Rates.VCpuHour.PerHour * cpu.Cores) + (Rates.GbHour.PerHour * memory.Gibibytes)) * Hours * replicas;
}
