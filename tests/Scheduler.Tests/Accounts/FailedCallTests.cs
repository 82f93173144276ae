using CostTool.Analyzer.Problems;
using CostTool.AwsDouble;
using CostTool.AwsDouble.Faults;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Calls that fail: what is tried again, what stops, and in which words.</summary>
[Collection(AccountTests.Name)]
public sealed class FailedCallTests
{
    private const string Type = "AWS::Logs::LogGroup";

    private static readonly DesiredResource Group = new("LogGroup", Type, "/costtool/atelier", new MapValue(
    [
        KeyValuePair.Create("LogGroupName", (ResourceValue)new TextValue("/costtool/atelier")), KeyValuePair.Create("RetentionInDays", (ResourceValue)new NumberValue(30)),
    ]));

    /// <summary>The fault, and what it leaves in doubt.</summary>
    public static TheoryData<Fault, FaultEffect> Passing => new()
    {
        { Fault.Throttling, FaultEffect.None },
        { Fault.Internal, FaultEffect.Unknown },
        { Fault.CutBeforeEffect, FaultEffect.Unknown },
        { Fault.CutAfterEffect, FaultEffect.Unknown },
        { new ServiceErrorException("OperationAbortedException", "Multiple concurrent requests to update the same resource were in conflict."), FaultEffect.None },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_change_that_may_pass_is_sent_once_and_says_what_it_did(Fault fault, FaultEffect effect)
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan("logs:CreateLogGroup", fault);
        var thrown = await Assert.ThrowsAsync<AccountFaultException>(() => test.Account.Kinds[Type].CreateAsync(Group, "atelier", "token", TestAccount.Stop));
        Assert.Equal(effect, thrown.Effect);
        Assert.Single(test.Aws.Calls, call => call.Name is "logs:CreateLogGroup");
        // Whatever it did: once more, and it is there.
        var live = await test.Account.Kinds[Type].CreateAsync(Group, "atelier", "token", TestAccount.Stop);
        Assert.Equal("atelier", live.Owner);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_read_that_may_pass_is_tried_again(Fault fault, FaultEffect effect)
    {
        Assert.True(Enum.IsDefined(effect));
        await using var test = await TestAccount.StartAsync();
        await test.Account.Kinds[Type].CreateAsync(Group, "atelier", "token", TestAccount.Stop);
        test.Aws.Faults.Plan("logs:DescribeLogGroups", fault, fault);
        Assert.NotNull(await test.Account.Kinds[Type].FindAsync(Group.PhysicalName, TestAccount.Stop));
    }

    [Fact]
    public async Task A_read_that_does_not_pass_stops_after_as_many_tries_as_were_agreed()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan("logs:DescribeLogGroups", [.. Enumerable.Repeat(Fault.Throttling, 8)]);
        var thrown = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Kinds[Type].FindAsync(Group.PhysicalName, TestAccount.Stop));
        Assert.Contains("logs:DescribeLogGroups was throttled (8 tries)", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(8, test.Aws.Calls.Count);
    }

