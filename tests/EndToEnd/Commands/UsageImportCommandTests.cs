using CostTool.Cli;

namespace CostTool.EndToEnd.Commands;

public sealed class UsageImportCommandTests : IDisposable
{
    private const string Trace = "timestamp,value\n2014-05-14 01:14:00,50\n2014-05-14 01:19:00,x\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_import_writes_the_table_and_prints_what_became_of_each_row()
    {
        var (source, file) = (folder.Write("ec2_cpu_utilization_1.csv", Trace), folder.In("usage", "u.csv"));
        var result = await CommandLine.RunAsync("usage", "import", "nab", source, "--cores", "2", "--out", file);
        Assert.Equal(
            $"{file}: 1 samples of 2 rows\nleft out: 1 (unreadable number)\nnote: first unreadable number: {source}:3\nnote: the trace has percents only: each machine is taken to have 2 cores\n", result.Output);
        Assert.Equal((ExitCode.Done, ""), (result.Code, result.Error));
        Assert.EndsWith("\n2014-05-14T01:14:00.000Z,nab/instance/ec2_cpu_utilization_1,instance,ec2_cpu_utilization_1,1.0,,2.0,,,\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_counts_are_there_for_programs()
    {
        var result = await CommandLine.RunAsync("usage", "import", "nab", folder.Write("rds_cpu_utilization_1.csv", Trace), "--json", "--out", folder.In("u.parquet"));
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.Equal((2, 1, 1), (json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("kept").GetInt32(), json.RootElement.GetProperty("left_out").GetProperty("unreadable number").GetInt32()));
    }

    [Theory]
    [InlineData("32")]      // no unit: never guessed
    [InlineData("32Gi")]
    [InlineData("-1GiB")]
    [InlineData("0GiB")]
    public async Task Memory_without_a_unit_is_refused(string size)
    {
        var result = await CommandLine.RunAsync("usage", "import", "alibaba", folder.Write("a.csv", "value,timestamp_anon,container_ip\n"), $"--memory-capacity={size}", "--out", folder.In("u.csv"));
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.StartsWith($"error: `{size}` is not an amount of memory with its unit (--memory-capacity): ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prometheus:9090", "no http or https URL")]
    [InlineData("https://ann:hunter2@prometheus", "holds credentials")]
    public async Task An_address_is_checked_before_anything_is_asked(string url, string told)
    {
        var result = await CommandLine.RunAsync("usage", "import", "prometheus", url, "--out", folder.In("u.csv"));
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--step", "1")]
    [InlineData("--days", "0")]
    [InlineData("--concurrency", "65")]
    [InlineData("--end", "yesterday")]
    public async Task An_option_out_of_range_is_named(string option, string value)
    {
        var result = await CommandLine.RunAsync("usage", "import", "prometheus", "http://127.0.0.1:1", option, value, "--out", folder.In("u.csv"));
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains($"({option})", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_file_of_the_trace_is_an_error()
    {
        var result = await CommandLine.RunAsync("usage", "import", "bitbrains", Repository.Path("samples", "nab-aws"), "--out", folder.In("u.csv"));
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains("the input holds no sample", result.Error, StringComparison.Ordinal);
    }
}
