using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.Queues;
using CostTool.Sources.Queues.Sqs;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Queues and a lease in SQS, against the double.</summary>
public sealed class SqsTests : IAsyncLifetime
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly BrokerUrl Url = BrokerUrl.Parse("sqs://", _ => null, "here");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private AwsDouble.AwsDouble aws = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", clock, Stop);

    public ValueTask DisposeAsync() => aws.DisposeAsync();

    [Theory]
    [InlineData("celery", "", "celery")]
    [InlineData("shop.mail", "prod-", "prod-shop-mail")]
    [InlineData("a@b c/d_e-f", "", "a_b_c_d_e-f")]
    [InlineData("shop.mail.fifo", "", "shop-mail.fifo")]
    public void A_queue_has_in_SQS_the_name_that_kombu_gives_it(string queue, string prefix, string name) => Assert.Equal(name, SqsQueueName.Of(queue, prefix));

    [Fact]
    public async Task Visible_messages_are_ready_received_ones_in_flight_and_delayed_ones_neither()
    {
        using var sqs = Client();
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "prod-shop-mail" }, Stop)).QueueUrl;
        for (var number = 0; number < 5; number++) await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "task" }, Stop);
        await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "later", DelaySeconds = 600 }, Stop);
        await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 2 }, Stop);
        await using var backlog = BrokerQueues.Open(Url, new BrokerOptions { QueueNamePrefix = "prod-" }, Client);
        Assert.Equal([RedisBacklogTests.Known("shop.mail", 3, 2), RedisBacklogTests.Known("nothing", 0, 0)], await backlog.ReadAsync(["shop.mail", "nothing"], Stop));
        // Its URL is asked for once.
        await backlog.ReadAsync(["shop.mail"], Stop);
        Assert.Single(aws.Calls, call => call.Name == "sqs:GetQueueUrl" && call.Body.Contains("shop-mail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_SQS_that_is_slow_is_unknown_in_bounded_time()
    {
        await using var backlog = BrokerQueues.Open(Url, new BrokerOptions { Timeout = TimeSpan.FromMilliseconds(300) }, Client);
        aws.Latency = TimeSpan.FromSeconds(30);
        var count = Assert.Single(await backlog.ReadAsync(["mail"], Stop));
        Assert.Equal((null, null, "SQS does not answer within 0.3 s"), (count.Ready, count.InFlight, count.Unknown));
        aws.Latency = TimeSpan.Zero;
        await RedisBacklogTests.UntilAsync(backlog, ["mail"], counts => counts[0].Ready == 0);
    }

    [Fact]
    public async Task An_SQS_that_is_not_there_is_unknown()
    {
        await using var backlog = BrokerQueues.Open(Url, new BrokerOptions { Timeout = TimeSpan.FromSeconds(20) }, () => Client("http://127.0.0.1:1"));
        Assert.Equal("SQS cannot be reached", Assert.Single(await backlog.ReadAsync(["mail"], Stop)).Unknown);
    }

    [Fact]
    public async Task Of_two_one_has_the_lease_keeps_it_and_lets_it_go()
    {
        await using var second = Lease("second");
        await using (var first = Lease("first"))
        {
            Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + Duration, null), await first.HoldAsync(Stop));
            for (var minute = 0; minute < 3; minute++)
            {
                Assert.Equal(new LeaseState(Held: false, null, null), await second.HoldAsync(Stop));
                clock.Advance(Duration - TimeSpan.FromSeconds(1));
                Assert.Equal(new LeaseState(Held: true, clock.GetUtcNow() + Duration, null), await first.HoldAsync(Stop));
            }
        }

        Assert.True((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task When_the_first_dies_the_second_takes_the_lease_and_the_first_does_not_keep_it()
    {
        await using var first = Lease("first");
        await using var second = Lease("second");
        Assert.True((await first.HoldAsync(Stop)).Held);
        clock.Advance(Duration);
        Assert.True((await second.HoldAsync(Stop)).Held);
        Assert.False((await first.HoldAsync(Stop)).Held);
        Assert.True((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task Two_first_messages_do_not_make_two_holders()
    {
        using var sqs = Client();
        var url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "costtool-dispatch-shop.fifo", Attributes = new() { ["FifoQueue"] = "true" } }, Stop)).QueueUrl;
        foreach (var number in (string[])["1", "2"])
            await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "first", MessageGroupId = "lease", MessageDeduplicationId = number }, Stop);
        await using var first = Lease("first");
        await using var second = Lease("second");
        Assert.True((await first.HoldAsync(Stop)).Held);
        Assert.False((await second.HoldAsync(Stop)).Held);
    }

    [Fact]
    public async Task A_lease_is_kept_for_days_though_SQS_lets_no_message_be_held_for_more_than_twelve_hours()
    {
        await using var lease = Lease("first", TimeSpan.FromHours(1));
        for (var hour = 0; hour < 5 * 24; hour++)
        {
            Assert.True((await lease.HoldAsync(Stop)).Held, $"it was not held after {hour} hours");
            clock.Advance(TimeSpan.FromMinutes(59));
        }

        Assert.Single(aws.Sqs.Bodies("costtool-dispatch-shop.fifo"));
    }

    [Fact]
    public async Task What_is_not_allowed_is_a_problem()
    {
        aws.Faults.Plan("sqs:GetQueueUrl", new AwsDouble.ServiceErrorException("AccessDenied", "Access to the resource is denied."));
        await using var backlog = BrokerQueues.Open(Url, new BrokerOptions(), Client);
        await Assert.ThrowsAsync<ProblemException>(() => backlog.ReadAsync(["mail"], Stop));
    }

    private IDispatchLease Lease(string holder, TimeSpan? duration = null) =>
        BrokerLease.Open(Url, new BrokerOptions { Timeout = TimeSpan.FromSeconds(20) }, new LeaseTerms("shop", holder, duration ?? Duration), clock, Client);

    private AmazonSQSClient Client() => Client(aws.Address.ToString());

    private static AmazonSQSClient Client(string address) => new(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.EUWest3, ServiceURL = address, AuthenticationRegion = "eu-west-3", MaxErrorRetry = 1 });
}
