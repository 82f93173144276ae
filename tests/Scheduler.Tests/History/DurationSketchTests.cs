using CostTool.Scheduler.History;
using CsCheck;

namespace CostTool.Scheduler.Tests.History;

public sealed class DurationSketchTests
{
    private static readonly Gen<double[]> Durations = Gen.Double[-6, 8].Select(power => Math.Pow(10, power)).Array[1, 200];

    private static DurationSketch Of(IEnumerable<double> durations)
    {
        var sketch = new DurationSketch();
        foreach (var seconds in durations) sketch.Add(seconds);
        return sketch;
    }

    [Fact]
    public void A_quantile_is_within_the_stated_error_of_the_value_of_its_rank() => Gen.Select(Durations, Gen.Double[0, 1]).Sample((durations, share) =>
    {
        var sorted = durations.Order().ToArray();
        var exact = sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
        return Math.Abs(Of(durations).Quantile(share)!.Value - exact) <= exact * DurationSketch.RelativeError * 1.0001;
    });

    [Fact]
    public void Merging_gives_the_sketch_of_both() => Gen.Select(Durations, Durations, Gen.Double[0, 1]).Sample((one, other, share) =>
    {
        var (merged, whole) = (Of(one), Of([.. one, .. other]));
        merged.Merge(Of(other));
        return merged.Quantile(share) == whole.Quantile(share) && merged.Count == whole.Count && merged.Longest == whole.Longest && merged.Shortest == whole.Shortest;
    });

    [Theory]
    [InlineData(0.5, 2)]     // rank 2 of 4
    [InlineData(0.51, 3)]    // rank 3
    [InlineData(1, 4)]       // the longest, exactly
    [InlineData(0, 1)]       // the shortest
    public void The_rank_is_the_smallest_that_covers_the_share(double share, double about) =>
        Assert.InRange(Of([4, 1, 3, 2]).Quantile(share)!.Value, about * 0.99, about * 1.01);

    [Fact]
    public void An_empty_sketch_knows_nothing()
    {
        Assert.Null(new DurationSketch().Quantile(0.5));
        Assert.Null(new DurationSketch().Longest);
    }

    [Fact]
    public void Zero_is_a_duration() => Assert.Equal(0, Of([0, 0, 5]).Quantile(0.5));

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_duration_is_not_taken(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(() => new DurationSketch().Add(seconds));
}
