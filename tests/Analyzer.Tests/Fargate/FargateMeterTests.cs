using System.Globalization;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CsCheck;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Fargate;

public sealed class FargateMeterTests
{
    private static readonly RegionPrices Virginia = PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"));
    private static readonly FargateRates Linux = Virginia.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64); // 0.04048 and 0.004445
    private static readonly FargateRates Windows = Virginia.Fargate(OperatingSystem.Windows, CpuArchitecture.X86_64); // 0.046552, 0.00511175, licence 0.046

    [Theory]
    [InlineData("00:00:00", OperatingSystem.Linux, 60)]
    [InlineData("00:00:59", OperatingSystem.Linux, 60)]
    [InlineData("00:01:00", OperatingSystem.Linux, 60)]
    [InlineData("00:01:00.0000001", OperatingSystem.Linux, 61)] // rounded up to the second
    [InlineData("00:01:01", OperatingSystem.Linux, 61)]
    [InlineData("00:04:59", OperatingSystem.Windows, 300)]
    [InlineData("00:05:00", OperatingSystem.Windows, 300)]
    [InlineData("00:05:01", OperatingSystem.Windows, 301)]
    public void A_run_is_billed_by_the_second_above_a_minimum(string time, OperatingSystem system, long seconds) =>
        Assert.Equal(seconds, FargateMeter.BilledSeconds(TimeSpan.Parse(time, CultureInfo.InvariantCulture), system));

    [Fact]
    public void A_run_costs_its_vcpu_and_gigabyte_hours()
    {
        // half an hour of 1 vCPU + 2 GB: 0.5 × (0.04048 + 2 × 0.004445) = 0.5 × 0.04937 = 0.024685
        var cost = FargateMeter.Run(Linux, Size(1, 2), TimeSpan.FromMinutes(30));
        Assert.Equal(0.024685m, cost.Total.Amount);
        Assert.Equal(["Cpu 0.5 vcpu-hour", "Memory 1.0 gb-hour"], cost.Charges.Select(Line));
        Assert.Equal("fargate/us-east-1/linux/x86_64/vcpu-hour/on-demand", cost.Charges[0].Price.Id.Value);
    }

    [Fact]
    public void An_always_on_task_costs_its_hours()
    {
        // 730 × (0.25 × 0.04048 + 0.5 × 0.004445) = 730 × 0.0123425 = 9.010025
        Assert.Equal(9.010025m, FargateMeter.AlwaysOn(Linux, Size(0.25m, 0.5m), Hours.PerAverageMonth).Total.Amount);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(20, "0")]
    [InlineData(21, "0.000111")] // 1 GB above the included 20, for an hour
    [InlineData(200, "0.01998")] // 180 × 0.000111
    public void Storage_is_billed_above_twenty_gigabytes(int gibibytes, string usd)
    {
        var charge = FargateMeter.AlwaysOn(Linux, Size(1, 2), new Hours(1), MemorySize.FromGibibytes(gibibytes))
            .Charges.SingleOrDefault(line => line.Component == FargateComponent.Storage);
        Assert.Equal(decimal.Parse(usd, CultureInfo.InvariantCulture), charge?.Amount.Amount ?? 0);
    }

    [Fact]
    public void Storage_that_fargate_does_not_give_or_price_is_refused()
    {
        Assert.Throws<ProblemException>(() => FargateMeter.AlwaysOn(Linux, Size(1, 2), new Hours(1), MemorySize.FromGibibytes(201)));
        var unpriced = Linux with { EphemeralGbHour = null };
        Assert.Throws<ProblemException>(() => FargateMeter.AlwaysOn(unpriced, Size(1, 2), new Hours(1), MemorySize.FromGibibytes(21)));
        Assert.Equal(2, FargateMeter.AlwaysOn(unpriced, Size(1, 2), new Hours(1), MemorySize.FromGibibytes(20)).Charges.Count);
    }

    [Fact]
    public void Windows_pays_a_licence_and_at_least_five_minutes()
    {
        // 300 s of 2 vCPU + 4 GB: (2 × 0.046552 + 4 × 0.00511175 + 2 × 0.046) / 12 = 0.205551 / 12 = 0.01712925
        var cost = FargateMeter.Run(Windows, Size(2, 4), TimeSpan.FromSeconds(20));
        Assert.Equal(0.01712925m, decimal.Round(cost.Total.Amount, 20));
        Assert.Equal([FargateComponent.Cpu, FargateComponent.Memory, FargateComponent.Licence], cost.Charges.Select(charge => charge.Component));
        Assert.Throws<ProblemException>(() => FargateMeter.Run(Windows, Size(0.5m, 1), TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Spot_is_a_band_around_its_price_below_on_demand()
    {
        var spot = FargateMeter.AlwaysOn(Virginia.FargateSpot(CpuArchitecture.X86_64), Size(1, 2), new Hours(1));
        Assert.Equal(0.01288561m + (2 * 0.00141493m), spot.Total.Amount);
        Assert.True(spot.Low.Amount < spot.High.Amount);
        Assert.InRange(spot.Total.Amount, spot.Low.Amount, spot.High.Amount);
        Assert.True(spot.High < FargateMeter.AlwaysOn(Linux, Size(1, 2), new Hours(1)).Total);
    }

    [Fact]
    public void Runs_of_a_minute_or_more_cost_the_same_cut_in_whole_seconds() =>
        Gen.Select(Gen.Int[0, FargateSize.All.Count - 1].Select(place => FargateSize.All[place]), Gen.Int[60, 100_000], Gen.Int[60, 100_000]).Sample((size, first, second) =>
        {
            var apart = FargateMeter.Run(Linux, size, TimeSpan.FromSeconds(first)).Total + FargateMeter.Run(Linux, size, TimeSpan.FromSeconds(second)).Total;
            var together = FargateMeter.Run(Linux, size, TimeSpan.FromSeconds(first + second)).Total;
            return decimal.Round(apart.Amount, 20) == decimal.Round(together.Amount, 20);
        });

    [Fact]
    public void Many_runs_cost_a_run_times_their_number()
    {
        var run = FargateMeter.Run(Linux, Size(1, 2), TimeSpan.FromMinutes(30));
        Assert.Equal(30 * 0.024685m, run.Times(30).Total.Amount);
    }

    private static FargateSize Size(decimal cores, decimal gibibytes) =>
        FargateSize.Find(VCpu.FromCores(cores), MemorySize.FromGibibytes(gibibytes)) ?? throw new ArgumentException("not on sale");

    private static string Line(FargateCharge charge) => string.Create(CultureInfo.InvariantCulture, $"{charge.Component} {charge.Quantity:0.0} {charge.Price.Unit}");
}
