using CostTool.Analyzer.Rightsizing;
using static CostTool.Analyzer.Tests.Rightsizing.Evidence;

namespace CostTool.Analyzer.Tests.Rightsizing;

/// <summary>Today two replicas ask for 1 vCPU and 1,024 MiB; a need of 0.4 vCPU and 400 MiB leads to 0.52 vCPU and 557 MiB unless a rule forbids it.</summary>
public sealed class RecommenderTests
{
    // exp(-10 × (x - 1)) = 0.05 at x = 1.29957: 0.4 × 1.29957 = 0.5198, the next 10 millicores are 520.
    // exp(-10 × (x - 1)) = 0.02 at x = 1.39120: 400 × 1.39120 = 556.48, the next mebibyte is 557.
    private static readonly HandMadeForecast Small = new(0.4, 400);
    private static readonly HandMadeForecast Large = new(1, 1000);

    [Fact]
    public void Takes_the_smallest_size_whose_chances_meet_the_targets()
    {
        var size = Recommend(Task(Sketch(14), Small));
        Assert.Equal((SizeDirection.Down, 520L, 557m), (size.Direction, size.Cpu!.Value.Millicores, size.Memory!.Value.Mebibytes));
        Assert.InRange(size.CpuBreach!.Value.Value, 0.04, 0.05);
        Assert.InRange(size.MemoryBreach!.Value.Value, 0.015, 0.02);
        Assert.Equal((14, 14 * 288L, SizeConfidence.Medium), (size.WindowDays, size.Samples, size.Confidence));
        Assert.Contains(size.Reasons, reason => reason.StartsWith("processor: 0.52 vCPU will do", StringComparison.Ordinal));
    }

    [Fact]
    public void Goes_up_where_the_chance_is_above_the_target_and_says_the_chance()
    {
        var size = Recommend(Task(Sketch(14), Large));
        Assert.Equal((SizeDirection.Up, 1300L, 1392m), (size.Direction, size.Cpu!.Value.Millicores, size.Memory!.Value.Mebibytes)); // 1.29957 vCPU, 1391.2 MiB
        Assert.Contains("processor: at 1 vCPU the chance to be short within 14 days is 100.0 % (50.0 % to 100.0 %), above 5.0 %", size.Reasons);
    }

    [Theory]
    [InlineData(SizingRule.Saturated, 40, 520)]    // 40 of 4,032 samples are 0.992 %
    [InlineData(SizingRule.Saturated, 41, 1250)]  // 1.017 %; 1 vCPU × 1.25
    [InlineData(SizingRule.Throttled, 41, 1250)]
    public void Processor_that_was_short_goes_up_and_memory_may_still_shrink(SizingRule rule, long samples, long millicores)
    {
        var size = Recommend(Task(Sketch(14, (day, index) => index > 0 ? day : rule == SizingRule.Saturated ? day with { CpuSaturated = samples } : day with { Throttled = samples }), Small));
        Assert.Equal((millicores, 557m), (size.Cpu!.Value.Millicores, size.Memory!.Value.Mebibytes));
        Assert.Equal(millicores > 1000 ? SizeDirection.Up : SizeDirection.Down, size.Direction);
    }

    [Fact]
    public void Memory_at_its_limit_goes_up_and_processor_may_still_shrink()
    {
        var size = Recommend(Task(Sketch(14, (day, index) => index == 3 ? day with { MemorySaturated = 60 } : day), Small));
        Assert.Equal((SizeDirection.Up, 520L, 1280m), (size.Direction, size.Cpu!.Value.Millicores, size.Memory!.Value.Mebibytes)); // 1024 × 1.25
    }

    [Fact]
    public void A_kill_raises_memory_above_the_limit_that_did_not_do_and_is_never_followed_by_less()
    {
        var killed = Recommend(Task(Sketch(14, (day, index) => index == 2 ? day with { OomKills = 1 } : day), Small));
        Assert.Equal((SizeDirection.Up, 1280m), (killed.Direction, killed.Memory!.Value.Mebibytes)); // 1024 × 1.25
        Assert.Contains(killed.Reasons, reason => reason.Contains("1 times killed for memory; 1.25 times the 1024 MiB that did not do", StringComparison.Ordinal));

        // Since then the limit was raised from 512 MiB to today's 1,024: 512 × 1.25 = 640 is held, and nothing less than today is taken.
        var raised = Recommend(Task(Sketch(14, (day, index) => index == 2 ? day with { OomKills = 1, MemoryLimitBytes = 512.0 * (1 << 20) } : day), Small));
        Assert.Equal(1024m, raised.Memory!.Value.Mebibytes);
        Assert.Contains("memory is not made smaller: it was killed for memory", raised.Reasons);
    }

    [Theory]
    [InlineData(6, SizeDirection.Keep, SizeConfidence.Low)]
    [InlineData(7, SizeDirection.Down, SizeConfidence.Medium)]
    public void Less_than_a_week_never_shrinks(int days, SizeDirection direction, SizeConfidence confidence)
    {
        var size = Recommend(Task(Sketch(days), Small));
        Assert.Equal((direction, confidence), (size.Direction, size.Confidence));
        Assert.Equal(days < 7, size.Reasons.Contains("processor is not made smaller: 6 days have samples, 7 needed"));
    }

