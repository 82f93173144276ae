using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using static CostTool.Analyzer.Tests.Rightsizing.Evidence;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>Replicas and size together, and tasks that are on Fargate already. The need of 0.4 vCPU alone would be met by 520 millicores.</summary>
public sealed class AutoscalerTests
{
    private static readonly HandMadeForecast Small = new(0.4, 736);
    private static readonly SizingPrices Prices = new(PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), Hours.PerAverageMonth);

    [Fact]
    public void At_its_fewest_replicas_the_request_shrinks_to_need_over_target()
    {
        var size = Recommend(Task(Sketch(14), Small) with { Autoscaler = new Autoscaler(2, 10, 0.8, null) });
        Assert.Equal((SizeDirection.Down, 650L), (size.Direction, size.Cpu!.Value.Millicores)); // 519.8 ÷ 0.8 = 649.8
    }

    [Fact]
    public void While_it_moves_replicas_a_smaller_request_saves_nothing_and_stays()
    {
        var size = Recommend(Task(Sketch(14, (day, _) => day with { Instances = 4 }), Small) with { Autoscaler = new Autoscaler(2, 10, 0.8, null), Replicas = 4 });
        Assert.Equal((SizeDirection.Keep, 1000L), (size.Direction, size.Cpu!.Value.Millicores));
        Assert.Contains(size.Reasons, reason => reason.Contains("a smaller request brings more replicas and saves nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rollout_that_doubles_the_replicas_of_one_day_is_not_the_autoscaler()
    {
        var size = Recommend(Task(Sketch(14, (day, index) => index == 5 ? day with { Instances = 4 } : day), Small) with { Autoscaler = new Autoscaler(2, 10, 0.8, null) });
        Assert.Equal(SizeDirection.Down, size.Direction);
    }

    [Theory]
    [InlineData(9, SizeDirection.Keep)]
    [InlineData(10, SizeDirection.Up)]
    public void A_larger_request_is_asked_for_only_where_no_replica_is_left(int instances, SizeDirection direction)
    {
        var size = Recommend(Task(Sketch(14, (day, _) => day with { Instances = instances }), new HandMadeForecast(1, 736)) with { Autoscaler = new Autoscaler(2, 10, 0.8, null), Replicas = instances });
        Assert.Equal(direction, size.Direction);
    }

    [Fact]
    public void An_autoscaler_on_another_metric_does_not_hold_the_size() =>
        Assert.Equal(SizeDirection.Down, Recommend(Task(Sketch(14, (day, _) => day with { Instances = 4 }), Small) with { Autoscaler = new Autoscaler(2, 10, null, null) }).Direction);

    [Theory]
    [InlineData(1000, 2048, 0.15, 300, 250, 512, SizeDirection.Down)]   // 0.195 vCPU and 417 MiB fit the smallest pair
    [InlineData(1000, 2048, 0.15, 400, 250, 1024, SizeDirection.Down)]  // 557 MiB need the next memory
    [InlineData(500, 1024, 0.25, 600, 500, 1024, SizeDirection.Keep)]   // 0.325 vCPU and 835 MiB: nothing smaller on sale holds them
    [InlineData(250, 512, 0.25, 300, 500, 1024, SizeDirection.Up)]      // 0.325 vCPU do not fit
    public void A_task_on_Fargate_gets_the_cheapest_pair_on_sale(int millicores, int mebibytes, double cores, double need, int wantCpu, int wantMemory, SizeDirection direction)
    {
        var size = Recommend(Task(Sketch(14), new HandMadeForecast(cores, need)) with
        {
            Key = new("prod/web", string.Empty), OnFargate = true, CurrentCpu = VCpu.FromMillicores(millicores), CurrentMemory = MemorySize.FromMebibytes(mebibytes),
        }, prices: Prices);
        Assert.Equal((wantCpu, wantMemory, direction), ((int)size.Cpu!.Value.Millicores, (int)size.Memory!.Value.Mebibytes, size.Direction));
    }
}
