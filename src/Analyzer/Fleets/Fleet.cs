using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;

namespace CostTool.Analyzer.Fleets;

/// <summary>A cluster as a fleet: what can be placed, and what every node carries.</summary>
public sealed record Fleet
{
    /// <summary>Workloads that can be placed, sorted by id; daemonsets and pods already on EKS Fargate are not among them.</summary>
    public required IReadOnlyList<FleetUnit> Units { get; init; }

    /// <summary>Sum of one pod of each daemonset.</summary>
    public required Resources DaemonSets { get; init; }

    /// <summary>Daemonsets that run.</summary>
    public required int DaemonSetCount { get; init; }

    /// <summary>Pods on EKS Fargate, billed by their own size.</summary>
    public required IReadOnlyList<ClusterPod> OnEksFargate { get; init; }

    /// <summary>Joins inventory and policy.</summary>
    public static Fleet Build(ClusterInventory cluster, Policy policy)
    {
        var nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var pods = cluster.Pods.ToLookup(pod => pod.WorkloadId, StringComparer.Ordinal);
        var fleetArchitecture = Majority(cluster.Nodes.Where(node => node.CapacityType != NodeCapacityType.Fargate).Select(node => node.Architecture), CpuArchitecture.X86_64);
        var running = cluster.Workloads.Where(workload => workload.Replicas > 0).ToList();
        var daemons = running.Where(workload => workload.Kind == "daemonset").ToList();
        return new Fleet
        {
            Units = [.. running.Where(workload => workload.Kind is not ("daemonset" or "node")).OrderBy(workload => workload.Id, StringComparer.Ordinal)
                .Select(Unit).Where(unit => unit.Replicas > 0)],
            DaemonSets = daemons.Aggregate(default(Resources), (sum, workload) => sum + workload.PodRequests),
            DaemonSetCount = daemons.Count,
            OnEksFargate = [.. cluster.Pods.Where(pod => pod.OnFargate)],
        };

        FleetUnit Unit(Workload workload)
        {
            var own = pods[workload.Id].ToList();
            var hosts = own.Where(pod => pod.NodeName is not null && nodes.ContainsKey(pod.NodeName)).Select(pod => nodes[pod.NodeName!]).ToList();
            var architecture = Majority(hosts.Select(node => node.Architecture), workload.AllowedArchitectures.Contains(fleetArchitecture) ? fleetArchitecture : workload.AllowedArchitectures[0]);
            var spot = hosts.Count(node => node.CapacityType == NodeCapacityType.Spot) * 2 > hosts.Count;
            var platforms = policy.PlatformsOf(workload.Id);
            return new FleetUnit
            {
                WorkloadId = workload.Id,
                Requests = workload.PodRequests,
                Replicas = workload.Replicas - own.Count(pod => pod.OnFargate),
                RequestsMissing = workload.RequestsMissing,
                Today = new Placement(Platform.Eks, architecture, spot ? PurchaseOption.Spot : PurchaseOption.OnDemand),
                Interruptible = policy.InterruptionOf(workload.Id),
                PossibleArchitectures = workload.AllowedArchitectures,
                DeclaredArchitectures = policy.ArchitecturesOf(workload.Id) ?? [architecture],
                MayUseEks = platforms.Contains(Platform.Eks),
                MayUseFargate = platforms.Contains(Platform.Fargate),
                StaysBehind = policy.StaysBehind(workload.Id),
                Origin = workload.Origin,
            };
        }
    }

    private static CpuArchitecture Majority(IEnumerable<CpuArchitecture> architectures, CpuArchitecture otherwise) => architectures
        .GroupBy(architecture => architecture).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
        .Select(group => (CpuArchitecture?)group.Key).FirstOrDefault() ?? otherwise;
}
