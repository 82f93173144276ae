using CostTool.Analyzer.Usage;
using CostTool.Sources.Usage;

namespace CostTool.Sources.Tests.Usage;

/// <summary>The same samples are read from every form of file, and what could be misread is refused.</summary>
public sealed class UsageFilesTests
{
    private const string Csv = """
        timestamp,workload,container,instance,cpu_cores,memory_bytes,team
        2026-10-01T00:01:00Z,shop/deployment/web,app,web-1,0.5,1048576000,blue
        2026-10-01T02:00:00+02:00,shop/deployment/web,app,web-1,0.25,1048576001,blue
        2026-10-01T00:00:00Z,shop/deployment/web,proxy,web-1,,7340032,blue

        """;

    private const string Lines = """
        {"timestamp":"2026-10-01T00:01:00Z","workload":"shop/deployment/web","container":"app","instance":"web-1","cpu_cores":0.5,"memory_bytes":1048576000}
        {"timestamp":"2026-10-01T02:00:00+02:00","workload":"shop/deployment/web","container":"app","instance":"web-1","cpu_cores":0.25,"memory_bytes":1048576001,"team":{"name":"blue"}}
        {"timestamp":"2026-10-01T00:00:00Z","workload":"shop/deployment/web","container":"proxy","instance":"web-1","memory_bytes":7340032}

        """;

    private const string Rows = """
        SELECT * FROM (VALUES
          (TIMESTAMPTZ '2026-10-01 00:01:00Z', 'shop/deployment/web', 'app', 'web-1', 0.5::DOUBLE, 1048576000::BIGINT),
          (TIMESTAMPTZ '2026-10-01 00:00:00Z', 'shop/deployment/web', 'app', 'web-1', 0.25, 1048576001),
          (TIMESTAMPTZ '2026-10-01 00:00:00Z', 'shop/deployment/web', 'proxy', 'web-1', NULL, 7340032)) t(timestamp, workload, container, instance, cpu_cores, memory_bytes)
        """;

    private const long Midnight = 1_790_812_800; // 2026-10-01T00:00:00Z

    [Fact]
    public void Every_form_of_file_gives_the_same_series()
    {
        using var folder = new UsageFolder();
        WorkspaceFiles(folder, out var files);
        foreach (var file in files)
        {
            var series = UsageFolder.Series(file);
            Assert.Equal([new UsageKey("shop/deployment/web", "app"), new UsageKey("shop/deployment/web", "proxy")], series.Select(one => one.Key));
            var app = Assert.Single(series[0].Instances);
            Assert.Equal("web-1", app.Instance);
            Assert.Equal([Midnight, Midnight + 60], app.EpochSeconds);
            Assert.Equal([0.25, 0.5], app.CpuCores);
            Assert.Equal([1048576001d, 1048576000d], app.MemoryBytes);
            Assert.Equal([double.NaN, double.NaN], app.CpuLimitCores);
            Assert.Equal([double.NaN], Assert.Single(series[1].Instances).CpuCores);
        }
    }

    [Fact]
    public void Files_of_several_forms_are_one_table_and_what_they_repeat_is_counted_once()
    {
        using var folder = new UsageFolder();
        WorkspaceFiles(folder, out var files);
        var series = UsageFolder.Series(new UsageReadOptions(), out var intake, files);
        Assert.Equal(3, series.Sum(one => one.Instances.Sum(instance => instance.Count)));
        Assert.Equal(15, intake.Rows); // 5 files x 3 rows
        Assert.Equal(3, intake.Kept);
        Assert.Equal(12, intake.LeftOut["duplicate"]);
    }

