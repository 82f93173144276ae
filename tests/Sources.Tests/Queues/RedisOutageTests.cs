using CostTool.Sources.Queues;
using CostTool.Sources.Tests.Kubernetes;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A Redis that ends, and one with a million messages. Weighs what the whole process allocates, so no other test may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class RedisOutageTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Redis_that_is_gone_is_unknown_and_is_connected_to_again_when_it_is_back()
    {
        await using var backlog = RedisBacklogTests.Open(redis.Url(), new BrokerOptions());
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
        await redis.KillAsync();
        await RedisBacklogTests.SilentAsync(backlog);
        await RedisBacklogTests.SilentAsync(backlog);
        await redis.StartAsync();
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
    }

    [Fact]
    public async Task A_reading_of_a_million_messages_takes_no_more_memory_than_one_of_ten()
    {
        await FillAsync();
        await using var backlog = RedisBacklogTests.Open(redis.Url(9), RedisBacklogTests.Patient);
        // Once for what a first reading makes.
        await ReadAsync("few", 10);
        await ReadAsync("many", 1_000_000);
        var few = await AllocatedAsync("few", 10);
        var many = await AllocatedAsync("many", 1_000_000);
        Assert.InRange(many, 0, few + 200_000);

        async Task<long> AllocatedAsync(string queue, long messages)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await ReadAsync(queue, messages);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        async Task ReadAsync(string queue, long messages)
        {
            var count = (await backlog.ReadAsync([queue], Stop))[0];
            Assert.Equal(messages, count.Ready);
            Assert.Null(count.InFlight);
        }
    }

    private async Task FillAsync()
    {
        await using var connection = await redis.ConnectAsync();
        await connection.GetDatabase(9).ScriptEvaluateAsync("""
            for index = 1, 10 do redis.call('LPUSH', 'few', 'message') end
            for index = 1, 1000000 do
              redis.call('LPUSH', 'many', 'message')
              redis.call('HSET', 'unacked', index, 'message')
            end
            """);
    }
}
