using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;
using CsCheck;

namespace CostTool.Sources.Tests.Usage;

/// <summary>Sketches are what a plain walk over the samples gives, and numbers of another unit are refused.</summary>
public sealed class UsageSketchReaderTests
{
    private const long Midnight = 1_790_812_800; // 2026-10-01T00:00:00Z, a Thursday

    private static readonly Gen<double?> Cores = Gen.OneOf(
        Gen.Double[0, 3].Select(value => (double?)value), Gen.Int[-10, 2].Select(power => (double?)Math.Pow(2, power)), Gen.Const((double?)0), Gen.Const((double?)null));

    private static readonly Gen<UsageSample> Samples = Gen.Select(Gen.Int[0, 4 * 24 * 60], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Cores, Gen.Long[1 << 20, 1L << 32], Gen.Int[0, 40])
        .Select((minute, workload, container, instance, cores, bytes, rare) => new UsageSample
        {
            Timestamp = DateTimeOffset.FromUnixTimeSeconds(Midnight + (minute * 60)),
            Key = new UsageKey($"shop/deployment/w{workload}", workload == 0 ? "only" : $"c{container}"),
            Instance = $"w{workload}-{instance}",
            CpuCores = cores,
            MemoryBytes = rare == 1 && cores is not null ? null : bytes,
            CpuLimitCores = rare % 2 == 0 ? 2 : null,
            MemoryLimitBytes = rare % 3 == 0 ? 4_200_000_000 : null,
            ThrottledRatio = rare < 10 ? rare / 500.0 : null,
            OomKills = rare == 7 ? 1 : rare == 8 ? 0 : null,
        });

    [Fact]
    public void Sketches_are_what_a_plain_walk_over_the_samples_gives() => Samples.Array[1, 300].Sample(samples =>
    {
        using var folder = new UsageFolder();
        var reading = Read(folder.Write("usage.csv", PlainSketches.Csv(samples)));
        Assert.Equal(PlainSketches.Text(PlainSketches.Of(samples)), PlainSketches.Text(reading.Sketches));
        var distinct = samples.Select(sample => (sample.Key, sample.Instance, sample.Timestamp)).Distinct().Count();
        Assert.Equal((samples.Length, distinct, samples.Length - distinct), (reading.Intake.Rows, reading.Intake.Kept, reading.Intake.LeftOut.GetValueOrDefault("duplicate")));
    }, iter: 25);

    [Fact]
    public void The_fold_and_the_text_give_the_same_sketches() => Samples.Array[1, 300].Sample(samples =>
    {
        using var folder = new UsageFolder();
        // One sample a second of an instance, in the order of time, in two files: what the fold accepts.
        var ordered = samples.DistinctBy(sample => (sample.Key, sample.Instance, sample.Timestamp)).OrderBy(sample => sample.Timestamp).ToList();
        using var opened = UsageFiles.Open(
            [folder.Write("later.csv", PlainSketches.Csv(ordered.Skip(ordered.Count / 2))), folder.Write("earlier.csv", PlainSketches.Csv(ordered.Take(ordered.Count / 2)))],
            new UsageReadOptions { Threads = 1 }, CancellationToken.None);
        var (fold, answer) = (new SampleFold(opened.Table, null), new UsageAnswer());
        Assert.True(fold.Run(opened, CancellationToken.None));
        opened.Query(UsageSql.Sketches(opened.Table, null), answer.Add, CancellationToken.None);
        Assert.Equal(PlainSketches.Text(answer.Builders.Select(one => one.Build())), PlainSketches.Text(fold.Builders.Select(one => one.Build())));
        Assert.Equal((answer.Intake.Rows, answer.Intake.Kept), (fold.Intake.Rows, fold.Intake.Kept));
    }, iter: 15);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Parquet_on_several_threads_gives_the_sketches_of_the_same_rows_as_CSV(int threads) => Samples.Array[1, 300].Sample(samples =>
    {
        using var folder = new UsageFolder();
        var ordered = samples.DistinctBy(sample => (sample.Key, sample.Instance, sample.Timestamp)).OrderBy(sample => sample.Timestamp).ToList();
        // A row without a workload, one without a container and one without an instance, which is then the workload's own.
        var csv = folder.Write("usage.csv", PlainSketches.Csv(ordered) + "2026-11-11T10:00:00Z,,only,w0-0,1,1048576,,,,\n2026-11-11T10:01:00Z,shop/deployment/w0,,,1,1048576,,,,\n");
        var parquet = folder.WriteParquet("usage.parquet", $"SELECT * FROM read_csv('{csv.FullPath}', nullstr = '', types = {{'timestamp': 'TIMESTAMPTZ', 'cpu_cores': 'DOUBLE', 'memory_bytes': 'DOUBLE', 'cpu_limit_cores': 'DOUBLE', 'memory_limit_bytes': 'DOUBLE', 'throttled_ratio': 'DOUBLE', 'oom_kills': 'DOUBLE', 'workload': 'VARCHAR', 'container': 'VARCHAR', 'instance': 'VARCHAR'}})");
        var options = new UsageReadOptions { Threads = threads };
        var (expected, read) = (UsageSketchReader.Read([csv], options, CancellationToken.None), UsageSketchReader.Read([parquet], options, CancellationToken.None));
        Assert.Equal(Rounded(expected.Sketches), Rounded(read.Sketches));
        Assert.Equal((expected.Intake.Rows, expected.Intake.Kept, 1L), (read.Intake.Rows, read.Intake.Kept, read.Intake.LeftOut["no workload"]));
    }, iter: 10);

