using CostTool.Analyzer.Rightsizing;

namespace CostTool.Analyzer.Tests.Rightsizing;

public sealed class RiskAllotmentTests
{
    private const double Gibibyte = 1 << 30;

    // Two sizes: the large one is safe and costs more.
    private static readonly SizeOption[] Sizes = [new(1, 2 * Gibibyte, 1), new(1, 4 * Gibibyte, 1.5)];

    [Fact]
    public void TheMeanChanceOfTheFleetIsWhatThePolicyAccepts()
    {
        // Ten workloads with chances 1 % to 10 % at the small size, none at the large one; a mean of 2 % is a sum of 20 %: 1 + 2 + 3 + 4 + 5 = 15 fit, 6 more do not.
        var fleet = Enumerable.Range(1, 10).Select(percent => new Step(percent / 100.0)).ToList();
        var allotted = RiskAllotment.Allot(fleet, Sizes, SizingPolicy.Default with { MemoryBreachTarget = 0.02 });
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], allotted.Select(risk => risk.Option));
        Assert.Equal(0.15, allotted.Sum(risk => risk.Memory), 9);
    }

    [Fact]
    public void OneWorkloadAloneTakesNoMoreThanTheTarget()
    {
        Assert.Equal(0, RiskAllotment.Allot([new Step(0.02)], Sizes, SizingPolicy.Default with { MemoryBreachTarget = 0.02 })[0].Option);
        Assert.Equal(1, RiskAllotment.Allot([new Step(0.021)], Sizes, SizingPolicy.Default with { MemoryBreachTarget = 0.02 })[0].Option);
    }

    [Fact]
    public void NoWorkloadTakesMoreThanItsMultipleOfTheTarget()
    {
        // A hundred safe ones leave a budget of 2.02, yet 11 % is above five times 2 %.
        var fleet = Enumerable.Repeat(new Step(0), 100).Append(new Step(0.11)).ToList();
        Assert.Equal(1, RiskAllotment.Allot(fleet, Sizes, SizingPolicy.Default with { MemoryBreachTarget = 0.02 })[100].Option);
        Assert.Equal(0, RiskAllotment.Allot(fleet, Sizes, SizingPolicy.Default with { MemoryBreachTarget = 0.02, MostOfTarget = 6 })[100].Option);
    }

    [Fact]
    public void WhereNoSizeIsEnoughTheLeastBreachedIsTaken()
    {
        Assert.Equal(1, RiskAllotment.Allot([new Always(0.9, 0.6)], Sizes, SizingPolicy.Default)[0].Option);
    }

    [Fact]
    public void AnEmptyFleetTakesNoRisk() => Assert.Empty(RiskAllotment.Allot([], Sizes, SizingPolicy.Default));

    private sealed record Step(double AtSmall) : ISizeForecast
    {
        public BreachProbability? CpuBreach(double cores) => new(0, 0, 0);

        public BreachProbability? MemoryBreach(double bytes) => bytes >= 4 * Gibibyte ? new(0, 0, 0) : new(AtSmall, 0, 1);
    }

    private sealed record Always(double AtSmall, double AtLarge) : ISizeForecast
    {
        public BreachProbability? CpuBreach(double cores) => new(0, 0, 0);

        public BreachProbability? MemoryBreach(double bytes) => bytes >= 4 * Gibibyte ? new(AtLarge, 0, 1) : new(AtSmall, 0, 1);
    }
}
