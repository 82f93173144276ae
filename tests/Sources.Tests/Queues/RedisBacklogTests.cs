using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Queues of a real Redis, filled by a real Celery.</summary>
public sealed class RedisBacklogTests(RedisServer redis) : IClassFixture<RedisServer>
{
    /// <summary>A build machine may be slow; only tests of slowness wait for less.</summary>
    internal static readonly BrokerOptions Patient = new() { Timeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "shop:")]
    public async Task What_Celery_sent_at_all_priorities_is_counted_under_the_key_prefix(int database, string prefix)
    {
        var celery = new CeleryWork(redis.Url(database), $$"""{"global_keyprefix": "{{prefix}}"}""");
        await celery.PublishAsync(new Order("mail", 4), new Order("mail", 3) { Priority = 4 }, new Order("mail", 2) { Priority = 6 }, new Order("mail", 1) { Priority = 9 }, new Order("pictures", 5));
        await using var backlog = Open(redis.Url(database), Patient with { KeyPrefix = prefix });
        Assert.Equal([Known("mail", 10, 0), Known("nothing", 0, 0), Known("pictures", 5, 0)], await backlog.ReadAsync(["mail", "nothing", "pictures"], Stop));
        // Another prefix is another broker.
        await using var other = Open(redis.Url(database), Patient with { KeyPrefix = "other:" });
        Assert.Equal([Known("mail", 0, 0)], await other.ReadAsync(["mail"], Stop));
    }

    [Fact]
    public async Task What_a_worker_holds_is_in_flight_of_its_queue()
    {
        var celery = new CeleryWork(redis.Url(3));
        await celery.PublishAsync(
            new Order("mail", 2) { Priority = 9 }, new Order("press", 1) { Binding = "press.#", RoutingKey = "press.paris" }, new Order("sport", 5) { Binding = "sport.*", RoutingKey = "sport.rugby" });
        await using var backlog = Open(redis.Url(3), Patient);
        await using (celery.Hold("mail,press", 3))
            Assert.Equal([Known("mail", 0, 2), Known("press", 0, 1), Known("sport", 5, 0)], await UntilAsync(backlog, ["mail", "press", "sport"], counts => counts[0].InFlight == 2 && counts[1].InFlight == 1));
    }

    [Fact]
    public async Task A_message_that_went_to_two_queues_is_in_doubt_for_both_and_one_of_no_queue_for_all()
    {
        await using var connection = await redis.ConnectAsync();
        var database = connection.GetDatabase(4);
        await database.SetAddAsync("_kombu.binding.news", ["press.#\x06\x16^press\\.*?$\x06\x16press", "press.paris\x06\x16^press\\.paris$\x06\x16paris"]);
        await database.HashSetAsync("unacked", "tag-1", """[{"body": ""}, "news", "press.paris"]""");
        await using var backlog = Open(redis.Url(4), Patient);
        var counts = await backlog.ReadAsync(["press", "paris", "mail"], Stop);
        Assert.Equal([null, null, 0], counts.Select(count => count.InFlight));
        Assert.Contains("went to several queues", counts[0].Unknown, StringComparison.Ordinal);
        await database.HashSetAsync("unacked", "tag-2", """[{"body": ""}, "news", "weather"]""");
        counts = await backlog.ReadAsync(["press", "mail"], Stop);
        Assert.All(counts, count => Assert.Null(count.InFlight));
        Assert.All(counts, count => Assert.Equal(0, count.Ready));
        Assert.Contains("not bound any more", counts[1].Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_type_makes_its_queue_unknown_and_says_which_it_is()
    {
        await using var connection = await redis.ConnectAsync();
        await connection.GetDatabase(5).StringSetAsync("mail\x06\x16" + "3", "not a list");
        await using var backlog = Open(redis.Url(5), Patient);
        var counts = await backlog.ReadAsync(["mail", "pictures"], Stop);
        Assert.Null(counts[0].Ready);
        Assert.StartsWith(@"the key `mail\x06\x163` is no list", counts[0].Unknown, StringComparison.Ordinal);
        Assert.Equal(Known("pictures", 0, 0), counts[1]);
    }

    [Fact]
    public async Task Of_more_messages_in_the_hands_of_workers_than_are_read_the_total_is_told_and_no_queue_s()
    {
        await using var connection = await redis.ConnectAsync();
        await connection.GetDatabase(6).ScriptEvaluateAsync("""for index = 1, 1200 do redis.call('HSET', KEYS[1], index, '[{"body": "' .. string.rep('x', 200) .. '"}, "", "mail"]') end""", ["unacked"]);
        await using var all = Open(redis.Url(6), Patient with { MostUnackedRead = 1200 });
        Assert.Equal([Known("mail", 0, 1200), Known("pictures", 0, 0)], await all.ReadAsync(["mail", "pictures"], Stop));
        await using var few = Open(redis.Url(6), Patient with { MostUnackedRead = 1199 });
        var count = Assert.Single(await few.ReadAsync(["mail"], Stop));
        Assert.Equal((0L, null), (count.Ready, count.InFlight));
        Assert.Contains("1200 messages", count.Unknown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", 0, "refuses user or password")]
    [InlineData("", 0, "asks for a password")]
    [InlineData(RedisServer.Password, 99, "no database 99")]
    public async Task What_waiting_cannot_mend_is_a_problem_that_shows_no_password(string password, int database, string what)
    {
        await using var backlog = Open(redis.Url(database, password), Patient);
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => backlog.ReadAsync(["mail"], Stop))).Problems);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Redis_that_says_nothing_is_unknown_in_bounded_time_and_known_when_it_speaks_again()
    {
        await using var road = new SlowRoad(redis.Port);
        var url = redis.Url(7).Replace($":{redis.Port}/", $":{road.Port}/", StringComparison.Ordinal);
        await using var backlog = Open(url, Patient with { Timeout = TimeSpan.FromMilliseconds(400) });
        road.Closed = true;
        await SilentAsync(backlog);
        road.Closed = false;
        await UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
        road.Closed = true;
        await SilentAsync(backlog);
        road.Closed = false;
        await UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
    }

    internal static IBacklogSource Open(string url, BrokerOptions options) =>
        BrokerQueues.Open(BrokerUrl.Parse(url, _ => null, "here"), options, () => throw new InvalidOperationException("this broker is not SQS"));

    internal static QueueBacklog Known(string queue, long ready, long inFlight) => new() { Queue = queue, Ready = ready, InFlight = inFlight };

    internal static async Task SilentAsync(IBacklogSource backlog)
    {
        var count = Assert.Single(await backlog.ReadAsync(["mail"], Stop));
        Assert.Equal((null, null), (count.Ready, count.InFlight));
        Assert.DoesNotContain("planted", count.Unknown, StringComparison.Ordinal);
        Assert.StartsWith(backlog.Broker, count.Unknown, StringComparison.Ordinal);
    }

    /// <summary>Reads until the counts are as expected; a build machine may be slow.</summary>
    internal static async Task<IReadOnlyList<QueueBacklog>> UntilAsync(IBacklogSource backlog, IReadOnlyList<string> queues, Func<IReadOnlyList<QueueBacklog>, bool> expected)
    {
        for (var reading = 0; ; reading++)
        {
            var counts = await backlog.ReadAsync(queues, Stop);
            if (expected(counts)) return counts;
            Assert.True(reading < 600, $"the last counts were {string.Join("; ", counts)}");
            await Task.Delay(100, Stop);
        }
    }
}