    [Fact]
    public void Less_than_a_week_may_still_go_up() => Assert.Equal(SizeDirection.Up, Recommend(Task(Sketch(2), Large)).Direction);

    [Theory]
    [InlineData(167, SizeDirection.Unknown)]
    [InlineData(168, SizeDirection.Up)]
    public void Too_few_samples_say_nothing(long samples, SizeDirection direction)
    {
        var size = Recommend(Task(Sketch(1, (day, _) => day with { Samples = samples }), Large));
        Assert.Equal(direction, size.Direction);
        Assert.Equal(direction == SizeDirection.Unknown, size.Cpu is null && size.Memory is null && size.Confidence == SizeConfidence.None);
    }

    [Fact]
    public void No_usage_is_unknown_and_no_readings_of_one_resource_leave_it_alone()
    {
        var unseen = Recommend(Task(null, null));
        Assert.Equal((SizeDirection.Unknown, SizeConfidence.None, 0L), (unseen.Direction, unseen.Confidence, unseen.Samples));
        Assert.Equal(["no usage samples"], unseen.Reasons);

        var cpuOnly = Recommend(Task(Sketch(14, (day, _) => day with { MemorySamples = 0, MemoryMaxBytes = null }), Small with { Mebibytes = null }));
        Assert.Equal((SizeDirection.Down, 520L), (cpuOnly.Direction, cpuOnly.Cpu!.Value.Millicores));
        Assert.Null(cpuOnly.Memory);
        Assert.Null(cpuOnly.MemoryBreach);
        Assert.Contains("no readings of memory", cpuOnly.Reasons);
    }

    [Fact]
    public void Without_a_size_of_today_the_size_is_told_and_the_direction_is_not()
    {
        var size = Recommend(Task(Sketch(14), Small) with { CurrentCpu = null, CurrentMemory = null });
        Assert.Equal((SizeDirection.Unknown, 520L, 557m), (size.Direction, size.Cpu!.Value.Millicores, size.Memory!.Value.Mebibytes));
    }

    [Fact]
    public void Memory_that_grows_gets_room_for_the_horizon()
    {
        // 300 MiB and 10 MiB more each day: the last of 14 days is 430, 14 more days are 570.
        var size = Recommend(Task(Sketch(14, (day, index) => day with { MemoryMaxBytes = (300.0 + (10 * index)) * (1 << 20) }), Small));
        Assert.Equal(570m, size.Memory!.Value.Mebibytes);
        Assert.Contains("memory: it grows by about 10 MiB a day; 14 more days of that on the last week's 430 MiB fit", size.Reasons);
    }

    [Theory]
    [InlineData(3)]   // one odd day
    [InlineData(13)]  // the odd day is the last
    public void One_high_day_is_no_growth(int odd)
    {
        var size = Recommend(Task(Sketch(14, (day, index) => index == odd ? day with { MemoryMaxBytes = 390.0 * (1 << 20) } : day), Small));
        Assert.Equal(557m, size.Memory!.Value.Mebibytes);
    }

    [Theory]
    [InlineData(16, 14, false)] // 16 to 29 October
    [InlineData(17, 14, true)]  // to 30 October, the last but one
    [InlineData(1, 14, true)]   // from the first
    [InlineData(2, 14, false)]
    public void A_window_without_a_month_end_says_so(int from, int days, bool sawIt) =>
        Assert.Equal(!sawIt, Recommend(Task(Sketch(days, from: new DateOnly(2026, 10, from)), Small)).Reasons.Contains("the window saw no month-end: what runs then is not in the size"));

    [Theory]
    [InlineData(27, SizeConfidence.Medium)]
    [InlineData(28, SizeConfidence.High)]
    public void Four_weeks_with_a_month_end_carry_most(int days, SizeConfidence confidence) => Assert.Equal(confidence, Recommend(Task(Sketch(days), Small)).Confidence);

    [Fact]
    public void A_weekday_that_a_short_window_never_saw_forbids_less()
    {
        var ten = Sketch(10);
        var size = Recommend(Task(Of([.. ten.Days.Where(day => day.Day.DayOfWeek != DayOfWeek.Thursday)]), Small)); // 5 to 14 October, a Wednesday: 9 days less 8 October
        Assert.Equal((SizeDirection.Keep, SizeConfidence.Low), (size.Direction, size.Confidence));
        Assert.Contains("no Thursday was seen", size.Reasons);

        // Absent twice, it is taken for a day on which nothing runs; the gap is still told.
        var month = Sketch(28);
        var office = Recommend(Task(Of([.. month.Days.Where(day => day.Day.DayOfWeek is not DayOfWeek.Sunday)]), Small));
        Assert.Equal((SizeDirection.Down, SizeConfidence.Low), (office.Direction, office.Confidence));
        Assert.Contains("no Sunday was seen", office.Reasons);
    }

    [Fact]
    public void Hours_without_samples_are_told_and_lower_the_confidence()
    {
        var size = Recommend(Task(Sketch(14, (day, _) => day with { HoursSeen = 20 }), Small)); // 4 of 24 hours are 17 %
        Assert.Equal(SizeConfidence.Low, size.Confidence);
        Assert.Contains("17 % of the window's hours have no sample", size.Reasons);
    }

    /// <summary>How processor was short.</summary>
    public enum SizingRule
    {
        /// <summary>At its limit.</summary>
        Saturated,

        /// <summary>Throttled.</summary>
        Throttled,
    }
}
