using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Two dispatchers and a lease that a real Redis keeps.</summary>
public sealed class RedisLeaseTests(RedisServer redis) : IClassFixture<RedisServer>
{
    internal static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_has_it_the_other_is_told_who_and_gets_it_when_the_first_lets_go()
    {
        await using var second = Open(redis.Url(), "second", clock);
        await using (var first = Open(redis.Url(), "first", clock))
        {
            Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + Duration, null), await first.HoldAsync(Stop));
            Assert.Equal(new LeaseState(Held: false, null, "first"), await second.HoldAsync(Stop));
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + Duration, null), await first.HoldAsync(Stop));
        }

        Assert.True((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task When_the_first_dies_the_key_ends_and_the_second_takes_it()
    {
        await using var connection = await redis.ConnectAsync();
        // Held by a dispatcher that is not there any more: nobody renews it.
        await using var dead = Open(redis.Url(2), "dead", clock);
        Assert.True((await dead.HoldAsync(Stop)).Held);
        await using var second = Open(redis.Url(2), "second", clock);
        Assert.Equal("dead", (await second.HoldAsync(Stop)).Holder);
        var left = await connection.GetDatabase(2).KeyTimeToLiveAsync("costtool.dispatch.shop");
        Assert.InRange(left!.Value, TimeSpan.FromTicks(1), Duration);
        // The rest of its time in a moment.
        await connection.GetDatabase(2).KeyExpireAsync("costtool.dispatch.shop", TimeSpan.FromMilliseconds(50));
        await UntilHeldAsync(second);
        // The one that was gone comes back, and neither keeps it alive nor lets go of what is the other's.
        Assert.Equal(new LeaseState(Held: false, null, "second"), await dead.HoldAsync(Stop));
        await dead.DisposeAsync();
        Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + Duration, null), await second.HoldAsync(Stop));
    }

    [Fact]
    public async Task Two_of_the_same_name_are_two()
    {
        await using var first = Open(redis.Url(3), "same", clock);
        await using var second = Open(redis.Url(3), "same", clock);
        Assert.True((await first.HoldAsync(Stop)).Held);
        Assert.False((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_it()
    {
        var leases = Enumerable.Range(0, 8).Select(number => Open(redis.Url(4), $"{number}", clock)).ToList();
        var states = await Task.WhenAll(leases.Select(lease => lease.HoldAsync(Stop)));
        Assert.Single(states, state => state.Held);
        foreach (var lease in leases) await lease.DisposeAsync();
    }

    [Fact]
    public async Task Where_Redis_says_nothing_it_is_not_held()
    {
        await using var road = new SlowRoad(redis.Port) { Closed = true };
        await using var lease = Open(redis.Url(5).Replace($":{redis.Port}/", $":{road.Port}/", StringComparison.Ordinal), "first", clock, TimeSpan.FromMilliseconds(300));
        Assert.Equal(new LeaseState(Held: false, null, null), await lease.HoldAsync(Stop));
    }

    [Fact]
    public async Task A_wrong_password_is_a_problem()
    {
        await using var lease = Open(redis.Url(0, "wrong"), "first", clock);
        await Assert.ThrowsAsync<ProblemException>(() => lease.HoldAsync(Stop));
    }

    internal static IDispatchLease Open(string url, string holder, TimeProvider clock, TimeSpan? timeout = null) => BrokerLease.Open(
        BrokerUrl.Parse(url, _ => null, "here"),
        new BrokerOptions { Timeout = timeout ?? RedisBacklogTests.Patient.Timeout },
        new LeaseTerms("shop", holder, Duration),
        clock,
        () => throw new InvalidOperationException("this broker is not SQS"));

    /// <summary>Asks until it is held; a build machine may be slow.</summary>
    internal static async Task UntilHeldAsync(IDispatchLease lease)
    {
        for (var asked = 0; !(await lease.HoldAsync(Stop)).Held; asked++)
        {
            Assert.True(asked < 600, "the lease is not given");
            await Task.Delay(100, Stop);
        }
    }
}
