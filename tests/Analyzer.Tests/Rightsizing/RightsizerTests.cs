using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using static CostTool.Analyzer.Tests.Rightsizing.Evidence;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>Joins usage with what a cluster or ECS states. Every container needs 0.4 vCPU and 400 MiB, which 530 millicores and a limit of 559 MiB hold (the steps of the fleet's risk are those of a sketch); its days peak at 300 MiB.</summary>
public sealed class RightsizerTests
{
    private static readonly SizingPrices Prices = new(PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), Hours.PerAverageMonth);

    [Fact]
    public void A_whole_pod_is_the_sum_of_its_containers_and_a_task_holds_their_common_cap()
    {
        var whole = Whole(Run(Cluster(Pod(Container("web"), Container("proxy")))));
        Assert.Equal((1060L, 600m, 1118m), (whole.Size.Cpu!.Value.Millicores, whole.Size.Memory!.Value.Mebibytes, whole.Size.MemoryLimit!.Value.Mebibytes));
        Assert.Equal((1060L, 1118m), (whole.TaskCpu!.Value.Millicores, whole.TaskMemory!.Value.Mebibytes));
        // Each container is killed alone: 1 - (1 - p)².
        var alone = Run(Cluster(Pod(Container("web"), Container("proxy")))).Rows[1].Size.MemoryBreach!.Value;
        Assert.Equal(1 - Math.Pow(1 - alone.Value, 2), whole.Size.MemoryBreach!.Value.Value, 12);
        Assert.Equal((alone.Low, 2 * alone.High), (whole.Size.MemoryBreach!.Value.Low, whole.Size.MemoryBreach!.Value.High));
    }

    [Theory]
    [InlineData(520, 300, 530, 300)]
    [InlineData(900, 300, 900, 300)]
    [InlineData(100, 2048, 530, 2048)]
    public void A_pod_is_not_sized_below_its_init_step(int stepCpu, int stepMemory, int cpu, int memory)
    {
        var whole = Whole(Run(Cluster(Pod(Container("web")) with { InitStep = new Resources(VCpu.FromMillicores(stepCpu), MemorySize.FromMebibytes(stepMemory)) })));
        Assert.Equal((cpu, memory), ((int)whole.Size.Cpu!.Value.Millicores, (int)whole.Size.Memory!.Value.Mebibytes));
        Assert.True(whole.Fargate!.Cpu >= VCpu.FromMillicores(stepCpu) && whole.Fargate.Memory >= MemorySize.FromMebibytes(stepMemory));
        Assert.Equal(cpu > 530 || memory > 300, whole.Size.Reasons.Any(reason => reason.Contains("an init step needs", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_overhead_of_a_runtime_class_comes_on_top()
    {
        var whole = Whole(Run(Cluster(Pod(Container("web")) with { Overhead = new Resources(VCpu.FromMillicores(250), MemorySize.FromMebibytes(120)) })));
        Assert.Equal((780L, 420m), (whole.Size.Cpu!.Value.Millicores, whole.Size.Memory!.Value.Mebibytes));
    }

    [Fact]
    public void A_container_without_samples_counts_as_it_asks_today()
    {
        var sizes = Run(Cluster(Pod(Container("web"), Container("proxy"))), "web");
        var whole = Whole(sizes);
        Assert.Equal((1530L, 1324m), (whole.Size.Cpu!.Value.Millicores, whole.Size.Memory!.Value.Mebibytes)); // 530 + 1,000; 300 + 1,024
        Assert.Equal(SizeDirection.Unknown, sizes.Rows.Single(row => row.Size.Key.Container == "proxy").Size.Direction);
        Assert.Equal(SizeConfidence.None, whole.Size.Confidence);
    }

    [Fact]
    public void What_usage_never_saw_is_listed_without_a_size_and_what_does_not_run_is_not()
    {
        var sizes = Run(Cluster(Pod(Container("web")), Pod(Container("job")) with { Id = "shop/deployment/quiet" }, Pod(Container("off")) with { Id = "shop/deployment/off", Replicas = 0 }), "web");
        Assert.Equal(["shop/deployment/quiet", "shop/deployment/web"], sizes.Wholes().Select(row => row.Size.Key.Workload));
        Assert.Equal(["no usage samples"], sizes.Wholes().First().Size.Reasons);
    }

    [Fact]
    public void A_task_on_Fargate_has_one_number_of_memory_that_is_its_cap()
    {
        var task = new EcsService("prod/web", 2, true, VCpu.FromCores(1), MemorySize.FromMebibytes(4096), [Container("web")], "ecs/services.json item 0");
        var whole = Assert.Single(Run(null, new RightsizingInputs
        {
            Usage = [Sketch(14) with { Key = new UsageKey("prod/web", string.Empty) }],
            Intake = Intake,
            Forecast = Forecasts,
            Policy = SizingPolicy.Default,
            Services = [task],
            Prices = Prices,
        }).Wholes());
        Assert.Equal((SizeDirection.Down, 1000L, 2048m), (whole.Size.Direction, whole.Size.Cpu!.Value.Millicores, whole.Size.Memory!.Value.Mebibytes)); // 0.52 vCPU ask for 1
        Assert.Equal((whole.Size.Memory, whole.Size.CurrentMemory), (whole.Size.MemoryLimit, whole.Size.CurrentMemoryLimit));
    }

    [Theory]
    [InlineData(300, 1024, 13)]  // fits today's limit: lent, and none of the days is at it
    [InlineData(1044, 1024, 13)] // a fiftieth above may be the sampler's
    [InlineData(1050, 1024, 12)] // that day had another limit
    public void Limits_of_the_inventory_are_lent_only_to_days_that_fit_them(int peak, int limit, int others)
    {
        var usage = Sketch(13, (day, index) => day with { MemoryLimitBytes = null, CpuLimitCores = null, MemoryMaxBytes = (index == 4 ? peak : 300) * 1048576.0 });
        var lent = Assert.Single(InventoryLimits.Lend([usage], [Pod(Container("web") with { MemoryLimit = MemorySize.FromMebibytes(limit) })]));
        Assert.Equal(others, lent.Days.Count(day => day.MemoryLimitBytes == limit * 1048576.0));
        Assert.Equal(peak is 1044 ? 1 : 0, lent.Days.Sum(day => day.MemorySaturated));
    }

    [Fact]
    public void Limits_among_the_samples_stand_before_those_of_the_inventory() =>
        Assert.All(Assert.Single(InventoryLimits.Lend([Sketch(3)], [Pod(Container("web") with { MemoryLimit = MemorySize.FromMebibytes(2048) })])).Days, day => Assert.Equal(1024 * 1048576.0, day.MemoryLimitBytes));

    private static readonly UsageIntake Intake = new() { Rows = 0, Kept = 0, LeftOut = new Dictionary<string, long>(), Notes = [] };

    private static IReadOnlyList<ISizeForecast> Forecasts(IReadOnlyList<UsageSketch> fleet, SizingPolicy policy) => [.. fleet.Select(_ => new HandMadeForecast(0.4, 400))];

    private static RightsizingResult Run(ClusterInventory? cluster, params string[] seen) => Run(cluster, new RightsizingInputs
    {
        Usage = [.. cluster!.Workloads.Take(1).SelectMany(workload => workload.Containers).Where(container => seen.Length == 0 || seen.Contains(container.Name)).Select(container => Sketch(14) with { Key = new UsageKey("shop/deployment/web", container.Name) })],
        Intake = Intake,
        Forecast = Forecasts,
        Policy = SizingPolicy.Default,
        Cluster = cluster,
        Prices = Prices,
    });

    private static RightsizingResult Run(ClusterInventory? cluster, RightsizingInputs inputs) => Rightsizer.Run(inputs with { Cluster = cluster });

    private static RightsizingRow Whole(RightsizingResult sizes) => sizes.Wholes().First();

    private static ClusterInventory Cluster(params Workload[] workloads) => new() { Nodes = [], Pods = [], Workloads = workloads, FinishedPods = 0 };

    private static Workload Pod(params WorkloadContainer[] containers) => new()
    {
        Id = "shop/deployment/web",
        Kind = "deployment",
        Replicas = 2,
        PodRequests = new Resources(VCpu.FromCores(containers.Length), MemorySize.FromMebibytes(1024 * containers.Length)),
        RequestsMissing = false,
        AllowedArchitectures = [CpuArchitecture.X86_64],
        Containers = containers,
        Origin = "k8s/pods.json item 1",
    };

    private static WorkloadContainer Container(string name) => new()
    {
        Name = name, CpuRequest = VCpu.FromCores(1), MemoryRequest = MemorySize.FromMebibytes(1024), CpuLimit = null, MemoryLimit = MemorySize.FromMebibytes(1024),
    };
}