    [Fact]
    public void Parts_of_a_table_add_up_to_the_whole() => Gen.Select(Samples.Array[1, 200], Gen.Long[1, 60]).Sample((samples, rows) =>
    {
        using var folder = new UsageFolder();
        // Twice the same samples and a row without an instant, so that the text is asked, in parts of a few rows.
        var file = folder.Write("usage.csv", PlainSketches.Csv([.. samples, .. samples]) + ",shop/deployment/w0,only,w0-0,1,1048576,,,,\n");
        var reading = UsageSketchReader.Read([file], new UsageReadOptions { RowsAtOnce = rows }, CancellationToken.None);
        var whole = UsageSketchReader.Read([file], new UsageReadOptions(), CancellationToken.None);
        Assert.Equal(Rounded(whole.Sketches), Rounded(reading.Sketches));
        Assert.Equal((whole.Intake.Rows, whole.Intake.Kept, 1L), (reading.Intake.Rows, reading.Intake.Kept, reading.Intake.LeftOut["no timestamp"]));
        Assert.Equal(whole.Intake.LeftOut, reading.Intake.LeftOut);
    }, iter: 10);

    [Fact]
    public void The_fold_gives_up_where_a_sample_repeats_another()
    {
        using var folder = new UsageFolder();
        using var opened = UsageFiles.Open([folder.Write("usage.csv", $"timestamp,workload,cpu_cores\n{Midnight},w,1\n{Midnight + 120},w,1\n{Midnight + 60},w,1\n")], new UsageReadOptions(), CancellationToken.None);
        Assert.False(new SampleFold(opened.Table, null).Run(opened, CancellationToken.None));
    }

