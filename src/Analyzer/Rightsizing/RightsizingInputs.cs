using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Forecasts of a fleet, in the order of its sketches: what one workload lacks in evidence, others like it lend.</summary>
/// <param name="fleet">Sketches of all containers and tasks.</param>
/// <param name="policy">Horizon and throttling target.</param>
public delegate IReadOnlyList<ISizeForecast> FleetForecast(IReadOnlyList<UsageSketch> fleet, SizingPolicy policy);

/// <summary>What sizes are worked out from.</summary>
public sealed record RightsizingInputs
{
    /// <summary>Utilization of containers and whole tasks.</summary>
    public required IReadOnlyList<UsageSketch> Usage { get; init; }

    /// <summary>What became of the rows that the utilization was read from.</summary>
    public required UsageIntake Intake { get; init; }

    /// <summary>The forecast.</summary>
    public required FleetForecast Forecast { get; init; }

    /// <summary>Risk, evidence and least savings.</summary>
    public required SizingPolicy Policy { get; init; }

    /// <summary>The cluster with today's sizes; null without one.</summary>
    public ClusterInventory? Cluster { get; init; }

    /// <summary>Services on ECS with today's sizes.</summary>
    public IReadOnlyList<EcsService> Services { get; init; } = [];

    /// <summary>What sizes cost; null where no region is known.</summary>
    public SizingPrices? Prices { get; init; }

    /// <summary>The last recommendations; empty the first time.</summary>
    public IReadOnlyList<SizeRecommendation> Last { get; init; } = [];
}

/// <summary>A service on ECS and the size of its tasks.</summary>
/// <param name="Workload"><c>cluster/service</c>.</param>
/// <param name="Replicas">Tasks that it keeps.</param>
/// <param name="OnFargate">Its tasks run on Fargate.</param>
/// <param name="Cpu">Processor of a task; null where only its containers state one.</param>
/// <param name="Memory">Memory of a task; null where only its containers state one.</param>
/// <param name="Containers">Containers with what they state.</param>
/// <param name="Origin">File and item that say so.</param>
public sealed record EcsService(string Workload, int Replicas, bool OnFargate, VCpu? Cpu, MemorySize? Memory, IReadOnlyList<WorkloadContainer> Containers, string Origin);
