using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CsCheck;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Fargate;

public sealed class FargateSizeTests
{
    private static readonly RegionPrices Virginia = PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"));
    private static readonly FargateRates Linux = Virginia.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64);
    private static readonly FargateRates Windows = Virginia.Fargate(OperatingSystem.Windows, CpuArchitecture.X86_64);

    private static readonly Gen<(VCpu Cpu, MemorySize Memory)> Need =
        Gen.Select(Gen.Int[0, 17_000], Gen.Int[0, 125_000], (cpu, memory) => (VCpu.FromMillicores(cpu), MemorySize.FromMebibytes(memory)));

    // Rates as odd as they like: memory dearer than processor too, so that no size wins by habit.
    private static readonly Gen<FargateRates> Rates = Gen.Select(Gen.Int[1, 1000], Gen.Int[1, 1000], (cpu, memory) => Linux with
    {
        VCpuHour = Linux.VCpuHour with { UsdPerUnit = cpu / 10_000m },
        GbHour = Linux.GbHour with { UsdPerUnit = memory / 10_000m },
    });

    [Theory]
    [InlineData(256, 3, "0.5, 1, 2")]
    [InlineData(512, 4, "1, 2, 3, 4")]
    [InlineData(1024, 7, "2, 3, 4, 5, 6, 7, 8")]
    [InlineData(2048, 13, "4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16")]
    [InlineData(4096, 23, "8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30")]
    [InlineData(8192, 12, "16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60")]
    [InlineData(16384, 12, "32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120")]
    public void Sizes_are_those_of_the_task_definition_reference(int cpuUnits, int count, string gigabytes)
    {
        var sizes = FargateSize.All.Where(size => size.Cpu == VCpu.FromEcsUnits(cpuUnits)).ToList();
        Assert.Equal(count, sizes.Count);
        Assert.Equal(gigabytes, string.Join(", ", sizes.Select(size => size.Memory.Gibibytes.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void There_are_seventy_four_sizes() => Assert.Equal(74, FargateSize.All.Distinct().Count()); // 3 + 4 + 7 + 13 + 23 + 12 + 12

    [Theory]
    [InlineData(250, 512, "0.25 vCPU + 0.5 GB")] // exact pair
    [InlineData(250, 513, "0.25 vCPU + 1 GB")] // one MiB over: next memory step
    [InlineData(251, 512, "0.5 vCPU + 1 GB")] // one millicore over: next processor step, with its higher memory floor
    [InlineData(250, 2048, "0.25 vCPU + 2 GB")]
    [InlineData(250, 2049, "0.5 vCPU + 3 GB")] // more than a quarter vCPU may have
    [InlineData(4000, 30 * 1024, "4 vCPU + 30 GB")]
    [InlineData(4000, (30 * 1024) + 1, "8 vCPU + 32 GB")]
    [InlineData(8000, (60 * 1024) + 1, "16 vCPU + 64 GB")]
    [InlineData(16000, 120 * 1024, "16 vCPU + 120 GB")]
    [InlineData(16001, 1024, null)]
    [InlineData(250, (120 * 1024) + 1, null)]
    [InlineData(0, 0, "0.25 vCPU + 0.5 GB")]
    public void A_need_becomes_the_cheapest_size_that_holds_both(int millicores, int mebibytes, string? size) =>
        Assert.Equal(size, FargateSize.CheapestFitting(Linux, VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes), OperatingSystem.Linux)?.ToString());

    [Theory]
    [InlineData(250, 512, "1 vCPU + 2 GB")] // below the smallest size of Windows
    [InlineData(4000, 8192, "4 vCPU + 8 GB")]
    [InlineData(4001, 8192, null)] // Linux would go on to 8 vCPU
    public void Windows_comes_in_one_to_four_vcpu(int millicores, int mebibytes, string? size) =>
        Assert.Equal(size, FargateSize.CheapestFitting(Windows, VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes), OperatingSystem.Windows)?.ToString());

    [Theory]
    [InlineData(1000, 8192, "2 vCPU + 9 GB")] // AWS's own example: 8.25 GB do not fit on 1 vCPU
    [InlineData(250, 512, "0.25 vCPU + 1 GB")] // 0.75 GB
    [InlineData(250, 256, "0.25 vCPU + 0.5 GB")] // 256 + 256 MiB fit exactly
    [InlineData(250, 257, "0.25 vCPU + 1 GB")]
    [InlineData(0, 0, "0.25 vCPU + 0.5 GB")]
    public void A_pod_on_eks_fargate_pays_for_its_agents_and_the_round_up(int millicores, int mebibytes, string size) =>
        Assert.Equal(size, EksFargate.SizeOf(Linux, new Resources(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes)))?.ToString());

    [Fact]
    public void Eks_fargate_takes_no_spot_rates() =>
        Assert.Throws<ArgumentException>(() => EksFargate.SizeOf(Virginia.FargateSpot(CpuArchitecture.X86_64), default));

    [Fact]
    public void A_size_is_the_cheapest_of_all_that_hold_the_need() => Gen.Select(Need, Rates).Sample((need, rates) =>
    {
        var holding = FargateSize.All.Where(size => size.Cpu >= need.Cpu && size.Memory >= need.Memory).ToList();
        var snapped = FargateSize.CheapestFitting(rates, need.Cpu, need.Memory, OperatingSystem.Linux);
        if (snapped is null) return holding.Count == 0;
        return holding.Contains(snapped) && holding.All(size => size.PricePerHour(rates).Amount >= snapped.PricePerHour(rates).Amount);
    });

    [Fact]
    public void More_need_never_costs_less() => Gen.Select(Need, Need, Rates).Sample((left, right, rates) =>
    {
        var less = FargateSize.CheapestFitting(rates, left.Cpu, left.Memory, OperatingSystem.Linux);
        var more = FargateSize.CheapestFitting(rates, VCpu.Max(left.Cpu, right.Cpu), MemorySize.Max(left.Memory, right.Memory), OperatingSystem.Linux);
        return more is null || (less is not null && less.PricePerHour(rates).Amount <= more.PricePerHour(rates).Amount);
    });

    [Fact]
    public void A_pair_that_is_not_sold_is_refused_with_the_pairs_that_are()
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() =>
            FargateSize.Require(VCpu.FromEcsUnits(256), MemorySize.FromMebibytes(5120), "schedules.json:14")).Problems);
        Assert.Equal("`0.25 vCPU` with `5120 MiB` is not a pair that Fargate sells (schedules.json:14): use 512 MiB, 1024 MiB, 2048 MiB", problem.ToString());
    }
}
