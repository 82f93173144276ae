using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CsCheck;

namespace CostTool.Analyzer.Tests.Capacity;

public sealed class IdleSplitTests
{
    private static readonly Gen<Resources> SomeRequests = Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 6000]).Select((cpu, memory) => Of(cpu, memory));

    private static readonly Gen<NodeLoad> Loads =
        Gen.Select(SomeRequests.List[0, 8], SomeRequests, Gen.Decimal[0, 5000], Gen.Int[0, 12], Gen.Bool.Select(first => first ? "a" : "b"))
            .Select((pods, daemonSets, cost, places, type) => Load(type, cost, places, daemonSets, [.. pods]));

    [Fact]
    public void The_parts_add_up_to_the_total_exactly_for_all_and_for_each_type() => Loads.List[0, 6].Sample(loads =>
    {
        var split = IdleSplitMeter.Of(loads);
        var parts = split.Requested + split.System + split.DaemonSets + split.Mismatch + split.Fragmentation + split.Headroom;
        return parts == split.Total && split.ByInstanceType.Sum(type => type.Total) == split.Total && split.ByInstanceType.All(type =>
            type.Requested + type.System + type.DaemonSets + type.Mismatch + type.Fragmentation + type.Headroom == type.Total);
    });

    [Fact]
    public void No_part_is_below_zero() => Loads.List[0, 6].Sample(loads => IdleSplitMeter.Of(loads).ByInstanceType.All(type =>
        new[] { type.Requested, type.System, type.DaemonSets, type.Mismatch, type.Fragmentation, type.Headroom }.All(part => part >= Usd.Zero)));

    [Fact]
    public void Each_part_is_what_the_definition_says()
    {
        // 4 cores and 36 GiB at 9 : 1 are 72 shares; 72 USD make a GiB 1 USD and a core 9 USD.
        var node = new NodeLoad
        {
            Name = "n",
            InstanceType = "t",
            Cost = new Usd(72),
            Node = new NodeCapacity(Of(4000, 36 * 1024), Of(3500, 34 * 1024), 20), // system: 0.5 × 9 + 2 = 6.5
            DaemonSetRequests = Of(500, 2048), // 4.5 + 2 = 6.5
            DaemonSetPods = 2,
            WorkloadPods = [Of(1000, 4096)], // 9 + 4 = 13, and the typical pod
        };
        // Free: 2 cores and 28 GiB. Processor allows 2 pods, so 2 whole pods are headroom and 20 GiB beside them are stranded.
        var split = IdleSplitMeter.Of([node]);
        Assert.Equal(new Usd(6.5m), split.System);
        Assert.Equal(new Usd(6.5m), split.DaemonSets);
        Assert.Equal(new Usd(13), split.Requested);
        Assert.Equal(new Usd(26), split.Headroom);
        Assert.Equal(Usd.Zero, split.Fragmentation);
        Assert.Equal(new Usd(20), split.Mismatch);
    }

    [Fact]
    public void What_is_too_small_for_a_whole_pod_is_fragmentation()
    {
        var node = Load("t", 72, 20, default, Of(1600, 4096)) with { Node = new NodeCapacity(Of(4000, 36 * 1024), Of(3000, 32 * 1024), 20) };
        var split = IdleSplitMeter.Of([node]);
        // Free 1.4 cores and 28 GiB: 0.875 of a pod of 1.6 cores and 4 GiB, worth 0.875 × (14.4 + 4) = 16.1; 24.5 GiB are stranded.
        Assert.Equal((new Usd(0), new Usd(16.1m), new Usd(24.5m)), (split.Headroom, split.Fragmentation, split.Mismatch));
    }

    [Fact]
    public void A_node_without_pod_places_is_stranded_however_much_it_has_free()
    {
        var split = IdleSplitMeter.Of([Load("t", 72, 1, default, Of(100, 100))]);
        Assert.Equal(Usd.Zero, split.Headroom + split.Fragmentation);
        Assert.True(split.Mismatch > new Usd(50));
    }

    [Fact]
    public void Without_workload_pods_all_that_is_free_is_headroom()
    {
        var split = IdleSplitMeter.Of([Load("t", 72, 20, default)]);
        Assert.Equal(split.Total - split.System, split.Headroom);
    }

    [Fact]
    public void The_ratio_moves_money_between_processor_and_memory()
    {
        var load = Load("t", 72, 20, default, Of(4000, 0));
        Assert.True(IdleSplitMeter.Of([load], 9).Requested > IdleSplitMeter.Of([load], 7.5m).Requested);
    }

    [Fact]
    public void A_cluster_leaves_Fargate_out_and_reports_what_it_cannot_place()
    {
        var inventory = new ClusterInventory
        {
            Nodes = [Node("a", NodeCapacityType.OnDemand), Node("dear", NodeCapacityType.Spot), Node("f", NodeCapacityType.Fargate)],
            Pods =
            [
                Pod("web", "shop/deployment/web", "a"), Pod("agent", "kube-system/daemonset/agent", "a"), Pod("proxy", "kube-system/node/a", "a"),
                Pod("lost", "shop/deployment/web", "gone"), Pod("new", "shop/deployment/web", null), Pod("fargate", "shop/deployment/web", "f") with { OnFargate = true },
            ],
            Workloads = [],
            FinishedPods = 0,
        };
        var reading = NodeLoads.From(inventory, node => node.Name == "a" ? new Usd(70) : null);
        var load = Assert.Single(reading.Loads);
        Assert.Single(load.WorkloadPods);
        Assert.Equal((2, Of(200, 200)), (load.DaemonSetPods, load.DaemonSetRequests));
        Assert.Equal("dear", Assert.Single(reading.NodesWithoutCost).Name);
        Assert.Equal("lost", Assert.Single(reading.PodsOnUnknownNodes).Name);
        Assert.Equal("new", Assert.Single(reading.PendingPods).Name);
    }

    [Fact]
    public void A_plan_is_split_like_a_cluster()
    {
        var overheads = new NodeOverheads
        {
            RootVolume = MemorySize.FromGibibytes(20),
            RootVolumeUsdPerGibibyteMonth = 0.073m,
            HoursInMonth = new Hours(730),
            DaemonSetRequests = Of(100, 100),
            DaemonSetPods = 2,
        };
        var spec = new InstanceSpec
        {
            InstanceType = "m5.large",
            Cpu = VCpu.FromCores(2),
            Memory = MemorySize.FromGibibytes(8),
            Architecture = CpuArchitecture.X86_64,
            MaxPods = 29,
            BareMetal = false,
        };
        var offers = NodeOffers.From(
            [
                new PricedInstance(spec, new UsdPerHour(0.096m), PurchaseOption.OnDemand),
                new PricedInstance(spec with { InstanceType = "m5.nano", MaxPods = 2 }, new UsdPerHour(0.001m), PurchaseOption.OnDemand),
                new PricedInstance(spec with { InstanceType = "m6g.large", Architecture = CpuArchitecture.Arm64 }, new UsdPerHour(0.077m), PurchaseOption.OnDemand),
            ],
            CpuArchitecture.X86_64,
            overheads);
        var offer = Assert.Single(offers); // the other architecture and the type that daemonsets fill are left out
        Assert.Equal("m5.large/on-demand", offer.Id);
        Assert.Equal(0.098m, offer.Rate.Amount); // 0.096 + 20 × 0.073 / 730
        Assert.Equal((Of(1830, 6803), 27), (offer.Usable, offer.UsablePods)); // 1930 - 100, 6903 - 100, 29 - 2

        PodGroup[] pods = [new("web", Of(500, 1024), 5)];
        var plan = NodePacker.Pack(new PackingRequest { Pods = pods, Offers = offers, MinimumZones = 1 }, CancellationToken.None);
        var split = IdleSplitMeter.Of(NodeLoads.From(plan, pods, _ => NodeAllocatable.Of(spec), overheads, new Hours(730)));
        Assert.Equal(2, Assert.Single(split.ByInstanceType).Nodes);
        Assert.Equal(new Usd(2 * 0.098m * 730), split.Total);
    }

    private static NodeLoad Load(string type, decimal cost, int places, Resources daemonSets, params Resources[] pods) => new()
    {
        Name = type,
        InstanceType = type,
        Cost = new Usd(cost),
        Node = new NodeCapacity(Of(4000, 16_384), Of(3900, 15_000), places),
        DaemonSetRequests = daemonSets,
        DaemonSetPods = 0,
        WorkloadPods = pods,
    };

    private static Resources Of(long millicores, long mebibytes) => new(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes));

    private static ClusterNode Node(string name, NodeCapacityType type) => new()
    {
        Name = name,
        InstanceId = null,
        InstanceType = "m5.large",
        Region = null,
        Zone = null,
        Architecture = CpuArchitecture.X86_64,
        CapacityType = type,
        Capacity = Of(2000, 8000),
        Allocatable = Of(1930, 6900),
        AllocatablePods = 29,
        Origin = "test",
    };

    private static ClusterPod Pod(string name, string workload, string? node) => new()
    {
        Namespace = workload.Split('/')[0],
        Name = name,
        WorkloadId = workload,
        NodeName = node,
        Requests = Of(100, 100),
        RequestsMissing = false,
        OnFargate = false,
        FargateCapacityProvisioned = null,
        Origin = "test",
    };
}
