using CostTool.Analyzer.Fargate;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Diagnosis;
using CostTool.Sources.Diagnosis.Celery;
using CostTool.Sources.Queues;
using CostTool.Sources.Tests.Queues;

namespace CostTool.Sources.Tests.Diagnosis;

/// <summary>The dispatcher's queues as the doctor sees them, on a real Redis.</summary>
public sealed class QueuesCheckTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly IReadOnlyList<WorkerPool> Pools =
    [
        new() { Name = "web", Queues = ["celery", "mail"], Size = FargateSize.All[0], DeadlineSeconds = 60 },
        new() { Name = "slow", Queues = ["reports"], Size = FargateSize.All[0], DeadlineSeconds = 60 },
    ];

    [Fact]
    public async Task Each_pool_s_queues_are_counted_as_the_dispatcher_would()
    {
        await new CeleryWork(redis.Url()).PublishAsync(new Order("mail", 3));
        var findings = await LookAsync(redis.Url());
        Assert.Equal([new("queues", FindingLevel.Ok, "pool web: celery 0 waiting, 0 held, mail 3 waiting, 0 held"), new("queues", FindingLevel.Ok, "pool slow: reports 0 waiting, 0 held")], findings);
    }

    [Fact]
    public async Task What_cannot_be_counted_has_failed_and_shows_no_password()
    {
        var finding = (await LookAsync("redis://:hunter2@127.0.0.1:1/0"))[0];
        Assert.Equal(FindingLevel.Failed, finding.Level);
        Assert.StartsWith("pool web: `celery` is not counted: redis://127.0.0.1:1", finding.What, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Finding>> LookAsync(string url) =>
        new QueuesCheck(Pools, () => BrokerUrl.Parse(url, _ => null, "test"), broker => BrokerQueues.Open(broker, new BrokerOptions(), () => throw new InvalidOperationException())).LookAsync(TestContext.Current.CancellationToken);
}
