using CostTool.Analyzer.Problems;
using RabbitMQ.Client;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Queues of a real RabbitMQ, filled by a real Celery.</summary>
public sealed class RabbitMqBacklogTests(RabbitMqServer rabbit) : IClassFixture<RabbitMqServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Celery_sent_is_ready_what_a_worker_holds_is_in_flight_and_what_is_not_there_is_nothing()
    {
        var celery = new CeleryWork(rabbit.Url());
        // Signs that mean something to a regular expression.
        await celery.PublishAsync(new Order("mail", 5), new Order("a.b+(c)", 3) { Priority = 4 });
        string[] queues = ["nothing", "mail", "a.b+(c)", "nothing either"];
        await using var plain = RedisBacklogTests.Open(rabbit.Url(), RedisBacklogTests.Patient);
        var counts = await plain.ReadAsync(queues, Stop);
        Assert.Equal([0, 5, 3, 0], counts.Select(count => count.Ready));
        Assert.All(counts, count => Assert.Null(count.InFlight));
        Assert.Contains("management", counts[0].Unknown, StringComparison.Ordinal);
        await using var full = RedisBacklogTests.Open(rabbit.Url(), RedisBacklogTests.Patient with { Management = rabbit.Management });
        await using (celery.Hold("mail", 2))
            await RedisBacklogTests.UntilAsync(full, queues, now => now.Select(count => (count.Ready, count.InFlight)).SequenceEqual([(0, 0), (3, 2), (3, 0), (0, 0)]));
        // The worker is gone, and what it held is there again.
        await RedisBacklogTests.UntilAsync(full, queues, now => now.Select(count => (count.Ready, count.InFlight)).SequenceEqual([(0, 0), (5, 0), (3, 0), (0, 0)]));
    }

    [Fact]
    public async Task Over_TLS_it_is_read_with_its_authority_and_not_without()
    {
        var url = FormattableString.Invariant($"amqps://guest:guest@127.0.0.1:{rabbit.TlsPort}//");
        await new CeleryWork(rabbit.Url()).PublishAsync(new Order("over-tls", 2));
        await using var trusting = RedisBacklogTests.Open(url, RedisBacklogTests.Patient with { AuthorityFile = rabbit.Authority });
        await RedisBacklogTests.UntilAsync(trusting, ["over-tls"], counts => counts[0].Ready == 2);
        await using var other = RedisBacklogTests.Open(url, RedisBacklogTests.Patient);
        Assert.StartsWith(FormattableString.Invariant($"amqps://127.0.0.1:{rabbit.TlsPort}: no trusted TLS connection"), Assert.Single(await other.ReadAsync(["over-tls"], Stop)).Unknown, StringComparison.Ordinal);
        await using var elsewhere = RedisBacklogTests.Open(url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), RedisBacklogTests.Patient with { AuthorityFile = rabbit.Authority });
        Assert.Contains("no trusted TLS connection", Assert.Single(await elsewhere.ReadAsync(["over-tls"], Stop)).Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_it_says_so()
    {
        await using var backlog = RedisBacklogTests.Open("amqp://guest:hunter2@127.0.0.1:1//", RedisBacklogTests.Patient);
        Assert.Equal("amqp://127.0.0.1:1 cannot be reached: Connection refused", Assert.Single(await backlog.ReadAsync(["mail"], Stop)).Unknown);
    }

    [Fact]
    public async Task A_queue_that_is_one_connection_s_own_is_unknown_and_the_others_are_not()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbit.Url("/")) }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        await channel.QueueDeclareAsync("own", durable: false, exclusive: true, autoDelete: true, cancellationToken: Stop);
        await using var backlog = RedisBacklogTests.Open(rabbit.Url(), RedisBacklogTests.Patient with { SideBySide = 1 });
        var counts = await backlog.ReadAsync(["own", "nothing"], Stop);
        Assert.Equal([null, 0], counts.Select(count => count.Ready));
        Assert.Contains("exclusive", counts[0].Unknown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//", "planted", "refuses user or password")]
    [InlineData("/elsewhere", "guest", "no virtual host `elsewhere`")]
    public async Task What_waiting_cannot_mend_is_a_problem_that_shows_no_password(string path, string password, string what)
    {
        await using var backlog = RedisBacklogTests.Open(rabbit.Url(path, password), RedisBacklogTests.Patient);
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => backlog.ReadAsync(["mail"], Stop))).Problems);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_management_URL_with_a_password_is_refused_and_not_repeated()
    {
        var problem = Assert.Throws<ProblemException>(() => RedisBacklogTests.Open(rabbit.Url(), RedisBacklogTests.Patient with { Management = new Uri("http://guest:planted@127.0.0.1:1/") })).Problems[0];
        Assert.DoesNotContain("planted", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_management_only_what_is_in_flight_is_unknown()
    {
        await using var backlog = RedisBacklogTests.Open(rabbit.Url(), RedisBacklogTests.Patient with { Management = new Uri("http://127.0.0.1:1/") });
        var count = Assert.Single(await backlog.ReadAsync(["nothing"], Stop));
        Assert.Equal((0L, null), (count.Ready, count.InFlight));
        Assert.Equal("http://127.0.0.1:1/ cannot be reached", count.Unknown);
    }

    [Fact]
    public async Task A_RabbitMQ_that_says_nothing_is_unknown_in_bounded_time_and_known_when_it_speaks_again()
    {
        await using var road = new SlowRoad(rabbit.Port);
        var url = rabbit.Url().Replace($":{rabbit.Port}/", $":{road.Port}/", StringComparison.Ordinal);
        await using var backlog = RedisBacklogTests.Open(url, RedisBacklogTests.Patient with { Timeout = TimeSpan.FromMilliseconds(800) });
        road.Closed = true;
        await RedisBacklogTests.SilentAsync(backlog);
        road.Closed = false;
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready is not null);
        road.Closed = true;
        await RedisBacklogTests.SilentAsync(backlog);
        road.Closed = false;
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready is not null);
    }
}
