using Amazon.Scheduler;
using Amazon.Scheduler.Model;
using CostTool.AwsDouble.Faults;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.AwsSdk.Tests.Scheduler;

/// <summary>The client of EventBridge Scheduler and what the service takes and refuses.</summary>
public sealed class SchedulerClientTests : IAsyncLifetime
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}""";
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private AwsDouble.AwsDouble _aws = null!;
    private AmazonSchedulerClient _scheduler = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", _clock, Stop);
        _scheduler = _aws.SchedulerClient();
        AddRole("fires", Trust);
        await _scheduler.CreateScheduleGroupAsync(new CreateScheduleGroupRequest { Name = "shop", Tags = [new() { Key = "owner", Value = "costtool" }] }, Stop);
    }

    public ValueTask DisposeAsync()
    {
        _scheduler.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_schedule_comes_back_as_it_was_sent_with_the_service_s_defaults()
    {
        var sent = Create("nightly");
        sent.StartDate = Start.AddDays(1).UtcDateTime;
        await _scheduler.CreateScheduleAsync(sent, Stop);
        var told = await _scheduler.GetScheduleAsync(new GetScheduleRequest { GroupName = "shop", Name = "nightly" }, Stop);
        Assert.Equal(("arn:aws:scheduler:eu-west-3:123456789012:schedule/shop/nightly", "cron(0 3 * * ? *)", "Europe/Paris", ScheduleState.ENABLED), (told.Arn, told.ScheduleExpression, told.ScheduleExpressionTimezone, told.State));
        Assert.Equal((Start.AddDays(1).UtcDateTime, Start.UtcDateTime), (told.StartDate, told.CreationDate));
        Assert.Equal((86_400, 185), (told.Target!.RetryPolicy!.MaximumEventAgeInSeconds, told.Target.RetryPolicy.MaximumRetryAttempts));
    }

    [Fact]
    public async Task An_update_puts_defaults_in_the_place_of_what_it_leaves_out()
    {
        var sent = Create("nightly");
        (sent.Description, sent.State) = ("kept only where it is said again", ScheduleState.DISABLED);
        await _scheduler.CreateScheduleAsync(sent, Stop);
        _clock.Advance(TimeSpan.FromHours(1));
        await _scheduler.UpdateScheduleAsync(new UpdateScheduleRequest { GroupName = "shop", Name = "nightly", ScheduleExpression = "rate(2 hours)", FlexibleTimeWindow = sent.FlexibleTimeWindow, Target = sent.Target }, Stop);
        var told = await _scheduler.GetScheduleAsync(new GetScheduleRequest { GroupName = "shop", Name = "nightly" }, Stop);
        Assert.Equal((null, ScheduleState.ENABLED, "UTC", "rate(2 hours)"), (told.Description, told.State, told.ScheduleExpressionTimezone, told.ScheduleExpression));
        Assert.Equal((Start.UtcDateTime, Start.AddHours(1).UtcDateTime), (told.CreationDate, told.LastModificationDate));
    }

    [Theory]
    [InlineData("cron(0 3 * * ? *)", true)]
    [InlineData("cron(0 3 * * ?)", true)] // the year may be left out
    [InlineData("cron(0 3 * * * *)", false)] // one of the days must be open
    [InlineData("cron(0 3 ? * ? *)", false)] // and not both
    [InlineData("cron(60 3 * * ? *)", false)]
    [InlineData("cron(0 3 ? * MON-FRI *)", true)]
    [InlineData("cron(0 3 ? * 6#3 *)", true)]
    [InlineData("rate(5 minutes)", true)]
    [InlineData("rate(0 minutes)", false)]
    [InlineData("rate(5 weeks)", false)]
    [InlineData("at(2026-12-01T03:00:00)", true)]
    [InlineData("at(2026-12-01)", false)]
    [InlineData("0 3 * * *", false)]
    public async Task Expressions_are_checked(string expression, bool taken)
    {
        var request = Create("nightly");
        request.ScheduleExpression = expression;
        var error = await Record.ExceptionAsync(() => _scheduler.CreateScheduleAsync(request, Stop));
        if (taken) Assert.Null(error);
        else Assert.Equal($"Invalid Schedule Expression {expression}.", Assert.IsType<ValidationException>(error).Message);
    }

    [Theory]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public async Task A_start_more_than_five_minutes_ago_is_refused(int minutes, bool taken)
    {
        var request = Create("nightly");
        request.StartDate = Start.AddMinutes(minutes).UtcDateTime;
        var error = await Record.ExceptionAsync(() => _scheduler.CreateScheduleAsync(request, Stop));
        Assert.Equal(taken, error is null);
        if (!taken) Assert.Contains("StartDate", Assert.IsType<ValidationException>(error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("foreign")] // it exists and trusts another service
    public async Task A_role_that_the_service_cannot_assume_is_refused(string role)
    {
        AddRole("foreign", Trust.Replace("scheduler.", "ecs-tasks.", StringComparison.Ordinal));
        var request = Create("nightly");
        request.Target!.RoleArn = $"arn:aws:iam::123456789012:role/{role}";
        var error = await Assert.ThrowsAsync<ValidationException>(() => _scheduler.CreateScheduleAsync(request, Stop));
        Assert.Equal("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.", error.Message);
    }

    [Fact]
    public async Task A_role_that_is_too_new_is_not_seen_yet()
    {
        _aws.Consistency.HiddenLooks = 1;
        AddRole("new", Trust);
        var request = Create("nightly");
        request.Target!.RoleArn = "arn:aws:iam::123456789012:role/new";
        await Assert.ThrowsAsync<ValidationException>(() => _scheduler.CreateScheduleAsync(request, Stop));
        await _scheduler.CreateScheduleAsync(request, Stop);
    }

    [Fact]
    public async Task A_creation_that_is_cut_after_its_effect_is_one_because_of_its_token_and_a_second_is_a_conflict()
    {
        _aws.Faults.Plan("scheduler:CreateSchedule", Fault.CutAfterEffect);
        await _scheduler.CreateScheduleAsync(Create("nightly"), Stop);
        Assert.Equal(2, _aws.Calls.Count(call => call.Name == "scheduler:CreateSchedule"));
        await Assert.ThrowsAsync<ConflictException>(() => _scheduler.CreateScheduleAsync(Create("nightly"), Stop));
        _aws.Faults.Plan("scheduler:DeleteSchedule", Fault.CutAfterEffect);
        await _scheduler.DeleteScheduleAsync(new DeleteScheduleRequest { GroupName = "shop", Name = "nightly" }, Stop);
        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() => _scheduler.DeleteScheduleAsync(new DeleteScheduleRequest { GroupName = "shop", Name = "nightly" }, Stop));
        Assert.StartsWith("request-", error.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedules_are_listed_a_hundred_a_page_and_only_as_summaries()
    {
        for (var number = 0; number < 101; number++) await _scheduler.CreateScheduleAsync(Create(FormattableString.Invariant($"job-{number:000}")), Stop);
        var first = await _scheduler.ListSchedulesAsync(new ListSchedulesRequest { GroupName = "shop", NamePrefix = "job-" }, Stop);
        var second = await _scheduler.ListSchedulesAsync(new ListSchedulesRequest { GroupName = "shop", NamePrefix = "job-", NextToken = first.NextToken }, Stop);
        Assert.Equal((100, 1, null), (first.Schedules!.Count, second.Schedules!.Count, second.NextToken));
        Assert.Equal(("job-100", "arn:aws:ecs:eu-west-3:123456789012:cluster/production"), (second.Schedules[0].Name, second.Schedules[0].Target!.Arn));
        Assert.Empty((await _scheduler.ListSchedulesAsync(new ListSchedulesRequest { GroupName = "shop", State = ScheduleState.DISABLED }, Stop)).Schedules!);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _scheduler.ListSchedulesAsync(new ListSchedulesRequest { GroupName = "absent" }, Stop));
    }

    [Fact]
    public async Task A_group_is_seen_while_it_is_deleted_and_takes_its_schedules_with_it()
    {
        await _scheduler.CreateScheduleAsync(Create("nightly"), Stop);
        var arn = (await _scheduler.GetScheduleGroupAsync(new GetScheduleGroupRequest { Name = "shop" }, Stop)).Arn!;
        await _scheduler.TagResourceAsync(new TagResourceRequest { ResourceArn = arn, Tags = [new() { Key = "more", Value = "a/b c" }] }, Stop);
        var tags = (await _scheduler.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = arn }, Stop)).Tags!;
        Assert.Equal(["more=a/b c", "owner=costtool"], tags.Select(tag => $"{tag.Key}={tag.Value}"));
        _aws.Scheduler.GroupDeletion = TimeSpan.FromMinutes(1);
        await _scheduler.DeleteScheduleGroupAsync(new DeleteScheduleGroupRequest { Name = "shop" }, Stop);
        Assert.Equal(ScheduleGroupState.DELETING, (await _scheduler.GetScheduleGroupAsync(new GetScheduleGroupRequest { Name = "shop" }, Stop)).State);
        await Assert.ThrowsAsync<ConflictException>(() => _scheduler.CreateScheduleAsync(Create("nightly"), Stop));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["default"], (await _scheduler.ListScheduleGroupsAsync(new ListScheduleGroupsRequest(), Stop)).ScheduleGroups!.Select(group => group.Name));
        Assert.Empty(_aws.Scheduler.Schedules);
    }

    [Fact]
    public async Task The_real_command_line_creates_reads_lists_and_deletes()
    {
        var target = """{"Arn":"arn:aws:sqs:eu-west-3:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/fires","Input":"{}"}""";
        await AwsCommand.RunAsync(_aws, "scheduler", "create-schedule", "--group-name", "shop", "--name", "cli", "--schedule-expression", "rate(1 hours)", "--flexible-time-window", "Mode=FLEXIBLE,MaximumWindowInMinutes=15", "--target", target, "--start-date", "2026-12-01T00:00:00Z");
        var told = await AwsCommand.RunAsync(_aws, "scheduler", "get-schedule", "--group-name", "shop", "--name", "cli");
        Assert.Equal(("2026-12-01T00:00:00+00:00", 15), ((string?)told["StartDate"], (int)told["FlexibleTimeWindow"]!["MaximumWindowInMinutes"]!));
        Assert.Equal("cli", (string?)(await AwsCommand.RunAsync(_aws, "scheduler", "list-schedules", "--group-name", "shop"))["Schedules"]![0]!["Name"]);
        await AwsCommand.RunAsync(_aws, "scheduler", "delete-schedule-group", "--name", "shop");
        Assert.Contains("(ResourceNotFoundException)", await AwsCommand.RefusedAsync(_aws, "scheduler", "get-schedule", "--group-name", "shop", "--name", "cli"), StringComparison.Ordinal);
    }

    private static CreateScheduleRequest Create(string name) => new()
    {
        Name = name,
        GroupName = "shop",
        ScheduleExpression = "cron(0 3 * * ? *)",
        ScheduleExpressionTimezone = "Europe/Paris",
        FlexibleTimeWindow = new() { Mode = FlexibleTimeWindowMode.OFF },
        Target = new()
        {
            Arn = "arn:aws:ecs:eu-west-3:123456789012:cluster/production",
            RoleArn = "arn:aws:iam::123456789012:role/fires",
            EcsParameters = new() { TaskDefinitionArn = "arn:aws:ecs:eu-west-3:123456789012:task-definition/job:1" },
        },
    };

    private void AddRole(string name, string trust) =>
        _aws.Arrange(() => _aws.Account.Call("iam", "CreateRole", new() { ["RoleName"] = name, ["AssumeRolePolicyDocument"] = trust }));
}
