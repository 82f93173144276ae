using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CsCheck;
using static CostTool.Analyzer.Tests.Rightsizing.Evidence;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>Recommendations that are made night after night stand still.</summary>
public sealed class SteadySizesTests
{
    private static readonly SizingPrices Prices = new(PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test")).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), Hours.PerAverageMonth);

    [Theory]
    [InlineData(0.76, SizeDirection.Keep)] // 0.76 × 1.29957 = 0.988, so 990: 1 - (9 × 0.99 + 1) ÷ 10 = 0.9 %
    [InlineData(0.72, SizeDirection.Down)] // 0.936, so 940: 5.4 %
    public void A_change_that_saves_less_than_a_twentieth_is_not_made(double need, SizeDirection direction)
    {
        // Memory: 736 × 1.3912 = 1023.9, so today's 1,024 MiB are the smallest.
        var size = Recommend(Task(Sketch(14), new HandMadeForecast(need, 736)));
        Assert.Equal(direction, size.Direction);
        Assert.Equal(direction == SizeDirection.Keep, size.Reasons.Any(reason => reason.Contains("not worth a deployment", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_change_that_saves_less_than_a_dollar_is_not_made()
    {
        // One replica from 20 to 10 millicores saves half of it, 0.01 × 0.0486 × 730 = $0.35 a month.
        var subject = Task(Sketch(14), new HandMadeForecast(0.005, 736)) with { CurrentCpu = VCpu.FromMillicores(20), CurrentMemory = MemorySize.FromMebibytes(1024), Replicas = 1 };
        Assert.Equal(SizeDirection.Keep, Recommend(subject, prices: Prices).Direction);
        Assert.Equal(SizeDirection.Down, Recommend(subject with { Replicas = 100, CurrentMemory = MemorySize.FromMebibytes(1024), Forecast = new HandMadeForecast(0.005, 400) }, prices: Prices).Direction);
    }

    [Theory]
    [InlineData(0.40, 0.41)] // the need wavers by 2.5 %
    [InlineData(0.38, 0.40)] // around a step of the size
    [InlineData(0.70, 0.75)] // around the least saving: 0.91 and 0.975 vCPU of 1
    [InlineData(0.72, 0.73)]
    public void Evidence_that_alternates_between_two_needs_moves_the_size_once_at_most_after_both_were_seen(double low, double high)
    {
        var sizes = Nights(night => Task(Sketch(14), new HandMadeForecast(night % 2 == 0 ? low : high, 700)), 20);
        Assert.Single(sizes.Skip(2).Distinct());
    }

    [Theory]
    [InlineData(39, 42)] // 0.97 % and 1.04 % of the samples are at the limit
    [InlineData(30, 45)]
    public void Evidence_that_alternates_around_a_threshold_moves_the_size_once_at_most(long less, long more)
    {
        var sizes = Nights(night => Task(Sketch(14, (day, index) => index == 0 ? day with { CpuSaturated = night % 2 == 0 ? less : more } : day), new HandMadeForecast(0.4, 700)), 20);
        Assert.Single(sizes.Skip(2).Distinct());
    }

    [Fact]
    public void Noise_of_five_percent_moves_a_size_only_upwards_and_seldom() =>
        Gen.Double[0.95, 1.05].Array[60].Sample(noise =>
        {
            var sizes = Nights(night => Task(Sketch(14), new HandMadeForecast(0.4 * noise[night], 400)), noise.Length);
            var moves = sizes.Zip(sizes.Skip(1)).Where(pair => pair.First != pair.Second).ToList();
            return moves.Count <= 6 && moves.TrueForAll(move => move.Second.Cpu > move.First.Cpu); // 500 to 550 millicores in steps of 10
        }, iter: 200);

    [Fact]
    public void A_last_size_that_became_too_small_is_left_at_once()
    {
        var last = Recommend(Task(Sketch(14), new HandMadeForecast(0.4, 400)));
        var next = Recommend(Task(Sketch(14), new HandMadeForecast(0.6, 400)) with { Last = last });
        Assert.Equal(780, next.Cpu!.Value.Millicores); // 0.6 × 1.29957 = 0.7797
    }

    [Fact]
    public void A_need_that_halved_is_followed()
    {
        var last = Recommend(Task(Sketch(14), new HandMadeForecast(0.4, 400)));
        var next = Recommend(Task(Sketch(14), new HandMadeForecast(0.2, 400)) with { Last = last });
        Assert.Equal(260, next.Cpu!.Value.Millicores);
    }

    private static List<(VCpu? Cpu, MemorySize? Memory)> Nights(Func<int, SizingSubject> subject, int nights)
    {
        var sizes = new List<(VCpu?, MemorySize?)>();
        SizeRecommendation? last = null;
        for (var night = 0; night < nights; night++)
        {
            last = Recommend(subject(night) with { Last = last });
            sizes.Add((last.Cpu, last.Memory));
        }

        return sizes;
    }
}
