using System.Text.Json.Nodes;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using CostTool.AwsDouble.Ecs;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Events;

/// <summary>The client of EventBridge, and events of tasks on their way into a queue.</summary>
public sealed class EventsClientTests : IAsyncLifetime
{
    private const string QueueArn = "arn:aws:sqs:eu-west-3:123456789012:events";
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private AwsDouble.AwsDouble _aws = null!;
    private AmazonEventBridgeClient _events = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", _clock, Stop);
        _events = _aws.EventsClient();
    }

    public ValueTask DisposeAsync()
    {
        _events.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_is_put_as_a_whole_and_its_tags_only_when_it_is_new()
    {
        var arn = (await _events.PutRuleAsync(new PutRuleRequest { Name = "r", Description = "d", State = RuleState.DISABLED, EventPattern = """{"source":["x"]}""", Tags = [new() { Key = "a", Value = "1" }] }, Stop)).RuleArn;
        await _events.PutRuleAsync(new PutRuleRequest { Name = "r", ScheduleExpression = "rate(1 hour)", Tags = [new() { Key = "b", Value = "2" }] }, Stop);
        var told = await _events.DescribeRuleAsync(new DescribeRuleRequest { Name = "r" }, Stop);
        Assert.Equal((null, null, RuleState.ENABLED, "rate(1 hour)"), (told.Description, told.EventPattern, told.State, told.ScheduleExpression));
        Assert.Equal("a", Assert.Single((await _events.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = arn }, Stop)).Tags!).Key);
    }

    [Theory]
    [InlineData("""{"source":"x"}""")]
    [InlineData("""{"source":[]}""")]
    [InlineData("""{"source":[{"like":"x"}]}""")]
    [InlineData("source")]
    public async Task A_pattern_that_is_none_is_refused(string pattern) =>
        await Assert.ThrowsAsync<InvalidEventPatternException>(() => _events.PutRuleAsync(new PutRuleRequest { Name = "r", EventPattern = pattern }, Stop));

    [Fact]
    public async Task A_rule_with_targets_is_not_deleted_and_failed_entries_come_within_a_success()
    {
        await _events.PutRuleAsync(new PutRuleRequest { Name = "r", EventPattern = """{"source":["x"]}""" }, Stop);
        _aws.Events.FailEntries(1);
        var request = new PutTargetsRequest { Rule = "r", Targets = [new() { Id = "queue", Arn = QueueArn }, new() { Id = "second", Arn = QueueArn }] };
        var failed = await _events.PutTargetsAsync(request, Stop);
        Assert.Equal((1, "queue"), (failed.FailedEntryCount, Assert.Single(failed.FailedEntries!).TargetId));
        Assert.Equal(0, (await _events.PutTargetsAsync(request, Stop)).FailedEntryCount);
        var page = await _events.ListTargetsByRuleAsync(new ListTargetsByRuleRequest { Rule = "r", Limit = 1 }, Stop);
        Assert.Equal("queue", Assert.Single(page.Targets!).Id);
        Assert.Equal("second", (await _events.ListTargetsByRuleAsync(new ListTargetsByRuleRequest { Rule = "r", NextToken = page.NextToken }, Stop)).Targets!.Single().Id);
        var error = await Assert.ThrowsAsync<AmazonEventBridgeException>(() => _events.DeleteRuleAsync(new DeleteRuleRequest { Name = "r" }, Stop));
        Assert.Equal(("ValidationException", "Rule can't be deleted since it has targets."), (error.ErrorCode, error.Message));
        await _events.RemoveTargetsAsync(new RemoveTargetsRequest { Rule = "r", Ids = ["queue", "second"] }, Stop);
        await _events.DeleteRuleAsync(new DeleteRuleRequest { Name = "r" }, Stop);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _events.DescribeRuleAsync(new DescribeRuleRequest { Name = "r" }, Stop));
    }

    [Theory]
    [InlineData("""{"detail":{"n":[{"numeric":[">",1,"<=",3]}]}}""", true)]
    [InlineData("""{"detail":{"n":[{"numeric":[">",3]}]}}""", false)]
    [InlineData("""{"detail":{"group":[{"prefix":"costtool:"}]}}""", true)]
    [InlineData("""{"detail":{"group":[{"prefix":"other:"}]}}""", false)]
    [InlineData("""{"detail":{"absent":[{"exists":false}]}}""", true)]
    [InlineData("""{"detail":{"n":[{"exists":false}]}}""", false)]
    [InlineData("""{"detail":{"containers":{"exitCode":[{"anything-but":0}]}}}""", true)] // any element will do
    [InlineData("""{"detail":{"containers":{"exitCode":[{"anything-but":[0,143]}]}}}""", false)]
    [InlineData("""{"source":["x","app"],"detail":{"n":[3]}}""", true)] // a list is an or, members are an and
    [InlineData("""{"source":["app"],"detail":{"n":["3"]}}""", false)] // a text is no number
    public async Task Patterns_match_as_documented(string pattern, bool matches)
    {
        await _events.PutRuleAsync(new PutRuleRequest { Name = "r", EventPattern = pattern }, Stop);
        var detail = """{"n":3,"group":"costtool:shop","containers":[{"exitCode":0},{"exitCode":143}]}""";
        var answer = await _events.PutEventsAsync(new PutEventsRequest { Entries = [new() { Source = "app", DetailType = "t", Detail = detail }, new() { Source = "app", DetailType = "t", Detail = "no json" }] }, Stop);
        Assert.Equal((1, "MalformedDetail"), (answer.FailedEntryCount, answer.Entries![1].ErrorCode));
        Assert.Equal(matches ? 1 : 0, _aws.Events.Rules["r"].Matches);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the queue lets no one in
    public async Task The_message_of_a_task_that_stopped_comes_into_the_queue_of_a_rule(bool allowed)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"{{QueueArn}}"}]}""";
        var attributes = allowed ? new JsonObject { ["Policy"] = policy } : [];
        _aws.Ecs.Phase = TimeSpan.Zero;
        _aws.Ecs.Courses["job"] = new TaskCourse { ExitCode = 7 };
        _aws.Arrange(() =>
        {
            _aws.Account.Call("sqs", "CreateQueue", new() { ["QueueName"] = "events", ["Attributes"] = attributes });
            _aws.Account.Call("ecs", "CreateCluster", new() { ["clusterName"] = "c" });
            _aws.Account.Call("ecs", "RegisterTaskDefinition", new() { ["family"] = "job", ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "task", ["image"] = "i" }) });
        });
        await _events.PutRuleAsync(new PutRuleRequest { Name = "r", EventPattern = """{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"group":[{"prefix":"costtool:"}],"containers":{"exitCode":[{"anything-but":0}]}}}""" }, Stop);
        await _events.PutTargetsAsync(new PutTargetsRequest { Rule = "r", Targets = [new() { Id = "queue", Arn = QueueArn }] }, Stop);
        _aws.Arrange(() => _aws.Account.Call("ecs", "RunTask", new() { ["cluster"] = "c", ["taskDefinition"] = "job", ["group"] = "costtool:shop:1" }));
        _clock.Advance(TimeSpan.FromSeconds(2));
        _aws.Arrange(() => { });
        var delivery = Assert.Single(_aws.Events.Deliveries);
        Assert.Equal(allowed ? null : "the queue's policy does not allow it", delivery.Failure);
        if (!allowed)
        {
            Assert.Empty(_aws.Sqs.Bodies("events"));
            return;
        }

        var body = JsonNode.Parse(Assert.Single(_aws.Sqs.Bodies("events")))!;
        Assert.Equal(("ECS Task State Change", "EssentialContainerExited", 7), ((string?)body["detail-type"], (string?)body["detail"]!["stopCode"], (int)body["detail"]!["containers"]![0]!["exitCode"]!));
        // A second of work, on no time between states.
        Assert.Equal("2026-11-01T12:00:01.000Z", (string?)body["detail"]!["stoppedAt"]);
    }

    [Fact]
    public async Task The_real_command_line_puts_lists_and_removes()
    {
        await AwsCommand.RunAsync(_aws, "events", "put-rule", "--name", "r", "--schedule-expression", "rate(5 minutes)", "--tags", "Key=a,Value=b");
        Assert.Contains("(ValidationException)", await AwsCommand.RefusedAsync(_aws, "events", "put-rule", "--name", "s", "--schedule-expression", "rate(1 minutes)"), StringComparison.Ordinal);
        await AwsCommand.RunAsync(_aws, "events", "put-targets", "--rule", "r", "--targets", $"Id=q,Arn={QueueArn}");
        Assert.Equal("r", (string?)(await AwsCommand.RunAsync(_aws, "events", "list-rules"))["Rules"]![0]!["Name"]);
        Assert.Equal(QueueArn, (string?)(await AwsCommand.RunAsync(_aws, "events", "list-targets-by-rule", "--rule", "r"))["Targets"]![0]!["Arn"]);
        await AwsCommand.RunAsync(_aws, "events", "remove-targets", "--rule", "r", "--ids", "q");
        await AwsCommand.RunAsync(_aws, "events", "delete-rule", "--name", "r");
        Assert.Empty(_aws.Events.Rules);
    }
}
