using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A RabbitMQ that ends and comes back.</summary>
public sealed class RabbitMqOutageTests(RabbitMqServer rabbit) : IClassFixture<RabbitMqServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_gone_is_unknown_and_not_held_and_is_connected_to_again_when_it_is_back()
    {
        await using var backlog = RedisBacklogTests.Open(rabbit.Url(), new BrokerOptions());
        await using var lease = RedisLeaseTests.Open(rabbit.Url(), "one", TimeProvider.System);
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
        await RedisLeaseTests.UntilHeldAsync(lease);
        await rabbit.KillAsync();
        await RedisBacklogTests.SilentAsync(backlog);
        Assert.Equal(new LeaseState(Held: false, null, null), await lease.HoldAsync(Stop));
        await rabbit.StartAsync();
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
        await RedisLeaseTests.UntilHeldAsync(lease);
    }
}