    [Theory]
    [InlineData("AccessDeniedException", "User: arn:aws:iam::1:user/me is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/app because no policy allows it", "iam:PassRole on `arn:aws:iam::1:role/app` is not allowed")]
    [InlineData("AccessDeniedException", "no", "logs:CreateLogGroup on `/costtool/atelier` is not allowed")]
    [InlineData("InvalidParameterException", "1 validation error detected: Value 'hunter2-secret' at 'logGroupName' failed to satisfy constraint", "the value at 'logGroupName' failed")]
    [InlineData("LimitExceededException", "Resource limit exceeded.", "LimitExceededException: Resource limit exceeded.")]
    public async Task A_refusal_says_what_is_wrong_and_no_secret(string code, string message, string said)
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan("logs:CreateLogGroup", new ServiceErrorException(code, message));
        var thrown = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Kinds[Type].CreateAsync(Group, "atelier", "token", TestAccount.Stop));
        Assert.Contains(said, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("request-1", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_credentials_say_how_to_sign_in_and_that_the_command_goes_on()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan("logs:CreateLogGroup", Fault.ExpiredToken);
        var thrown = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Kinds[Type].CreateAsync(Group, "atelier", "token", TestAccount.Stop));
        Assert.Contains("aws sso login", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("goes on where it stopped", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_credentials_they_are_is_told()
    {
        await using var test = await TestAccount.StartAsync();
        var caller = await test.Account.WhoAmIAsync(TestAccount.Stop);
        Assert.Equal(("123456789012", "aws"), (caller.Account, caller.Partition));
    }

    [Fact]
    public async Task One_has_the_lock_and_another_is_told_who()
    {
        await using var test = await TestAccount.StartAsync();
        var held = await test.Account.Lock.TakeAsync("atelier", "first", TestAccount.Stop);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Lock.TakeAsync("atelier", "second", TestAccount.Stop));
        Assert.Contains("another apply (`first`) is under way since 20", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unlock", refused.Message, StringComparison.Ordinal);
        await using (await test.Account.Lock.TakeAsync("atelier", "first", TestAccount.Stop)) Assert.Equal("first", (await test.Account.Lock.ReadAsync("atelier", TestAccount.Stop))?.Holder);
        await held.DisposeAsync();
        Assert.Null(await test.Account.Lock.ReadAsync("atelier", TestAccount.Stop));
        await using var after = await test.Account.Lock.TakeAsync("atelier", "second", TestAccount.Stop);
        Assert.Equal("second", (await test.Account.Lock.ReadAsync("atelier", TestAccount.Stop))?.Holder);
    }

    [Fact]
    public async Task An_old_lock_is_told_with_the_way_to_break_it_which_needs_its_holder()
    {
        await using var test = await TestAccount.StartAsync();
        await test.Account.Lock.TakeAsync("atelier", "dead", TestAccount.Stop);
        using var later = AwsAccount.Open(AccountAccess.Of("eu-west-3", null), test.Tempo, () => test.Clock.GetUtcNow().AddHours(2), new NoScheduleMemory(), new ApplyOptions());
        var refused = await Assert.ThrowsAsync<ProblemException>(() => later.Lock.TakeAsync("atelier", "next", TestAccount.Stop));
        Assert.Contains("--holder dead", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => later.Lock.BreakAsync("atelier", "other", TestAccount.Stop));
        await later.Lock.BreakAsync("atelier", "dead", TestAccount.Stop);
        await using var taken = await later.Lock.TakeAsync("atelier", "next", TestAccount.Stop);
    }

    [Fact]
    public async Task A_group_of_the_locks_name_that_names_no_holder_is_never_taken_or_broken()
    {
        await using var test = await TestAccount.StartAsync();
        test.Arrange("scheduler", "CreateScheduleGroup", new() { ["Name"] = "atelier-lock" });
        var refused = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Lock.TakeAsync("atelier", "first", TestAccount.Stop));
        Assert.Contains("names no holder", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => test.Account.Lock.BreakAsync("atelier", "first", TestAccount.Stop));
        Assert.Contains("atelier-lock", test.Aws.Scheduler.Groups.Keys);
        var nobody = await Assert.ThrowsAsync<ProblemException>(() => test.Account.Lock.BreakAsync("other", "first", TestAccount.Stop));
        Assert.Contains("nobody has the lock", nobody.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqs:CreateQueue")]
    [InlineData("sqs:DeleteQueue")]
    public async Task The_packages_that_are_amazons_own_send_a_change_once_too(string call)
    {
        await using var test = await TestAccount.StartAsync();
        var kind = test.Account.Kinds["AWS::SQS::Queue"];
        var queue = new DesiredResource("Queue", kind.Type, "atelier-q", new MapValue([KeyValuePair.Create("QueueName", (ResourceValue)new TextValue("atelier-q"))]));
        if (call is "sqs:DeleteQueue") await kind.CreateAsync(queue, "atelier", "token", TestAccount.Stop);
        test.Aws.Faults.Plan(call, Fault.CutAfterEffect);
        var thrown = await Assert.ThrowsAsync<AccountFaultException>(async () =>
        {
            if (call is "sqs:DeleteQueue") await kind.DeleteAsync((await kind.FindAsync("atelier-q", TestAccount.Stop))!, TestAccount.Stop);
            else await kind.CreateAsync(queue, "atelier", "token", TestAccount.Stop);
        });
        Assert.Equal(FaultEffect.Unknown, thrown.Effect);
        Assert.Single(test.Aws.Calls, sent => sent.Name == call);
    }

    [Fact]
    public async Task A_lock_whose_answer_was_lost_is_held()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan("scheduler:CreateScheduleGroup", Fault.CutAfterEffect);
        await using var held = await test.Account.Lock.TakeAsync("atelier", "first", TestAccount.Stop);
        Assert.Equal("first", (await test.Account.Lock.ReadAsync("atelier", TestAccount.Stop))?.Holder);
    }

    [Fact]
    public async Task A_quota_is_read_and_counted_and_one_that_may_not_be_read_is_unknown()
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.ServiceQuotas.Put(new("scheduler", "L-A632CD40", "Number of schedule groups", 500, 7));
        var quota = await test.Account.Quotas.ReadAsync("AWS::Scheduler::ScheduleGroup", TestAccount.Stop);
        Assert.Equal(new Quota("Number of schedule groups", 7, 1), quota); // the default group
        test.Aws.Faults.Plan("service-quotas:ListServiceQuotas", new ServiceErrorException("AccessDeniedException", "no"));
        Assert.Null((await test.Account.Quotas.ReadAsync("AWS::IAM::Role", TestAccount.Stop))?.Limit);
        Assert.Null(await test.Account.Quotas.ReadAsync("AWS::SQS::Queue", TestAccount.Stop));
    }
}