    [Fact]
    public void The_fold_and_the_text_leave_out_the_same_rows()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", $"timestamp,workload,container,instance,cpu_cores,memory_bytes,throttled_ratio,oom_kills\n{Midnight},w,c,i,1,1e9,nan,nan\n{Midnight},,c,i,1,1,,\n{Midnight + 60},w,c,i,-1,1,,\n{Midnight + 120},w,c,i,inf,1,,\n{Midnight + 180},w,c,i,,,,\n,w,c,i,1,1,,\n{Midnight + 240},w,c,i,1,nan,,\n{Midnight + 300},w,c,,1,-2,,\n{Midnight + 360},w,,,1,2,0.5,2\n{Midnight + 999},w,c,i,1,1,,\n");
        var asOf = DateTimeOffset.FromUnixTimeSeconds(Midnight + 400);
        using var opened = UsageFiles.Open([file], new UsageReadOptions(), CancellationToken.None);
        var (fold, answer) = (new SampleFold(opened.Table, asOf), new UsageAnswer());
        Assert.True(fold.Run(opened, CancellationToken.None));
        opened.Query(UsageSql.Sketches(opened.Table, asOf), answer.Add, CancellationToken.None);
        Assert.Equal(answer.Intake.LeftOut, fold.Intake.LeftOut);
        Assert.Equal((10L, 2L), (fold.Intake.Rows, fold.Intake.Kept));
        Assert.Equal(PlainSketches.Text(answer.Builders.Select(one => one.Build())), PlainSketches.Text(fold.Builders.Select(one => one.Build())));
    }

    [Fact]
    public void A_bucket_of_the_engine_is_the_bucket_of_the_code()
    {
        using var folder = new UsageFolder();
        double[] amounts =
        [
            .. Enumerable.Range(-10, 21).SelectMany(power => new[] { Math.Pow(2, power), Math.BitDecrement(Math.Pow(2, power)), Math.BitIncrement(Math.Pow(2, power)) }),
            .. Enumerable.Range(-320, 640).Select(bucket => UsageHistogram.UpperEnd(bucket)),
            0, 0.0001, 0.00097, 0.3, 0.7, 1.5, 2000,
        ];
        var file = folder.Write("usage.csv", "timestamp,workload,cpu_cores\n" + string.Concat(amounts.Select((amount, index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Midnight + index},w,{amount:R}\n"))));
        using var opened = UsageFiles.Open([file], new UsageReadOptions(), CancellationToken.None);
        var answer = new UsageAnswer();
        opened.Query(UsageSql.Sketches(opened.Table, null), answer.Add, CancellationToken.None);
        var plain = new UsageHistogram();
        foreach (var amount in amounts) plain.Add(amount);
        Assert.Equal(plain, Assert.Single(answer.Builders).Build().Cpu());
    }

    [Fact]
    public void One_sample_is_a_sketch()
    {
        using var folder = new UsageFolder();
        var sketch = Assert.Single(Read(folder.Write("usage.csv", "timestamp,workload,memory_bytes\n1790812800,w,2097152\n")).Sketches);
        Assert.Equal((1L, 1, 23), (sketch.Samples, sketch.WindowDays, sketch.GapHours));
        Assert.Null(sketch.Days[0].CpuMaxCores);
        Assert.Equal(2097152, sketch.Days[0].MemoryMaxBytes);
    }

    [Fact]
    public void Samples_at_the_limit_are_counted_as_saturated()
    {
        using var folder = new UsageFolder();
        // 0.98 x 2 = 1.96 cores: the first is just below it.
        var day = Assert.Single(Assert.Single(Read(folder.Write("usage.csv", "timestamp,workload,cpu_cores,cpu_limit_cores\n1790812800,w,1.959,2\n1790812860,w,1.96,2\n1790812920,w,2,2\n")).Sketches).Days);
        Assert.Equal(2, day.CpuSaturated);
    }

    [Fact]
    public void Gaps_are_counted_in_hours()
    {
        using var folder = new UsageFolder();
        // 00:00 of one day and 02:00 of the day after next: 3 days of 24 hours, of which two hours have a sample.
        var sketch = Assert.Single(Read(folder.Write("usage.csv", $"timestamp,workload,cpu_cores\n{Midnight},w,1\n{Midnight + (50 * 3600)},w,1\n")).Sketches);
        Assert.Equal((3, 70), (sketch.WindowDays, sketch.GapHours));
    }

    [Fact]
    public void A_clock_that_is_ahead_is_counted_and_left_out()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", $"timestamp,workload,cpu_cores\n{Midnight},w,1\n{Midnight + 60},w,9\n");
        var reading = UsageSketchReader.Read([file], new UsageReadOptions { AsOf = DateTimeOffset.FromUnixTimeSeconds(Midnight) }, CancellationToken.None);
        Assert.Equal(1, Assert.Single(reading.Sketches).Days[0].CpuMaxCores);
        Assert.Equal(1, reading.Intake.LeftOut["timestamp after the present"]);
    }

    public static TheoryData<string, Func<int, string>, string> OtherUnits => new()
    {
        { "memory in MiB", minute => $"0.5,{512 + minute},,,", "looks like MiB" },
        { "memory as a ratio", minute => "0.5,0.83,,,", "looks like MiB" },
        { "limit in MiB", minute => "0.5,536870912,,512,", "different units" },
        { "millicores", minute => $"{2500 + (minute % 7)},536870912,,,", "exceeds every machine" },
        { "millicores under a limit in cores", minute => $"{150 + (minute % 7)},536870912,1,,", "percent or millicores" },
        { "percent under a limit in cores", minute => $"{35 + (minute % 7)},536870912,2,,", "percent or millicores" },
        { "a counter of seconds", minute => $"{1000 + (minute * 30)},536870912,,,", "cumulative counter" },
        { "a counter that starts anew every five hours", minute => $"{minute % 300 * 30},536870912,,,", "cumulative counter" },
        { "a counter of kills", minute => $"{0.5 + (minute % 7)},536870912,,,3", "`oom_kills` adds up to 4320 in 1440 samples" },
    };

    [Theory]
    [MemberData(nameof(OtherUnits))]
    public void A_column_of_another_unit_is_refused(string name, Func<int, string> row, string what)
    {
        using var folder = new UsageFolder();
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Read(Minutes(folder, $"{name}.csv", row))).Problems);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Equal($"{name}.csv", problem.Where);
    }

    public static TheoryData<string, Func<int, string>> RightUnits => new()
    {
        { "a busy machine", minute => $"{90 + (minute % 7)},536870912,96,," },
        { "a container that leaks memory", minute => $"{0.1 + (minute % 7)},{100_000_000 + (minute * 10_000)},,," },
        { "a ramp of three hours", minute => $"{Math.Min(minute, 180) / 100.0 + (minute >= 180 ? minute % 7 : 0)},536870912,,," },
        { "a load that climbs within every hour and falls back", minute => $"{minute % 60 / 60.0},536870912,,," },
        { "nothing but zeros", minute => "0,0,,," },
        { "at ten times the limit for a while", minute => $"{(minute % 3 == 0 ? 3 : 0.1)},536870912,0.25,,0" },
    };

    [Theory]
    [MemberData(nameof(RightUnits))]
    public void A_column_that_may_be_right_is_kept(string name, Func<int, string> row)
    {
        using var folder = new UsageFolder();
        Assert.Equal(1440, Read(Minutes(folder, $"{name}.csv", row)).Intake.Kept);
    }

    [Fact]
    public void A_workload_that_ends_where_a_like_one_begins_is_noted()
    {
        using var folder = new UsageFolder();
        var rows = Enumerable.Range(0, 96).Select(hour => $"{Midnight + (hour * 3600)},{(hour < 40 ? "shop/web" : "shop/web-v2")},{0.5 + (hour % 3 * 0.01)},300000000\n{Midnight + (hour * 3600)},shop/other,4,900000000\n");
        var reading = Read(folder.Write("usage.csv", "timestamp,workload,cpu_cores,memory_bytes\n" + string.Concat(rows)));
        Assert.Equal(3, reading.Sketches.Count);
        var note = Assert.Single(reading.Intake.Notes);
        Assert.Contains("`shop/web` ends at 2026-10-02 15:00:00Z where `shop/web-v2` begins", note, StringComparison.Ordinal);
    }

    // Sums of parts are added as binary fractions: their last digit may differ.
    private static string Rounded(IEnumerable<UsageSketch> sketches) => PlainSketches.Text(sketches.Select(sketch =>
        sketch with { Week = [.. sketch.Week.Select(hour => hour with { CpuCoreSum = Math.Round(hour.CpuCoreSum, 6) })] }));

    private static UsageReading Read(params WorkspaceFile[] files) => UsageSketchReader.Read(files, new UsageReadOptions(), CancellationToken.None);

    private static WorkspaceFile Minutes(UsageFolder folder, string name, Func<int, string> row) => folder.Write(name,
        "timestamp,workload,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes,oom_kills\n"
        + string.Concat(Enumerable.Range(0, 1440).Select(minute => FormattableString.Invariant($"{Midnight + (minute * 60)},w,{row(minute)}\n"))));
}
