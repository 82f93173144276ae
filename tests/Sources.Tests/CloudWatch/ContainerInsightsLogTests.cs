using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.CloudWatch;
using CostTool.Sources.Tests.UsageImports;

namespace CostTool.Sources.Tests.CloudWatch;

public sealed class ContainerInsightsLogTests : IDisposable
{
    private const string Container = """{"Version":"0","Type":"Container","ContainerName":"app","TaskId":"fd84","TaskDefinitionFamily":"web","TaskDefinitionRevision":"2","ServiceName":"web","ClusterName":"shop","ContainerKnownStatus":"RUNNING","Timestamp":1654023960000,"CpuUtilized":64.0,"CpuReserved":0,"MemoryUtilized":270,"MemoryReserved":512}""";
    private const string Task = """{"Version":"0","Type":"Task","TaskId":"fd84","TaskDefinitionFamily":"web","ServiceName":"web","ClusterName":"shop","LaunchType":"FARGATE","KnownStatus":"RUNNING","Timestamp":1654023960000,"CpuUtilized":128.0,"CpuReserved":256.0,"MemoryUtilized":300,"MemoryReserved":512,"CloudWatchMetrics":[{"Namespace":"ECS/ContainerInsights","Dimensions":[["ClusterName"]]}]}""";
    private const string Service = """{"Type":"Service","ServiceName":"web","ClusterName":"shop","Timestamp":1654023960000,"DesiredTaskCount":2}""";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Units_become_cores_and_megabytes_become_bytes_under_the_size_of_the_task()
    {
        // The container's event comes before its task's. 64/1024 = 0.0625 cores, 270 MiB; the task has 256/1024 = 0.25 cores and 512 MiB.
        var sink = Read($"{Container}\n{Task}\n{Service}\n");
        Assert.Equal(2, sink.Samples.Count);
        var at = new DateTimeOffset(2022, 5, 31, 19, 6, 0, TimeSpan.Zero);
        Assert.Equal(new UsageSample { Timestamp = at, Key = new UsageKey("shop/web", "app"), Instance = "fd84", CpuCores = 0.0625, MemoryBytes = 270 << 20, CpuLimitCores = 0.25, MemoryLimitBytes = 512 << 20 }, sink.Samples[0]);
        Assert.Equal(new UsageSample { Timestamp = at, Key = new UsageKey("shop/web", ""), Instance = "fd84", CpuCores = 0.125, MemoryBytes = 300 << 20, CpuLimitCores = 0.25, MemoryLimitBytes = 512 << 20 }, sink.Samples[1]);
        Assert.Equal(1, sink.Intake.LeftOut["event of a service, cluster, instance or volume"]);
    }

    [Fact]
    public void What_is_reserved_on_EC2_is_no_limit() =>
        Assert.Equal((null, null), Read(Task.Replace("FARGATE", "EC2", StringComparison.Ordinal)).Samples.Select(sample => (sample.CpuLimitCores, sample.MemoryLimitBytes)).Single());

    [Fact]
    public void A_task_that_no_service_runs_goes_by_its_family() =>
        Assert.Equal("shop/task/web", Read(Task.Replace("\"ServiceName\":\"web\",", "", StringComparison.Ordinal)).Samples.Single().Key.Workload);

    [Fact]
    public void An_export_to_S3_and_an_answer_of_the_command_line_are_read_too()
    {
        Assert.Single(Read($"2022-05-31T19:06:10.123Z {Task}\n").Samples);
        var answer = JsonSerializer.Serialize(new { events = new[] { new { timestamp = 1, message = Task }, new { timestamp = 2, message = "no event" } }, searchedLogStreams = Array.Empty<string>() });
        var sink = Read(answer);
        Assert.Single(sink.Samples);
        Assert.Equal(1, sink.Intake.LeftOut["not a JSON object"]);
        using var indented = JsonDocument.Parse(answer);
        Assert.Single(Read(JsonSerializer.Serialize(indented.RootElement, Indented)).Samples);
    }

    [Fact]
    public void A_page_of_several_is_refused() =>
        Assert.Contains("one page of several", Assert.Throws<ProblemException>(() => Read("""{"events":[],"nextToken":"abc"}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"Timestamp\":1654023960000", "\"Timestamp\":1654023960", "unreadable timestamp")]   // seconds
    [InlineData("\"TaskId\":\"fd84\"", "\"TaskId\":\"\"", "no task, cluster, or service and family")]
    [InlineData("\"CpuUtilized\":128.0,\"CpuReserved\":256.0,\"MemoryUtilized\":300,\"MemoryReserved\":512,", "", "no utilization, as where nothing is reserved")]
    [InlineData("\"Type\":\"Task\"", "\"Type\":\"Pod\"", "event of unknown type")]
    [InlineData("{\"Version\"", "garbage {\"Version\"", "not a JSON object")]
    [InlineData("}]}", "}]", "not a JSON object")]
    public void An_event_that_is_no_sample_is_counted(string good, string bad, string reason)
    {
        var sink = Read(Task.Replace(good, bad, StringComparison.Ordinal));
        Assert.Empty(sink.Samples);
        Assert.Equal(1, sink.Intake.LeftOut[reason]);
    }

    [Fact]
    public void A_negative_reading_is_left_to_the_reader_of_the_table() =>
        Assert.Equal(-0.0625, Read(Container.Replace("64.0", "-64", StringComparison.Ordinal)).Samples.Single().CpuCores);

    private ListSink Read(string text)
    {
        var sink = new ListSink();
        ContainerInsightsLog.Read([folder.Write("events.json", text)], sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
