using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Tests.UsageFiles;
using CostTool.Sources.Traces;

namespace CostTool.Sources.Tests.Traces;

public sealed class PublicTraceTests : IDisposable
{
    private const string BitbrainsHeader = "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage [%];\tMemory capacity provisioned [KB];\tMemory usage [KB];\tDisk read throughput [KB/s];\tDisk write throughput [KB/s];\tNetwork received throughput [KB/s];\tNetwork transmitted throughput [KB/s]";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bitbrains_seconds_percents_and_kilobytes_become_instants_cores_and_bytes()
    {
        // 4 cores x 1.5 % = 0.06; 33,554.4 KB x 1,024 = 34,359,705.6; 16,703,488 KB x 1,024 = 17,104,371,712
        folder.Write("2013-8/102.csv", $"{BitbrainsHeader}\n1375308476;\t4;\t11703.997336;\t175.55996004;\t1.5;\t1.6703488E7;\t33554.4;\t0.0;\t11.2;\t4.4;\t0.0\n");
        var sample = Assert.Single(Read("bitbrains", new TraceTerms(), folder.In("2013-8")).Samples);
        Assert.Equal(new UsageSample
        {
            Timestamp = new DateTimeOffset(2013, 7, 31, 22, 7, 56, TimeSpan.Zero),
            Key = new UsageKey("bitbrains-2013-8/vm/102", "vm"),
            Instance = "102",
            CpuCores = 4 * 1.5 / 100,
            MemoryBytes = 33554.4 * 1024,
            CpuLimitCores = 4,
            MemoryLimitBytes = 17_104_371_712,
        }, sample);
    }

    [Theory]
    [InlineData("0", "100", "1024", null, null, 1_048_576.0)]  // no cores: nothing was read of the processor
    [InlineData("2", "100", "0", 2.0, 2.0, null)]              // no memory provisioned: no limit, not a limit of zero
    [InlineData("2", "NaN", "1024", double.NaN, 2.0, 1_048_576.0)]    // the reader of the table judges and counts it
    [InlineData("2", "-1", "1024", -0.02, 2.0, 1_048_576.0)]
    public void Bitbrains_sizes_of_zero_are_unknown(string cores, string percent, string capacity, double? used, double? cpuLimit, double? memoryLimit)
    {
        folder.Write("a/1.csv", $"{BitbrainsHeader}\n1375308476;\t{cores};\t1;\t1;\t{percent};\t{capacity};\t7;\t0;\t0;\t0;\t0\n");
        var sample = Assert.Single(Read("bitbrains", new TraceTerms(), folder.In("a", "1.csv")).Samples);
        Assert.Equal(used, sample.CpuCores);
        Assert.Equal(cpuLimit, sample.CpuLimitCores);
        Assert.Equal(memoryLimit, sample.MemoryLimitBytes);
    }

    [Fact]
    public void Rows_that_cannot_be_read_are_counted_with_their_first_place()
    {
        folder.Write("a/1.csv", $"{BitbrainsHeader}\n1375308476000;\t1;\t1;\t1;\t1;\t1;\t7;\t0;\t0;\t0;\t0\n1375308476;\t1;\t1;\t1;\tten;\t1;\t7;\t0;\t0;\t0;\t0\n1375308476;\t1;\t1\n");
        var sink = Read("bitbrains", new TraceTerms(), folder.In("a"));
        Assert.Empty(sink.Samples);
        Assert.Equal(3, sink.Intake.Rows);
        // The first is in milliseconds, as the header says and no file is.
        Assert.Equal(1, sink.Intake.LeftOut["unreadable timestamp"]);
        Assert.Equal(1, sink.Intake.LeftOut["unreadable number"]);
        Assert.Equal(1, sink.Intake.LeftOut["more or fewer cells than the header"]);
        Assert.Contains($"first unreadable number: {Path.Combine(folder.Path, "a", "1.csv")}:3", sink.Intake.Notes);
    }

    [Fact]
    public void A_month_numbers_its_machines_anew()
    {
        foreach (var month in (string[])["2013-7", "2013-8"]) folder.Write($"{month}/5.csv", $"{BitbrainsHeader}\n1375308476;\t1;\t1;\t1;\t1;\t1;\t7;\t0;\t0;\t0;\t0\n");
        Assert.Equal(["bitbrains-2013-7/vm/5", "bitbrains-2013-8/vm/5"], Read("bitbrains", new TraceTerms(), folder.Path).Samples.Select(sample => sample.Key.Workload));
    }

