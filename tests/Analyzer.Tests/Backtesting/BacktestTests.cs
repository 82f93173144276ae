using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Backtesting.Baselines;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CsCheck;

namespace CostTool.Analyzer.Tests.Backtesting;

public sealed class BacktestTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private const double Gibibyte = 1L << 30;

    [Theory]
    [InlineData(28, 14, 14, 1, 1.0)] // just one fits
    [InlineData(27, 14, 14, 0, 0)] // a day short
    [InlineData(30, 14, 14, 3, 1.0)] // a second window of 14 does not fit, so the origin moves by days
    [InlineData(42, 14, 14, 2, 14.0)]
    [InlineData(30, 7, 7, 3, 7.0)]
    public void Origins_roll_by_the_test_or_by_a_day(int days, int train, int test, int origins, double step)
    {
        BacktestPlan Plan() => BacktestPlan.Over(Recorded.Start, Recorded.Start + (days * Day), train * Day, test * Day, null, "usage.csv");
        if (origins == 0)
        {
            var problem = Assert.Single(Assert.Throws<ProblemException>(Plan).Problems);
            Assert.Equal("14 days of training and 14 days of test do not fit into the `27 days` of samples", problem.What);
            return;
        }

        Assert.Equal(origins, Plan().Origins.Count);
        Assert.Equal(step, Plan().Step.TotalDays);
        Assert.Equal(Recorded.Start + (train * Day), Plan().Origins[0]);
    }

    [Theory]
    [InlineData(0, 14, "--train-days")]
    [InlineData(14, -1, "--test-days")]
    public void Windows_are_longer_than_nothing(int train, int test, string option) =>
        Assert.Equal(option, Assert.Throws<ProblemException>(() => BacktestPlan.Over(Recorded.Start, Recorded.Start + (90 * Day), train * Day, test * Day, null, "x")).Problems[0].Where);

    [Fact]
    public void A_cut_holds_its_first_instant_and_not_its_last()
    {
        var cut = SeriesCut.Between(Recorded.Series("web", Recorded.Instance(Hour, [0, 1, 2, 3, 4])), Recorded.Start + Hour, Recorded.Start + (3 * Hour));
        Assert.Equal([1.0, 2.0], Assert.Single(cut.Instances).CpuCores);
        Assert.Empty(SeriesCut.Between(cut, Recorded.Start + (3 * Hour), Recorded.Start + (9 * Hour)).Instances);
    }

    [Fact]
    public void No_method_is_given_a_sample_of_its_test()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, [.. Enumerable.Range(0, 240).Select(at => at / 100.0)])) };
        var spy = new Spy();
        var result = Backtest.Run(series, PlanOf(series, 3, 1), [spy], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(7, result.Plan.Origins.Count);
        Assert.Equal(7, spy.Seen.Count);
        Assert.All(spy.Seen, seen => Assert.Equal(seen.Origin.ToUnixTimeSeconds() - 3600, seen.Last));
    }

    [Fact]
    public void What_happens_in_the_test_changes_no_size()
    {
        var calm = Recorded.Flat(96, 0.2);
        double[] stormy = [.. calm[..72], .. Recorded.Flat(24, 7)];
        foreach (var method in PublishedBaselines.All)
        {
            var (before, after) = (Run(method, calm), Run(method, stormy));
            // The oracle sees 7 cores and pays for 8; the size of everybody else is as it was: its cost over the oracle's falls by the oracle's rise alone.
            var rise = Recorded.Grid.Snap(new SizeNeed(7, null)).UsdPerHour / Recorded.Grid.Snap(new SizeNeed(0.2, null)).UsdPerHour;
            Assert.Equal(before.CostRatioToOracle, after.CostRatioToOracle * rise, 9);
        }

        static MethodScore Run(ISizingMethod method, double[] cpu)
        {
            var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, cpu, null, cpuLimit: 1)) };
            var plan = BacktestPlan.Over(series, 3 * Day, Day, Day, "x");
            return Backtest.Run(series, plan, [method, PeakTimesFactor.Plus20Percent is var max && method.Name == max.Name ? new CurrentSize() : max], Recorded.Grid).Scores[0];
        }
    }

    [Fact]
    public void A_method_that_spoils_its_training_spoils_nobody_elses_test()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, Recorded.Flat(96, 0.4))) };
        var plan = PlanOf(series, 2, 1);
        var clean = Backtest.Run(series, plan, [new Fixed("a", new SizeNeed(0.25, null))], Recorded.Grid, TestContext.Current.CancellationToken);
        var spoiled = Backtest.Run(series, plan, [new Fixed("a", new SizeNeed(0.25, null)) { Spoil = true }], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(1, clean.Scores[0].CpuBreachMinutesRatio);
        Assert.Equal(clean.Scores, spoiled.Scores);
    }

    [Fact]
    public void Scores_are_the_hand_sums()
    {
        // One day each. Test of web: 0.5 cores and 1 GiB, but for 6 of 24 hours 0.9 cores and for one hour 3 GiB. The oracle buys 1 vCPU + 3 GB.
        double[] cpu = [.. Recorded.Flat(24, 0.4), .. Recorded.Flat(18, 0.5), .. Recorded.Flat(6, 0.9)];
        double[] memory = [.. Recorded.Flat(24, Gibibyte), .. Recorded.Flat(23, Gibibyte), 3 * Gibibyte];
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, cpu, memory)) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new Fixed("small", new SizeNeed(0.4, 1.5 * Gibibyte)), new Fixed("big", new SizeNeed(1, 8 * Gibibyte))], Recorded.Grid, TestContext.Current.CancellationToken);
        var (small, big, oracle) = (result.Scores[0], result.Scores[1], result.Scores[2]);
        // small buys 0.5 vCPU + 2 GB: 0.02024 + 0.00889 = 0.02913; the oracle's 1 + 3: 0.04048 + 0.013335 = 0.053815; big's 1 + 8: 0.04048 + 0.03556 = 0.07604.
        Assert.Equal(0.02913 / 0.053815, small.CostRatioToOracle, 9);
        Assert.Equal(0.07604 / 0.053815, big.CostRatioToOracle, 9);
        Assert.Equal(6 / 24.0, small.CpuBreachMinutesRatio);
        Assert.Equal(1, small.CpuBreachWorkloadRatio);
        Assert.Equal(1, small.MemoryBreachWorkloadRatio);
        Assert.Equal(1 / 24.0, small.MemoryBreachMinutesRatio);
        Assert.Equal(0, small.RegretUsdPerMonth);
        Assert.Equal((0.07604 - 0.053815) * 730, big.RegretUsdPerMonth, 9);
        Assert.Equal(0, big.MemoryBreachWorkloadRatio);
        Assert.Equal(("oracle", 1.0, 0.0), (oracle.Method, oracle.CostRatioToOracle, oracle.CpuBreachMinutesRatio!.Value));
        Assert.Null(big.SizeChangesPerMonth); // one origin
    }

    [Fact]
    public void A_resource_that_is_not_measured_is_in_neither_need_nor_cost()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, null, Recorded.Flat(48, 5.5 * Gibibyte))) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new Fixed("fixed", new SizeNeed(16, 7 * Gibibyte))], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(7 / 6.0, result.Scores[0].CostRatioToOracle, 9); // 6 GB is the smallest that holds 5.5
        Assert.Null(result.Scores[0].CpuBreachMinutesRatio);
        Assert.Equal((0, 1), (result.CpuTrials, result.MemoryTrials));
    }

    [Fact]
    public void Changes_of_size_are_counted_between_origins_and_scaled_to_a_month()
    {
        // 0.2 cores for three days, then 0.4: sized by the day before, 0.25 vCPU at origins 1 to 3 and 0.5 at 4: one change in three daily steps.
        double[] cpu = [.. Recorded.Flat(72, 0.2), .. Recorded.Flat(48, 0.4)];
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, cpu)) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [PeakTimesFactor.ComputeOptimizerProxy(1)], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(365 / 12.0 / 3, result.Scores[0].SizeChangesPerMonth!.Value, 9);
    }

    [Fact]
    public void A_method_without_an_answer_keeps_the_current_size_and_is_counted()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, Recorded.Flat(48, 0.2), null, cpuLimit: 2)) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [Krr.Simple], Recorded.Grid, TestContext.Current.CancellationToken); // 24 samples, not 100
        Assert.Equal((1, 8.0), (result.Scores[0].KeptCurrent, result.Scores[0].CostRatioToOracle)); // 2 against 0.25 vCPU
    }

    [Fact]
    public void A_method_that_mostly_has_no_answer_is_left_out_with_the_reason()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, Recorded.Flat(48, 0.2))) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new CurrentSize(), PeakTimesFactor.Plus20Percent], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(["max-x1.2", "oracle"], result.Scores.Select(score => score.Method));
        Assert.Equal("answers 0 of 1 workloads and origins, and the data has no limits that could be kept instead", result.MethodsLeftOut["current"]);
    }

    [Fact]
    public void Everybody_is_scored_on_the_same_workloads()
    {
        var answered = Recorded.Series("a", Recorded.Instance(Hour, Recorded.Flat(48, 0.2)));
        var more = Recorded.Series("b", Recorded.Instance(Hour, Recorded.Flat(48, 0.2)));
        var silent = Recorded.Series("c", Recorded.Instance(Hour, Recorded.Flat(48, 0.2)));
        UsageSeries[] series = [answered, more, silent];
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new Fixed("shy", new SizeNeed(1, null)) { Silent = "c" }, PeakTimesFactor.Plus20Percent], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.All(result.Scores, score => Assert.Equal(2, score.Workloads));
        Assert.Equal(1, result.LeftOut["`shy` gives no answer and no limit is known"]);
    }

    [Fact]
    public void What_no_size_holds_or_what_was_hardly_seen_is_left_out_for_all_and_counted()
    {
        UsageSeries[] series =
        [
            Recorded.Series("huge", Recorded.Instance(Hour, Recorded.Flat(96, 16.1))),
            Recorded.Series("young", Recorded.Instance(Hour, Recorded.Flat(60, 1), after: 36 * Hour)),
            Recorded.Series("gone", Recorded.Instance(Hour, Recorded.Flat(50, 1))),
            Recorded.Series("fits", Recorded.Instance(Hour, Recorded.Flat(96, 16))),
        ];
        var result = Backtest.Run(series, PlanOf(series, 2, 2), [PeakTimesFactor.Plus20Percent], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(1, result.Workloads);
        Assert.Equal(
            ["seen for less than half of the test", "seen for less than three quarters of the training", "used more than the largest size on sale"],
            result.LeftOut.Select(pair => pair.Key));
        Assert.Equal(1, result.Scores[0].CostRatioToOracle); // 19.2 cores are asked for; the largest size is bought
    }

    [Fact]
    public void What_was_told_is_set_beside_what_came()
    {
        var series = Enumerable.Range(0, 10).Select(at =>
            Recorded.Series($"web{at}", Recorded.Instance(Hour, Recorded.Flat(48, 0.2), [.. Recorded.Flat(47, Gibibyte), at == 0 ? 3 * Gibibyte : Gibibyte]))).ToList();
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new Oracular(0.05)], Recorded.Grid, TestContext.Current.CancellationToken);
        var bin = Assert.Single(result.Calibration, bin => bin.Resource == "memory-recommended");
        Assert.Equal((0.03, 0.07, 10, 1), (bin.ToldLow, bin.ToldHigh, bin.Forecasts, bin.Breached)); // 2 GB, of ten one needed 3
        Assert.Equal(0.05, bin.ToldMean, 12);
        Assert.Equal(0.1, bin.BreachedRatio);
        // Wilson at 90 %: (0.1 + 0.13529 ± 1.6449 × sqrt(0.009 + 0.0067640)) / 1.27057 = 0.1852 ± 0.1625
        Assert.Equal(0.0226, bin.BreachedInterval.Low, 3);
        Assert.Equal(0.3477, bin.BreachedInterval.High, 3);
        // Amounts on sale around 2 GB: 0.5, 1, 2, 3, 4, 5; web0 breaches 0.5 and 1 and 2, the others 0.5 alone.
        var around = Assert.Single(result.Calibration, bin => bin.Resource == "memory");
        Assert.Equal((60, 12), (around.Forecasts, around.Breached));
    }

    [Fact]
    public void Each_baseline_is_set_beside_the_cheapest_point_that_breaches_no_more()
    {
        var series = new[] { Recorded.Series("web", Recorded.Instance(Hour, Recorded.Flat(48, 0.2), [.. Recorded.Flat(47, Gibibyte), 3 * Gibibyte])) };
        var result = Backtest.Run(series, PlanOf(series, 1, 1), [new Fixed("safe", new SizeNeed(0.5, 4 * Gibibyte)), new Oracular(0.05)], Recorded.Grid, TestContext.Current.CancellationToken);
        Assert.Equal(["safe", "costtool", "costtool@1%", "oracle"], result.Scores.Select(score => score.Method));
        var memory = Assert.Single(result.Matched, point => point.MatchedOn == "memory");
        Assert.Equal("costtool@1%", memory.Ours!.Method); // costtool itself buys 2 GB and is breached
        // 0.25 vCPU does not come with 3 GB: 0.5 + 3 = 0.02024 + 0.013335 = 0.033575 against 0.5 + 4 = 0.03802.
        Assert.Equal((0.033575 / 0.03802) - 1, memory.CostDifference!.Value, 9);
        Assert.Equal("costtool", Assert.Single(result.Matched, point => point.MatchedOn == "cpu").Ours!.Method);
        Assert.Equal("costtool@1%", Assert.Single(result.Matched, point => point.MatchedOn == "both").Ours!.Method);
    }

    [Fact]
    public void Two_runs_give_the_same_scores() =>
        Gen.Double[0, 4].Array[96].Array[1, 4].Sample(cpu =>
        {
            var series = cpu.Select((readings, at) => Recorded.Series($"w{at}", Recorded.Instance(Hour, readings, null, cpuLimit: 8))).ToList();
            var plan = PlanOf(series, 2, 1);
            var (one, two) = (Backtest.Run(series, plan, PublishedBaselines.All, Recorded.Grid), Backtest.Run(series, plan, PublishedBaselines.All, Recorded.Grid));
            return one.Scores.SequenceEqual(two.Scores) && one.Scores.All(score => score.Method != "co-proxy-1.0" || score.CostRatioToOracle > 0);
        }, iter: 20);

    [Fact]
    public void The_grid_snaps_as_the_sizes_on_sale_do() =>
        Gen.Select(Gen.Int[0, 16_000], Gen.Int[0, 122_880]).Sample((millicores, mebibytes) =>
        {
            var sold = FargateSize.CheapestFitting(Recorded.Virginia, VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes), Recorded.Virginia.System)!;
            var snapped = Recorded.Grid.Snap(new SizeNeed(millicores / 1000.0, mebibytes * Recorded.Mebibyte));
            return snapped.CpuCores == (double)sold.Cpu.Cores && snapped.MemoryBytes == sold.Memory.Bytes;
        });

    [Theory]
    [InlineData(0.25, 0.25)]
    [InlineData(0.2501, 0.5)]
    [InlineData(16, 16)]
    [InlineData(17, 16)] // more than the largest buys the largest
    public void A_need_of_processor_alone_has_its_own_steps(double need, double bought)
    {
        var size = Recorded.Grid.Snap(new SizeNeed(need, null));
        Assert.Equal((bought, null), (size.CpuCores!.Value, size.MemoryBytes));
        Assert.Equal(bought * 0.04048, size.UsdPerHour, 12);
    }

    private static BacktestPlan PlanOf(IReadOnlyList<UsageSeries> series, int train, int test) => BacktestPlan.Over(series, train * Day, test * Day, null, "test");

    private sealed class Spy : ISizingMethod
    {
        public List<(DateTimeOffset Origin, long Last)> Seen { get; } = [];

        public string Name => "spy";

        public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin)
        {
            Seen.Add((origin, training.Max(series => series.Instances.Max(instance => instance.EpochSeconds.Max()))));
            return [.. training.Select(_ => (SizeNeed?)new SizeNeed(1, 1))];
        }
    }

    private sealed class Fixed(string name, SizeNeed need) : ISizingMethod
    {
        public string Name => name;

        public bool Spoil { get; init; }

        public string? Silent { get; init; }

        public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin)
        {
            if (Spoil) foreach (var series in training) Array.Clear(series.Instances[0].CpuCores);
            return [.. training.Select(series => series.Key.Workload == Silent ? (SizeNeed?)null : need)];
        }
    }

    // Always 2 GB by default and 3 GB at the careful end, told with one chance.
    private sealed class Oracular(double told) : IForecastingMethod
    {
        public string Name => "costtool";

        public double CpuBreachShare => 0.01;

        public IReadOnlyList<string> Knob => ["costtool@1%"];

        public IReadOnlyList<SizeNeed?> Size(IReadOnlyList<UsageSeries> training, DateTimeOffset origin) => throw new NotSupportedException();

        public IReadOnlyList<UsageForecast?> Forecast(IReadOnlyList<UsageSeries> training, DateTimeOffset origin, TimeSpan horizon) =>
        [
            .. training.Select(_ => new UsageForecast
            {
                Need = new SizeNeed(0.25, 2 * Gibibyte),
                Knob = [new SizeNeed(0.25, 3 * Gibibyte)],
                CpuBreach = _ => new BreachProbability(told, 0, 1),
                MemoryBreach = _ => new BreachProbability(told, 0, 1),
            }),
        ];
    }
}
