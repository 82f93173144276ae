using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using static CostTool.Analyzer.Tests.Rightsizing.Evidence;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>
/// On nodes the limit kills and the request costs. Two replicas ask for 1 vCPU and 1,024 MiB with a limit of 1,024 MiB and peak at 300 MiB each day; the need of 400 MiB is
/// met at the accepted chance by 557 MiB.
/// </summary>
public sealed class RequestAndLimitTests
{
    private const double Mebibyte = 1 << 20;
    private static readonly HandMadeForecast Small = new(0.4, 400);

    [Fact]
    public void The_request_is_the_ordinary_days_peak_and_the_limit_is_sized_by_the_chance_of_a_kill()
    {
        var size = Recommend(Subject(Sketch(14), Small));
        Assert.Equal((SizeDirection.Down, 300m, 557m), (size.Direction, size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes));
        Assert.InRange(size.MemoryBreach!.Value.Value, 0.015, 0.02); // at the limit; at the request of 300 it would be 1
        Assert.Contains(size.Reasons, reason => reason.StartsWith("memory limit: 557 MiB will do; the chance to be short within 14 days is 2.0 %", StringComparison.Ordinal) && reason.EndsWith("at 1024 MiB it is 0.0 %", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 300)] // 1 of 14 days is 7 %: an odd day
    [InlineData(2, 390)] // 2 of 14 are 14 %, more than one day in ten
    public void The_request_holds_the_peak_of_nine_days_in_ten(int high, long mebibytes)
    {
        var size = Recommend(Subject(Sketch(14, (day, index) => index % 5 == 2 && index / 5 < high ? day with { MemoryMaxBytes = 390 * Mebibyte } : day), Small));
        Assert.Equal((mebibytes, 557m), ((long)size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes));
    }

    [Fact]
    public void A_request_below_the_ordinary_peak_goes_up_although_nothing_is_killed()
    {
        var size = Recommend(Subject(Sketch(14), Small) with { CurrentMemory = MemorySize.FromMebibytes(128) });
        Assert.Equal((SizeDirection.Up, 300m), (size.Direction, size.Memory!.Value.Mebibytes));
        Assert.Contains("memory request: 300 MiB hold the peak of all but 0 % of the days; 128 MiB hold all but 100 %", size.Reasons);
    }

    [Theory]
    [InlineData(286, SizeDirection.Keep)] // 286 × 1.05 = 300.3
    [InlineData(285, SizeDirection.Up)]   // 285 × 1.05 = 299.25
    public void A_request_a_twentieth_below_the_peak_does_no_harm_and_stays(int request, SizeDirection direction) =>
        Assert.Equal(direction, Recommend(Subject(Sketch(14), Small) with { CurrentMemory = MemorySize.FromMebibytes(request), CurrentCpu = VCpu.FromMillicores(520), CurrentMemoryLimit = MemorySize.FromMebibytes(600) }).Direction);

    [Fact]
    public void A_kill_raises_the_limit_and_the_request_is_not_made_smaller()
    {
        var size = Recommend(Subject(Sketch(14, (day, index) => index == 2 ? day with { OomKills = 1 } : day), Small));
        Assert.Equal((SizeDirection.Up, 1024m, 1280m), (size.Direction, size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes)); // 1024 × 1.25
        Assert.Contains("memory request is not made smaller: it was killed for memory", size.Reasons);
    }

    [Theory]
    [InlineData(6, 1024, 1024)] // less than a week lowers neither
    [InlineData(7, 300, 557)]
    public void Doubtful_evidence_lowers_neither(int days, int request, int limit)
    {
        var size = Recommend(Subject(Sketch(days), Small));
        Assert.Equal((request, limit), ((int)size.Memory!.Value.Mebibytes, (int)size.MemoryLimit!.Value.Mebibytes));
    }

    [Fact]
    public void A_limit_that_only_could_be_lower_is_not_worth_a_deployment()
    {
        var size = Recommend(Subject(Sketch(14), Small) with { CurrentCpu = VCpu.FromMillicores(520), CurrentMemory = MemorySize.FromMebibytes(300) });
        Assert.Equal((SizeDirection.Keep, 300m, 1024m), (size.Direction, size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes));
    }

    [Theory]
    [InlineData(557, 557)]
    [InlineData(612, 612)] // a tenth above 557 is 612.7
    [InlineData(613, 557)]
    public void A_limit_recommended_before_stays_while_it_is_near(int last, int limit)
    {
        var before = Recommend(Subject(Sketch(14), Small)) with { MemoryLimit = MemorySize.FromMebibytes(last) };
        Assert.Equal(limit, (int)Recommend(Subject(Sketch(14), Small) with { Last = before }).MemoryLimit!.Value.Mebibytes);
    }

    [Fact]
    public void The_limit_is_never_below_the_request_that_an_autoscaler_needs()
    {
        // Held at a quarter of the request, a peak of 300 MiB needs a request of 1,200.
        var size = Recommend(Subject(Sketch(14), Small) with { Autoscaler = new Autoscaler(2, 2, null, 0.25) });
        Assert.Equal((SizeDirection.Up, 1200m, 1200m), (size.Direction, size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes));
    }

    [Fact]
    public void Memory_that_grows_moves_request_and_limit()
    {
        // 300 MiB and 10 MiB more each day: the last of 14 days is 430, 14 more days are 570.
        var size = Recommend(Subject(Sketch(14, (day, index) => day with { MemoryMaxBytes = (300.0 + (10 * index)) * Mebibyte }), Small));
        Assert.Equal((570m, 570m), (size.Memory!.Value.Mebibytes, size.MemoryLimit!.Value.Mebibytes));
    }

    [Fact]
    public void Without_a_limit_today_one_is_recommended_and_the_direction_is_the_requests()
    {
        var size = Recommend(Subject(Sketch(14, (day, _) => day with { MemoryLimitBytes = null }), Small) with { CurrentMemory = MemorySize.FromMebibytes(300), CurrentCpu = VCpu.FromMillicores(520) });
        Assert.Equal((SizeDirection.Keep, (MemorySize?)null, 557m), (size.Direction, size.CurrentMemoryLimit, size.MemoryLimit!.Value.Mebibytes));
    }
}
