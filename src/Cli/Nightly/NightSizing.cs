using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Usage;

namespace CostTool.Cli.Nightly;

/// <summary>Sizes of a night, as <c>costtool rightsize</c> works them out, from the history up to its day and with the last night's sizes as the last.</summary>
/// <param name="Policy">Risk, evidence and least savings.</param>
/// <param name="Prices">What sizes cost; null where no region is known.</param>
/// <param name="Cluster">The cluster as it is now; null without one.</param>
/// <param name="Services">Services on ECS as they are now.</param>
/// <param name="Forecast">The forecast of a fleet.</param>
internal sealed record NightSizing(SizingPolicy Policy, SizingPrices? Prices, ClusterInventory? Cluster, IReadOnlyList<EcsService> Services, FleetForecast Forecast)
{
    /// <summary>The sizes.</summary>
    /// <param name="history">Usage up to the day.</param>
    /// <param name="intake">What became of its rows.</param>
    /// <param name="then">Sizes in use that the night itself saw; null to take those of now.</param>
    /// <param name="last">Sizes of the night before.</param>
    public RightsizingResult Run(IReadOnlyList<UsageSketch> history, UsageIntake intake, IReadOnlyList<SizeSeen>? then, IReadOnlyList<SizeRecommendation> last) => Rightsizer.Run(new RightsizingInputs
    {
        Usage = history,
        Intake = intake,
        Forecast = Forecast,
        Policy = Policy,
        Cluster = then is null || Cluster is null ? Cluster : Cluster with { Workloads = [.. Cluster.Workloads.Select(workload => AsSeen(workload, then))] },
        Services = then is null ? Services : [.. Services.Select(service => AsSeen(service, then))],
        Prices = Prices,
        Last = last,
    });

    // A night that is worked out again keeps the sizes that it saw: those of now may have followed from it.
    private static Workload AsSeen(Workload workload, IReadOnlyList<SizeSeen> then)
    {
        var seen = then.Where(size => size.Key.Workload == workload.Id && size.Size is not null).ToDictionary(size => size.Key.Container, StringComparer.Ordinal);
        var (cpu, memory) = (workload.PodRequests.Cpu, workload.PodRequests.Memory);
        var containers = new List<WorkloadContainer>();
        foreach (var container in workload.Containers)
        {
            if (!seen.TryGetValue(container.Name, out var was))
            {
                containers.Add(container);
                continue;
            }

            var size = was.Size!.Value;
            cpu += size.Cpu - (container.CpuRequest ?? size.Cpu);
            memory += size.Memory - (container.MemoryRequest ?? size.Memory);
            containers.Add(container with { CpuRequest = size.Cpu, MemoryRequest = size.Memory });
        }

        return workload with { Containers = containers, PodRequests = new Resources(cpu, memory), Replicas = seen.Count > 0 ? seen.Values.First().Replicas : workload.Replicas };
    }

    private static EcsService AsSeen(EcsService service, IReadOnlyList<SizeSeen> then) =>
        then.FirstOrDefault(size => size.Key == new UsageKey(service.Workload, "")) is { Size: { } size } seen ? service with { Cpu = size.Cpu, Memory = size.Memory, Replicas = seen.Replicas } : service;
}
