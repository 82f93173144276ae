using CostTool.Scheduler.Dispatching;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Two dispatchers and a lease that a real RabbitMQ keeps.</summary>
public sealed class RabbitMqLeaseTests(RabbitMqServer rabbit) : IClassFixture<RabbitMqServer>
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_has_it_and_the_other_gets_it_when_the_first_is_gone()
    {
        await using var road = new SlowRoad(rabbit.Port);
        var first = RedisLeaseTests.Open(rabbit.Url().Replace($":{rabbit.Port}/", $":{road.Port}/", StringComparison.Ordinal), "first", clock);
        await using var second = RedisLeaseTests.Open(rabbit.Url(), "second", clock);
        await RedisLeaseTests.UntilHeldAsync(first);
        Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + RedisLeaseTests.Duration, null), await first.HoldAsync(Stop));
        Assert.Equal(new LeaseState(Held: false, null, null), await second.HoldAsync(Stop));
        Assert.True((await first.HoldAsync(Stop)).Held);
        await road.BreakAsync();
        await RedisLeaseTests.UntilHeldAsync(second);
        Assert.False((await first.HoldAsync(Stop)).Held);
        await first.DisposeAsync();
        Assert.True((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_it()
    {
        var leases = Enumerable.Range(0, 4).Select(number => RedisLeaseTests.Open(rabbit.Url(), $"{number}", clock)).ToList();
        foreach (var lease in leases) await lease.HoldAsync(Stop);
        var states = await Task.WhenAll(leases.Select(lease => lease.HoldAsync(Stop)));
        Assert.Single(states, state => state.Held);
        foreach (var lease in leases) await lease.DisposeAsync();
    }
}
