using System.IO.Compression;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.UsageFiles;

namespace CostTool.Sources.Tests.UsageFiles;

public sealed class UsageFileWriterTests : IDisposable
{
    private const string Header = "timestamp,workload,container,instance,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes,throttled_ratio,oom_kills\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_are_sorted_unknown_is_empty_and_instants_have_a_zone()
    {
        var file = folder.In("new", "u.csv");
        var intake = Write(file, Sample("b", 2) with { CpuCores = 0.25, MemoryBytes = 1024, OomKills = 1, ThrottledRatio = 0.5 }, Sample("a,\"x\"", 1));
        Assert.Equal(2, intake.Kept);
        Assert.Equal(Header + "1970-01-01T00:00:01.000Z,\"a,\"\"x\"\"\",c,i,,,,,,\n1970-01-01T00:00:02.000Z,b,c,i,0.25,1024.0,,,0.5,1\n", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("u.parquet")]
    [InlineData("u.csv.gz")]
    public void The_order_of_samples_does_not_change_the_bytes(string name)
    {
        UsageSample[] samples = [Sample("a", 1), Sample("a", 2), Sample("b", 1)];
        Write(folder.In("1", name), samples);
        Write(folder.In("2", name), [.. samples.Reverse()]);
        Assert.Equal(File.ReadAllBytes(folder.In("1", name)), File.ReadAllBytes(folder.In("2", name)));
    }

    [Fact]
    public void Csv_gz_is_gzip()
    {
        var file = folder.In("u.csv.gz");
        Write(file, Sample("a", 1));
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        Assert.StartsWith(Header, text.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_parts_become_one_file()
    {
        Write(folder.In("p", "1.parquet"), Sample("b", 1));
        Write(folder.In("p", "2.parquet"), Sample("a", 1));
        using (var writer = new UsageFileWriter(folder.In("all.csv"), "all.csv"))
            writer.FinishFrom([folder.In("p", "1.parquet"), folder.In("p", "2.parquet")], TestContext.Current.CancellationToken);
        Assert.Equal(Header + "1970-01-01T00:00:01.000Z,a,c,i,,,,,,\n1970-01-01T00:00:01.000Z,b,c,i,,,,,,\n", File.ReadAllText(folder.In("all.csv")));
    }

    [Fact]
    public void A_file_that_was_there_stays_when_there_is_no_sample()
    {
        var file = folder.Write("u.csv", "before");
        using var writer = new UsageFileWriter(file, file);
        writer.LeaveOut("unreadable number", "x:2");
        Assert.Contains("unreadable number", Assert.Throws<ProblemException>(() => writer.Finish(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(file));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    [Theory]
    [InlineData("u.txt")]
    [InlineData("u.gz")]
    [InlineData("u")]
    public void Another_name_is_refused(string name) => Assert.Throws<ProblemException>(() => new UsageFileWriter(name, name));

    private static UsageSample Sample(string workload, long second) => new() { Timestamp = DateTimeOffset.FromUnixTimeSeconds(second), Key = new UsageKey(workload, "c"), Instance = "i" };

    private static UsageIntake Write(string file, params UsageSample[] samples)
    {
        using var writer = new UsageFileWriter(file, Path.GetFileName(file));
        foreach (var sample in samples) writer.Keep(sample);
        return writer.Finish(TestContext.Current.CancellationToken);
    }
}
