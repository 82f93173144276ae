using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Logs;

public sealed class LogsClientTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private AwsDouble.AwsDouble _aws = null!;
    private AmazonCloudWatchLogsClient _logs = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", _clock, Stop);
        _logs = _aws.LogsClient();
    }

    public ValueTask DisposeAsync()
    {
        _logs.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_group_has_retention_and_tags()
    {
        await _logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "/costtool/a", Tags = new() { ["owner"] = "x" } }, Stop);
        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => _logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "/costtool/a" }, Stop));
        await _logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = "/costtool/a", RetentionInDays = 30 }, Stop);
        await Assert.ThrowsAsync<InvalidParameterException>(() => _logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = "/costtool/a", RetentionInDays = 31 }, Stop));
        var group = Assert.Single((await _logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = "/costtool/" }, Stop)).LogGroups!);
        Assert.Equal((30, "arn:aws:logs:eu-west-3:123456789012:log-group:/costtool/a:*", Start.UtcDateTime), (group.RetentionInDays, group.Arn, group.CreationTime));
        var arn = group.Arn![..^2];
        await _logs.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = new() { ["more"] = "y" } }, Stop);
        var tags = (await _logs.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Stop)).Tags!;
        Assert.Equal(["more=y", "owner=x"], tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        await _logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = "/costtool/a" }, Stop);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = "/costtool/a" }, Stop));
    }

    [Fact]
    public async Task A_stream_is_read_to_its_end_where_the_token_repeats_and_goes_on_from_there()
    {
        await _logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "g" }, Stop);
        Write(0, 5);
        var seen = new List<string>();
        string? token = null;
        var calls = 0;
        while (true)
        {
            var page = await _logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "s", Limit = 2, StartFromHead = true, NextToken = token }, Stop);
            calls++;
            seen.AddRange(page.Events!.Select(line => line.Message!));
            if (page.NextForwardToken == token) break;
            token = page.NextForwardToken;
        }

        // 2 + 2 + 1 lines, and an empty page that says so.
        Assert.Equal((4, "0,1,2,3,4"), (calls, string.Join(',', seen)));
        Write(5, 1);
        var more = await _logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "s", NextToken = token }, Stop);
        Assert.Equal(("5", Start.AddSeconds(5).UtcDateTime), (Assert.Single(more.Events!).Message, more.Events![0].Timestamp));
        var window = await _logs.GetLogEventsAsync(new GetLogEventsRequest
        {
            LogGroupName = "g", LogStreamName = "s", StartFromHead = true, StartTime = Start.AddSeconds(1).UtcDateTime, EndTime = Start.AddSeconds(3).UtcDateTime,
        }, Stop);
        Assert.Equal(["1", "2"], window.Events!.Select(line => line.Message));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "absent" }, Stop));
    }

    [Fact]
    public async Task The_real_command_line_writes_reads_and_filters()
    {
        await AwsCommand.RunAsync(_aws, "logs", "create-log-group", "--log-group-name", "g");
        await AwsCommand.RunAsync(_aws, "logs", "create-log-stream", "--log-group-name", "g", "--log-stream-name", "s");
        var now = Start.ToUnixTimeMilliseconds();
        await AwsCommand.RunAsync(_aws, "logs", "put-log-events", "--log-group-name", "g", "--log-stream-name", "s", "--log-events", $$"""[{"timestamp":{{now}},"message":"all well"},{"timestamp":{{now}},"message":"ERROR 5"}]""");
        var found = await AwsCommand.RunAsync(_aws, "logs", "filter-log-events", "--log-group-name", "g", "--filter-pattern", "ERROR");
        Assert.Equal("ERROR 5", (string?)Assert.Single(found["events"]!.AsArray())!["message"]);
        var read = await AwsCommand.RunAsync(_aws, "logs", "get-log-events", "--log-group-name", "g", "--log-stream-name", "s", "--limit", "1");
        Assert.Equal("ERROR 5", (string?)Assert.Single(read["events"]!.AsArray())!["message"]);
    }

    private void Write(int from, int count) => _aws.Arrange(() =>
    {
        for (var number = from; number < from + count; number++) _aws.Logs.Write("g", "s", Start.AddSeconds(number), FormattableString.Invariant($"{number}"));
    });
}
