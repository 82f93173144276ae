using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Backtesting.Baselines;

namespace CostTool.Analyzer.Tests.Backtesting;

public sealed class BaselineTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void The_current_size_is_the_newest_limit_of_any_instance()
    {
        var old = Recorded.Instance(Hour, Recorded.Flat(10, 0.1), null, cpuLimit: 4, memoryLimit: 8e9);
        var young = Recorded.Instance(Hour, Recorded.Flat(20, 0.1), null, cpuLimit: 2, memoryLimit: 4e9, name: "b");
        Assert.Equal(new SizeNeed(2, 4e9), Recorded.Size(new CurrentSize(), Recorded.Start + Day, old, young));
    }

    [Fact]
    public void Without_limits_there_is_no_current_size() =>
        Assert.Null(Recorded.Size(new CurrentSize(), Recorded.Start + Day, Recorded.Instance(Hour, Recorded.Flat(10, 0.1))));

    [Theory]
    [InlineData(0.7, "co-proxy-0.7", 2.0)] // 1.4 / 0.7
    [InlineData(1.0, "co-proxy-1.0", 1.4)]
    public void The_proxy_lets_the_peak_reach_its_part_of_the_size(double part, string name, double cores)
    {
        var method = PeakTimesFactor.ComputeOptimizerProxy(part);
        Assert.Equal(name, method.Name);
        var need = Recorded.Size(method, Recorded.Start + Day, Recorded.Instance(Hour, [0.2, 1.4, double.NaN, 0.3]))!.Value;
        Assert.Equal(cores, need.CpuCores!.Value, 12);
        Assert.Null(need.MemoryBytes);
    }

    [Fact]
    public void Max_times_one_point_two_takes_the_peak_of_all_instances() =>
        Assert.Equal(new SizeNeed(null, 1.2 * 700), Recorded.Size(PeakTimesFactor.Plus20Percent, Recorded.Start + Day,
            Recorded.Instance(Hour, null, [100, 700]), Recorded.Instance(Hour, null, [300, 200], name: "b")));

    [Fact]
    public void Krr_simple_takes_the_percentile_of_each_instance_and_then_the_largest()
    {
        // Instance a: 0.000, 0.010, .. 1.000 (101 samples): P95 at rank 95 = 0.95. Instance b: flat 0.2. Pooled it would be far less.
        var a = Recorded.Instance(FiveMinutes, [.. Enumerable.Range(0, 101).Select(at => at / 100.0)], Recorded.Flat(101, 200 * Recorded.Mebibyte));
        var b = Recorded.Instance(FiveMinutes, Recorded.Flat(900, 0.2), Recorded.Flat(900, 300 * Recorded.Mebibyte), name: "b");
        var need = Recorded.Size(Krr.Simple, Recorded.Start + (5 * Day), a, b)!.Value;
        Assert.Equal(0.95, need.CpuCores!.Value, 12);
        Assert.Equal(345 * Recorded.Mebibyte, need.MemoryBytes); // 300 × 1.15, whole mebibytes
    }

    [Fact]
    public void Krr_simple_limit_takes_the_96th_percentile_of_all_instances_together()
    {
        // 0 .. 0.100 by 0.001 (101 samples) in two instances: rank 0.96 × 100 = 96 of the pooled, 0.096.
        var all = Enumerable.Range(0, 101).Select(at => at / 1000.0).ToList();
        var need = Recorded.Size(Krr.SimpleLimit, Recorded.Start + Day,
            Recorded.Instance(FiveMinutes, [.. all.Take(50)]), Recorded.Instance(FiveMinutes, [.. all.Skip(50)], name: "b"))!.Value;
        Assert.Equal(0.096, need.CpuCores!.Value, 12);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Krr_wants_a_hundred_samples(int samples, bool answers) =>
        Assert.Equal(answers, Recorded.Size(Krr.Simple, Recorded.Start + Day, Recorded.Instance(FiveMinutes, Recorded.Flat(samples, 0.5))) is not null);

    [Fact]
    public void Krr_rounds_up_and_has_floors()
    {
        var small = Recorded.Size(Krr.Simple, Recorded.Start + Day, Recorded.Instance(FiveMinutes, Recorded.Flat(100, 0.0001), Recorded.Flat(100, 1)));
        Assert.Equal(new SizeNeed(0.010, 100 * Recorded.Mebibyte), small);
        var odd = Recorded.Size(Krr.Simple, Recorded.Start + Day, Recorded.Instance(FiveMinutes, Recorded.Flat(100, 0.2501), Recorded.Flat(100, 200.5 * Recorded.Mebibyte)));
        Assert.Equal(new SizeNeed(0.251, 231 * Recorded.Mebibyte), odd); // 200.5 × 1.15 = 230.6 MiB
    }

    [Fact]
    public void Krr_does_not_see_more_than_fourteen_days()
    {
        double[] days = [9, .. Recorded.Flat(15 * 24, 1)];
        Assert.Equal(1, Recorded.Size(Krr.Simple, Recorded.Start + (days.Length * Hour), Recorded.Instance(Hour, days))!.Value.CpuCores);
    }

    [Fact]
    public void Cloudfix_takes_the_worst_hour_of_the_hourly_99th_percentile_times_one_point_two()
    {
        // Seven days of 5-minute samples at 1 core, and one hour that holds a single 2: rank 0.99 × 11 = 10.89 of 12, so 1 + 0.89 × 1 = 1.89.
        var cpu = Recorded.Flat(7 * 288, 1);
        cpu[500] = 2;
        var need = Recorded.Size(new CloudFix(), Recorded.Start + (7 * Day),
            Recorded.Instance(FiveMinutes, cpu, Recorded.Flat(cpu.Length, 1e9), cpuLimit: 4, memoryLimit: 8e9))!.Value;
        Assert.Equal(1.89 * 1.2, need.CpuCores!.Value, 12);
        Assert.Equal(1.2e9, need.MemoryBytes!.Value, 3);
    }

    [Theory]
    [InlineData(7, 3.19, 4.0, false)] // below 80 %
    [InlineData(7, 3.20, 4.0, true)] // at 80 %
    [InlineData(6, 1.00, 4.0, true)] // too young
    [InlineData(7, 0.10, 0.25, true)] // the smallest size already
    public void Cloudfix_keeps_the_size_of_what_is_not_eligible(int days, double cpu, double limit, bool keeps)
    {
        var memoryLimit = 512 * Recorded.Mebibyte;
        var need = Recorded.Size(new CloudFix(), Recorded.Start + (days * Day),
            Recorded.Instance(FiveMinutes, Recorded.Flat(days * 288, cpu), Recorded.Flat(days * 288, 1e8), limit, memoryLimit))!.Value;
        Assert.Equal(keeps ? new SizeNeed(limit, memoryLimit) : new SizeNeed(cpu * 1.2, 1.2e8), need);
    }

    [Fact]
    public void Cloudfix_cannot_judge_without_limits() =>
        Assert.Null(Recorded.Size(new CloudFix(), Recorded.Start + (8 * Day), Recorded.Instance(FiveMinutes, Recorded.Flat(8 * 288, 1))));

    [Fact]
    public void Vpa_answers_with_the_end_of_the_bucket_and_a_margin()
    {
        // Processor 0.5: bucket floor(ln(0.5 × 0.05 / 0.01 + 1) / ln 1.05) = floor(ln 3.5 / 0.04879) = floor(25.68) = 25; its end is
        // 0.01 × (1.05^26 - 1) / 0.05 = 0.2 × (3.555673 - 1) = 0.511134 -> 511 m × 1.15 = 587.65 -> 587 m.
        // Memory 10^9: floor(ln(10^9 × 0.05 / 10^7 + 1) / ln 1.05) = floor(ln 6 / 0.04879) = floor(36.72) = 36; its end is
        // 2 × 10^8 × (1.05^37 - 1) = 2 × 10^8 × 5.08140694 = 1016281388 -> × 1.15 = 1168723596.
        var need = Recorded.Size(new Vpa(), Recorded.Start + (7 * Day), Recorded.Instance(Hour, Recorded.Flat(7 * 24, 0.5), Recorded.Flat(7 * 24, 1e9)))!.Value;
        Assert.Equal(0.587, need.CpuCores);
        Assert.InRange(need.MemoryBytes!.Value, 1168723594, 1168723598);
    }

    [Theory]
    [InlineData(2, true)] // the peak's day is the third newest: 1/4 of 1 + 1/2 + 1/4 + .. , about 12.5 %
    [InlineData(3, false)] // about 6 %: the 90th percentile no longer sees it
    public void Vpa_forgets_a_peak_of_memory_on_the_third_day(int daysAfter, bool seen)
    {
        var memory = Recorded.Flat(8 * 24, 1e9);
        memory[((7 - daysAfter) * 24) + 12] = 4e9;
        var need = Recorded.Size(new Vpa(), Recorded.Start + (8 * Day), Recorded.Instance(Hour, null, memory))!.Value;
        Assert.Equal(seen, need.MemoryBytes > 4e9);
    }

    [Fact]
    public void Vpa_divides_its_least_pod_by_the_containers()
    {
        var instance = Recorded.Instance(Hour, Recorded.Flat(24, 0.001), Recorded.Flat(24, 1e6));
        var alone = new Vpa().Size([Recorded.Series("one", instance)], Recorded.Start + Day);
        Assert.Equal(new SizeNeed(0.025, 250 * Recorded.Mebibyte), alone[0]); // 0.0115 and 11.5 MB are less
        var pair = new Vpa().Size([Recorded.Series("two", instance), Recorded.Series("two", instance)], Recorded.Start + Day);
        Assert.Equal(new SizeNeed(0.012, 125 * Recorded.Mebibyte), pair[0]); // 12.5 m cut to 12; the bucket's 10 m × 1.15 = 11
    }

    [Fact]
    public void Autopilot_windows_take_the_peak_the_average_and_load_adjusted_percentiles()
    {
        // One tick each: 1 core 95 times, then 16 cores 5 times within the last hour, five minutes each. The weights of 8 hours are nearly level.
        double[] cpu = [.. Recorded.Flat(95, 1), .. Recorded.Flat(5, 16)];
        var instance = Recorded.Instance(FiveMinutes, cpu, [.. cpu.Select(cores => cores * 1e9)]);
        var (max, p60, batch) = (Of(AutopilotWindow.Minimal), Of(AutopilotWindow.Intermediate), Of(AutopilotWindow.Batch));
        // Load: 95 × 1 against 5 × 16 = 80, so the 95th percentile of the load is 16 though 95 % of the time is at 1.
        WithinABucket(16 * 1.15, max.CpuCores);
        WithinABucket(16e9 * 1.15, max.MemoryBytes);
        // The newest hour weighs a little more: the 60th percentile of the load lies in the 16 too.
        WithinABucket(16e9 * 1.15, p60.MemoryBytes);
        // Weights 2^(-age / 144 ticks): sum over 95 old ones = 75.04 at age 5..99 and 4.95 for the new; mean = (75.04 + 16 × 4.95) / 79.99 = 1.93.
        WithinABucket(1.93 * 1.15, batch.CpuCores);

        SizeNeed Of(AutopilotWindow method) => Recorded.Size(method, Recorded.Start + Day, instance)!.Value;
    }

    [Fact]
    public void Autopilot_takes_half_the_peak_where_the_60th_percentile_is_below_it()
    {
        var memory = Recorded.Flat(2000, 1e9);
        memory[0] = 4e9;
        var need = Recorded.Size(AutopilotWindow.Intermediate, Recorded.Start + (8 * Day), Recorded.Instance(FiveMinutes, null, memory))!.Value;
        WithinABucket(2e9 * 1.15, need.MemoryBytes);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void The_ensemble_of_autopilot_holds_a_level_load_with_no_margin(double overrunWeight)
    {
        // Nothing ever exceeds the load's own bucket, so each margin above only adds underrun.
        var need = Recorded.Size(new AutopilotEnsemble(overrunWeight), Recorded.Start + (7 * Day), Recorded.Instance(FiveMinutes, Recorded.Flat(7 * 288, 2)))!.Value;
        WithinABucket(2, need.CpuCores);
    }

    [Fact]
    public void The_ensemble_of_autopilot_covers_a_tenth_of_the_time_only_if_overruns_weigh_enough()
    {
        // Every tenth sample is 8 rather than 1. A limit of 8 has an underrun of 0.9; one of 1 has an overrun of 0.1 × w_o.
        var cpu = Enumerable.Range(0, 7 * 288).Select(at => at % 10 == 9 ? 8.0 : 1.0).ToList();
        var careless = Recorded.Size(new AutopilotEnsemble(2), Recorded.Start + (7 * Day), Recorded.Instance(FiveMinutes, cpu))!.Value;
        var careful = Recorded.Size(new AutopilotEnsemble(100), Recorded.Start + (7 * Day), Recorded.Instance(FiveMinutes, cpu))!.Value;
        Assert.InRange(careless.CpuCores!.Value, 1, 8 / 1.05);
        Assert.InRange(careful.CpuCores!.Value, 8, 8 * 1.05 * 1.5);
    }

    [Fact]
    public void Every_baseline_answers_in_the_order_of_the_training_and_has_its_own_name()
    {
        var big = Recorded.Series("big", Recorded.Instance(FiveMinutes, Recorded.Flat(2016, 4), Recorded.Flat(2016, 8e9), 8, 16e9));
        var small = Recorded.Series("small", Recorded.Instance(FiveMinutes, Recorded.Flat(2016, 0.5), Recorded.Flat(2016, 1e9), 1, 2e9));
        foreach (var method in PublishedBaselines.All)
        {
            var sizes = method.Size([big, small], Recorded.Start + (7 * Day));
            Assert.Equal(2, sizes.Count);
            Assert.True(sizes[0]!.Value.CpuCores > 3 && sizes[1]!.Value.CpuCores < 2, method.Name);
        }

        Assert.Equal(PublishedBaselines.All.Count, PublishedBaselines.All.Select(method => method.Name).Distinct().Count());
    }

    private static void WithinABucket(double expected, double? actual) => Assert.InRange(actual!.Value, expected / 1.051, expected * 1.051);
}
