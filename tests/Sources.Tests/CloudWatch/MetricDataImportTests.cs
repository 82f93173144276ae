using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.CloudWatch;
using CostTool.Sources.Tests.UsageImports;

namespace CostTool.Sources.Tests.CloudWatch;

public sealed class MetricDataImportTests : IDisposable
{
    private const string Definition = """{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:eu-west-3:1:task-definition/web-app:7","family":"web-app","revision":7,"cpu":"512","memory":"1024","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{"name":"app","cpu":0}]}}""";
    private const string Services = """{"services":[{"serviceName":"web","clusterArn":"arn:aws:ecs:eu-west-3:1:cluster/shop","taskDefinition":"arn:aws:ecs:eu-west-3:1:task-definition/web-app:7"}]}""";
    private const string Answer = """{"MetricDataResults":[{"Id":"c","Label":"web","Timestamps":["2026-11-01T00:00:00+00:00","2026-11-01T00:01:00+00:00"],"Values":[50,80],"StatusCode":"Complete"},{"Id":"m","Label":"web","Timestamps":[1793491200],"Values":[25],"StatusCode":"Complete"}],"Messages":[]}""";
    private static readonly DateTimeOffset Midnight = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Percents_are_of_the_reservation_that_ECS_tells()
    {
        // 50 % of 512/1024 cores = 0.25; 25 % of 1,024 MiB = 256 MiB
        var sink = Read(Queries(("c", "AWS/ECS", "CPUUtilization", "Maximum"), ("m", "AWS/ECS", "MemoryUtilization", "Maximum")), Answer, Services, Definition);
        Assert.Equal(
            [
                new UsageSample { Timestamp = Midnight, Key = new UsageKey("shop/web", ""), Instance = "web", CpuCores = 0.25, MemoryBytes = 256 << 20, CpuLimitCores = 0.5, MemoryLimitBytes = 1024 << 20 },
                new UsageSample { Timestamp = Midnight.AddMinutes(1), Key = new UsageKey("shop/web", ""), Instance = "web", CpuCores = 0.4, CpuLimitCores = 0.5, MemoryLimitBytes = 1024 << 20 },
            ], sink.Samples);
        Assert.Contains("percents are taken of today's reservation over the whole range", sink.Intake.Notes);
    }

    [Fact]
    public void Percents_without_a_reservation_are_refused()
    {
        var queries = Queries(("c", "AWS/ECS", "CPUUtilization", "Maximum"), ("m", "AWS/ECS", "MemoryUtilization", "Maximum"));
        Assert.Contains("`aws ecs describe-services`", Assert.Throws<ProblemException>(() => Read(queries, Answer)).Message, StringComparison.Ordinal);
        // The family is not named as the service, and nothing says that it is the service's.
        Assert.Throws<ProblemException>(() => Read(queries, Answer, Definition));
    }

    [Fact]
    public void Container_Insights_needs_no_reservation()
    {
        // 50/1024 cores; 25 MiB
        var sample = Read(Queries(("c", "ECS/ContainerInsights", "CpuUtilized", "Maximum"), ("m", "ECS/ContainerInsights", "MemoryUtilized", "p99")), Answer).Samples[0];
        Assert.Equal((50 / 1024.0, 25 << 20, null), (sample.CpuCores!.Value, sample.MemoryBytes!.Value, sample.CpuLimitCores));
    }

    [Fact]
    public void The_statistic_that_shows_most_of_a_peak_is_read_and_the_other_counted()
    {
        var sink = Read(Queries(("c", "ECS/ContainerInsights", "CpuUtilized", "Average"), ("m", "ECS/ContainerInsights", "CpuUtilized", "Maximum")), Answer);
        Assert.Equal(25 / 1024.0, Assert.Single(sink.Samples).CpuCores);
        Assert.Equal(2, sink.Intake.LeftOut["another metric or statistic of the same thing"]);
    }

    [Fact]
    public void A_mean_says_what_it_hides() =>
        Assert.Contains("shop/web: Average hides the peaks of single tasks and within a period", Read(Queries(("c", "ECS/ContainerInsights", "CpuUtilized", "Average")), Answer).Intake.Notes);

    [Theory]
    [InlineData("ECS/ContainerInsights", "CpuUtilized", "Sum", "all tasks together")]
    [InlineData("ECS/ContainerInsights", "CpuUtilized", "SampleCount", "all tasks together")]
    [InlineData("ECS/ContainerInsights", "RunningTaskCount", "Maximum", "no query is of the processor")]
    [InlineData("AWS/EC2", "CPUUtilization", "Maximum", "no query is of the processor")]
    public void A_query_that_says_nothing_of_one_task_is_refused(string space, string metric, string statistic, string told) =>
        Assert.Contains(told, Assert.Throws<ProblemException>(() => Read(Queries(("c", space, metric, statistic)), Answer)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_unit_that_is_not_the_metrics_own_is_refused() =>
        Assert.Contains("`Bytes`", Assert.Throws<ProblemException>(() => Read(Queries(("m", "ECS/ContainerInsights", "MemoryUtilized", "Maximum")).Replace("\"Stat\"", "\"Unit\":\"Bytes\",\"Stat\"", StringComparison.Ordinal), Answer)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"StatusCode\":\"Complete\"}]", "\"StatusCode\":\"PartialData\"}]", "not complete")]
    [InlineData("[1793491200]", "[1793491200,1793491260]", "2 timestamps and 1 values")]
    [InlineData("MetricDataResults", "Results", "MetricDataResults")]
    public void A_partial_or_malformed_answer_is_refused(string good, string bad, string told) =>
        Assert.Contains(told, Assert.Throws<ProblemException>(() => Read(Queries(("m", "ECS/ContainerInsights", "MemoryUtilized", "Maximum")), Answer.Replace(good, bad, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_that_are_no_sample_are_counted()
    {
        var sink = Read(Queries(("c", "ECS/ContainerInsights", "CpuUtilized", "Maximum")), Answer.Replace("[50,80]", "[50,\"NaN\"]", StringComparison.Ordinal));
        Assert.Single(sink.Samples);
        Assert.Equal(1, sink.Intake.LeftOut["unreadable number"]);
        Assert.Equal(1, sink.Intake.LeftOut["series of no query of an ECS service"]);
        var again = Read(Queries(("c", "ECS/ContainerInsights", "CpuUtilized", "Maximum")), Answer.Replace("00:01:00", "00:00:00", StringComparison.Ordinal));
        Assert.Equal(1, again.Intake.LeftOut["same instant of a series again"]);
    }

    private static string Queries(params (string Id, string Namespace, string Metric, string Stat)[] queries) =>
        "[" + string.Join(',', queries.Select(query => "{\"Id\":\"" + query.Id + "\",\"MetricStat\":{\"Metric\":{\"Namespace\":\"" + query.Namespace + "\",\"MetricName\":\"" + query.Metric
            + "\",\"Dimensions\":[{\"Name\":\"ClusterName\",\"Value\":\"shop\"},{\"Name\":\"ServiceName\",\"Value\":\"web\"}]},\"Period\":60,\"Stat\":\"" + query.Stat + "\"}}")) + "]";

    private ListSink Read(string queries, string answer, params string[] ecs)
    {
        var sink = new ListSink();
        var files = ecs.Select((text, place) => folder.Write($"ecs-{place}.json", text)).ToList();
        MetricDataImport.Read([folder.Write("answer.json", answer)], folder.Write("queries.json", queries), files, sink, TestContext.Current.CancellationToken);
        return sink;
    }
}