    [Fact]
    public void Nab_percents_are_of_the_declared_cores_and_other_metrics_are_passed_over()
    {
        folder.Write("n/ec2_cpu_utilization_24ae8d.csv", "timestamp,value\n2014-05-14 01:14:00,50\n2014-05-14 01:19:00,x\n");
        folder.Write("n/ec2_network_in_257a54.csv", "timestamp,value\n2014-05-14 01:14:00,85\n");
        var sink = Read("nab", new TraceTerms { Cores = 4 }, folder.In("n"));
        var sample = Assert.Single(sink.Samples);
        Assert.Equal((2.0, 4.0, null), (sample.CpuCores!.Value, sample.CpuLimitCores!.Value, sample.MemoryBytes));
        Assert.Equal(new DateTimeOffset(2014, 5, 14, 1, 14, 0, TimeSpan.Zero), sample.Timestamp);
        Assert.Contains("the trace has percents only: each machine is taken to have 4 cores", sink.Intake.Notes);
        Assert.Contains(sink.Intake.Notes, note => note.EndsWith("ec2_network_in_257a54.csv is not of the nab trace and was passed over", StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_of_another_layout_is_refused()
    {
        var path = folder.Write("n/ec2_network_in_257a54.csv", "timestamp,value\n2014-05-14 01:14:00,85\n");
        Assert.Contains("is not of the nab trace", Assert.Throws<ProblemException>(() => Read("nab", new TraceTerms(), path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Planetlab_is_read_as_published_and_as_a_table()
    {
        folder.Write("20110303/node_a slice 1", "24\n34\n");
        var header = "vm," + string.Join(',', Enumerable.Range(0, 288).Select(place => $"m{place * 5:0000}"));
        var table = folder.Write("table/20110306.csv", $"{header}\nnode_a slice 1,{string.Join(',', Enumerable.Range(0, 288).Select(place => place == 287 ? "100" : "7"))}\nshort,1,2\n");
        var sink = Read("planetlab", new TraceTerms(), folder.In("20110303"), table);
        Assert.Equal(290, sink.Samples.Count);
        Assert.All(sink.Samples, sample => Assert.Equal("planetlab/vm/node_a slice 1", sample.Key.Workload));
        Assert.Equal((new DateTimeOffset(2011, 3, 3, 0, 5, 0, TimeSpan.Zero), 0.34), (sink.Samples[1].Timestamp, sink.Samples[1].CpuCores));
        Assert.Equal((new DateTimeOffset(2011, 3, 6, 23, 55, 0, TimeSpan.Zero), 1.0), (sink.Samples[^1].Timestamp, sink.Samples[^1].CpuCores));
        Assert.Equal(1, sink.Intake.LeftOut["more or fewer cells than the header"]);
    }

    [Fact]
    public void Alibaba_without_a_declared_size_is_refused_and_with_one_says_so()
    {
        var path = folder.Write("a/pod_memory.csv", "value,timestamp_anon,container_ip\n0.5,1662858720.0,25da\n-0.00001,1662858780.0,25da\n0.5,1662858780.0,\n");
        Assert.Contains("--memory-capacity", Assert.Throws<ProblemException>(() => Read("alibaba", new TraceTerms(), path)).Message, StringComparison.Ordinal);
        var sink = Read("alibaba", new TraceTerms { MemoryCapacityBytes = 1000 }, path);
        Assert.Equal([500.0, -0.01], sink.Samples.Select(sample => sample.MemoryBytes!.Value));
        Assert.Equal(1, sink.Intake.LeftOut["no pod"]);
        Assert.Contains("the trace has no bytes: each pod is taken to have 1000 bytes of memory, as declared", sink.Intake.Notes);
    }

    [Fact]
    public void Nothing_at_a_path_is_an_error() => Assert.Throws<ProblemException>(() => Read("bitbrains", new TraceTerms(), folder.In("none")));

    private static ListSink Read(string trace, TraceTerms terms, params string[] inputs)
    {
        var sink = new ListSink();
        PublicTrace.All.Single(candidate => candidate.Name == trace).Read(inputs, terms, sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