    [Fact]
    public void Of_a_repeated_sample_the_largest_reading_counts()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", "timestamp,workload,cpu_cores,memory_bytes\n1790812800,w,0.5,\n1790812800,w,0.75,100\n1790812800,w,0.25,90\n");
        var instance = Assert.Single(Assert.Single(UsageFolder.Series(file)).Instances);
        Assert.Equal("w", instance.Instance);
        Assert.Equal([0.75], instance.CpuCores);
        Assert.Equal([100d], instance.MemoryBytes);
    }

    [Theory]
    [InlineData("1790812800", Midnight)]
    [InlineData("1790812800.9", Midnight)]
    [InlineData("1.7908128e9", Midnight)]
    [InlineData("1790812800999", Midnight)]
    [InlineData("2026-10-01 00:00:00Z", Midnight)]
    [InlineData("2026-10-01T00:00:00.999Z", Midnight)]
    [InlineData("2026-09-30T19:00:00-05", Midnight)]
    [InlineData("2026-10-01T05:45:00+05:45", Midnight)]
    [InlineData("2026-10-01T05:45:00+0545", Midnight)]
    public void Instants_are_read_to_the_second(string written, long second)
    {
        using var folder = new UsageFolder();
        foreach (var file in Written(folder, written))
            Assert.Equal([second], Assert.Single(Assert.Single(UsageFolder.Series(file)).Instances).EpochSeconds);
    }

    [Theory]
    [InlineData("2026-10-01T00:00:00", "not ISO-8601 with a zone")]
    [InlineData("2026-13-01T00:00:00Z", "not ISO-8601 with a zone")] // no such month
    [InlineData("2026-10-01", "not ISO-8601 with a zone")]
    [InlineData("yesterday", "not ISO-8601 with a zone")]
    [InlineData("999999999", "ambiguous")]       // a second before 2001-09-09T01:46:40Z
    [InlineData("4102444800", "ambiguous")]      // 2100
    [InlineData("999999999999", "ambiguous")]    // neither seconds nor milliseconds of this century
    [InlineData("1790812800000000", "ambiguous")] // microseconds
    [InlineData("-1", "ambiguous")]
    [InlineData("NaN", "ambiguous")]
    public void An_instant_that_could_be_misread_is_refused(string written, string what)
    {
        using var folder = new UsageFolder();
        foreach (var file in Written(folder, written))
        {
            var problem = UsageFolder.Refused(file);
            Assert.Contains(what, problem.What, StringComparison.Ordinal);
            Assert.Contains($"`{written}`", problem.What, StringComparison.Ordinal);
            Assert.StartsWith(file.Path, problem.Where, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1790812800", "1790812800000")]
    [InlineData("1790812800000", "1790812860")]
    [InlineData("2026-10-01T00:00:00Z", "1790812800")]
    [InlineData("1790812800", "2026-10-01T00:00:00Z")]
    public void Instants_of_two_forms_in_a_column_are_refused(string first, string second)
    {
        using var folder = new UsageFolder();
        var problem = UsageFolder.Refused(folder.Write("usage.csv", $"timestamp,workload,cpu_cores\n{first},w,1\n{second},w,1\n"));
        Assert.Contains($"`{second}`", problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TIMESTAMP '2026-10-01 00:00:00'", "has no zone")]
    [InlineData("DATE '2026-10-01'", "has no zone")]
    [InlineData("true", "of type BOOLEAN")]
    public void A_Parquet_instant_without_a_zone_is_refused(string sql, string what)
    {
        using var folder = new UsageFolder();
        Assert.Contains(what, UsageFolder.Refused(folder.WriteParquet("usage.parquet", $"SELECT {sql} AS timestamp, 'w' AS workload, 1.0 AS cpu_cores")).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time,workload,cpu_cores", "no column `timestamp`; it has time, workload, cpu_cores")]
    [InlineData("timestamp,pod,cpu_cores", "no column `workload`")]
    [InlineData("timestamp,workload,cpu", "no column `cpu_cores` or `memory_bytes`; it has timestamp, workload, cpu")]
    [InlineData("timestamp;workload;cpu_cores", "no column `timestamp` and `workload`")]
    public void A_missing_column_is_named_with_those_that_are_there(string header, string what)
    {
        using var folder = new UsageFolder();
        var problem = UsageFolder.Refused(folder.Write("usage.csv", $"{header}\n1790812800,w,1\n"));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Equal("usage.csv", problem.Where);
    }

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "empty", [], "is empty" },
        { "cut gzip", UsageFolder.Gzip(string.Concat(Enumerable.Range(0, 5000).Select(row => $"{Midnight + row},workload-{row * 7919 % 5003},1\n").Prepend("timestamp,workload,cpu_cores\n")))[..^900], "cut off" },
        { "cut Parquet", "PAR1 and then nothing"u8.ToArray(), "cannot be read as usage samples" },
        { "zip", [(byte)'P', (byte)'K', 3, 4, 20, 0], "zip" },
        { "UTF-16", [0xff, 0xfe, (byte)'t', 0], "UTF-16" },
        { "zstd", [0x28, 0xb5, 0x2f, 0xfd, 1], "zstd" },
        { "a reading that is text", "timestamp,workload,cpu_cores\n1790812800,w,1\n1790812860,w,250m\n"u8.ToArray(), "`250m` is not a number" },
        { "a short row", "timestamp,workload,cpu_cores\n1790812800,w,1\n1790812860,w\n"u8.ToArray(), "more or fewer cells" },
        { "JSON cut off", """{"timestamp":1790812800,"workload":"w","cpu_cores":1}{"timest"""u8.ToArray(), "cannot be read as usage samples" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_file_is_one_problem_that_names_it(string name, byte[] content, string what)
    {
        using var folder = new UsageFolder();
        var problem = UsageFolder.Refused(folder.Write(name, content));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.StartsWith(name, problem.Where, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem() =>
        Assert.Contains("cannot be read", UsageFolder.Refused(new Sources.Workspaces.WorkspaceFile("gone.csv", "/nowhere/gone.csv")).What, StringComparison.Ordinal);

    [Fact]
    public void A_name_full_of_quotes_and_stars_is_only_a_name()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("it's [a] *.csv", "timestamp,workload,cpu_cores,\"a\"\"b'); DROP\"\n1790812800,'; SELECT 1 --,1,x\n");
        Assert.Equal("'; SELECT 1 --", Assert.Single(UsageFolder.Series(file)).Key.Workload);
    }

    [Fact]
    public void Rows_that_say_nothing_are_left_out_and_counted_by_reason()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", """
            timestamp,workload,cpu_cores,memory_bytes
            1790812800,w,1,1048576
            1790812860,w,-1,1048576
            1790812920,w,NaN,1048576
            1790812980,w,inf,1048576
            1790813040,w,1,-5
            1790813100,w,1,nan
            1790813160,w,,
            ,w,1,1048576
            1790813220,,1,1048576
            1790900000,w,1,1048576

            """);
        var series = UsageFolder.Series(new UsageReadOptions { AsOf = DateTimeOffset.FromUnixTimeSeconds(1790899999) }, out var intake, file);
        Assert.Equal(1, Assert.Single(Assert.Single(series).Instances).Count);
        Assert.Equal(10, intake.Rows);
        Assert.Equal(1, intake.Kept);
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["negative cpu_cores"] = 1, ["cpu_cores not a number up to 1e6"] = 2, ["negative memory_bytes"] = 1, ["memory_bytes not a number up to 1e15"] = 1,
                ["no reading"] = 1, ["no timestamp"] = 1, ["no workload"] = 1, ["timestamp after the present"] = 1,
            }.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            intake.LeftOut);
    }

    private static void WorkspaceFiles(UsageFolder folder, out Sources.Workspaces.WorkspaceFile[] files) => files =
    [
        folder.Write("usage.csv", Csv), folder.WriteGzip("usage.csv.gz", Csv), folder.Write("usage.jsonl", Lines), folder.WriteGzip("usage.jsonl.gz", Lines), folder.WriteParquet("usage.parquet", Rows),
    ];

    private static Sources.Workspaces.WorkspaceFile[] Written(UsageFolder folder, string instant) =>
    [
        folder.Write("usage.csv", $"timestamp,workload,cpu_cores\n{instant},w,1\n"),
        folder.Write("usage.jsonl", $"{{\"timestamp\":\"{instant}\",\"workload\":\"w\",\"cpu_cores\":1}}\n"),
        folder.WriteParquet("usage.parquet", $"SELECT '{instant}' AS timestamp, 'w' AS workload, 1.0 AS cpu_cores"),
    ];
}
