using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>A whole plan in an account.</summary>
[Collection(AccountTests.Name)]
public sealed class WholePlanTests
{
    private static readonly DesiredState State = DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings, TimeProvider.System.GetUtcNow());

    /// <summary>Type, property, and another value that the service takes. Every type is there.</summary>
    public static TheoryData<string, string, string> Edits => new()
    {
        { "AWS::Scheduler::Schedule", "ScheduleExpression", "\"rate(7 hours)\"" },
        { "AWS::Scheduler::Schedule", "ScheduleExpressionTimezone", "\"Asia/Tokyo\"" },
        { "AWS::Scheduler::Schedule", "State", "\"DISABLED\"" },
        { "AWS::Scheduler::Schedule", "FlexibleTimeWindow", "{\"Mode\":\"FLEXIBLE\",\"MaximumWindowInMinutes\":5}" },
        { "AWS::Scheduler::Schedule", "EndDate", "\"2099-01-01T00:00:00Z\"" },
        { "AWS::ECS::TaskDefinition", "Memory", "\"2048\"" },
        { "AWS::ECS::TaskDefinition", "EphemeralStorage", "{\"SizeInGiB\":40}" },
        { "AWS::Logs::LogGroup", "RetentionInDays", "90" },
        { "AWS::IAM::Role", "MaxSessionDuration", "7200" },
        { "AWS::IAM::Role", "ManagedPolicyArns", "[\"" + CostTool.AwsDouble.Iam.IamDouble.TaskExecutionPolicy + "\"]" },
        { "AWS::IAM::Role", "Policies", "[{\"PolicyName\":\"other\",\"PolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}}]" },
        { "AWS::IAM::Role", "AssumeRolePolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"ecs-tasks.amazonaws.com\",\"scheduler.amazonaws.com\",\"states.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"}]}" },
        { "AWS::SQS::Queue", "MessageRetentionPeriod", "86400" },
        { "AWS::SQS::Queue", "VisibilityTimeout", "120" },
        { "AWS::SQS::QueuePolicy", "PolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}" },
        { "AWS::SNS::Topic", "DisplayName", "\"Alarms\"" },
        { "AWS::SNS::TopicPolicy", "PolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"},\"Action\":\"sns:Publish\",\"Resource\":\"*\"}]}" },
        { "AWS::SNS::Subscription", "Endpoint", "\"others@example.com\"" },
        { "AWS::CloudWatch::Alarm", "Threshold", "2.5" },
        { "AWS::CloudWatch::Alarm", "Period", "600" },
        { "AWS::CloudWatch::Alarm", "AlarmActions", "[]" },
        { "AWS::Events::Rule", "State", "\"DISABLED\"" },
        { "AWS::Events::Rule", "EventPattern", "{\"source\":[\"aws.ecs\"]}" },
        { "AWS::Events::Rule", "Targets", "[{\"Id\":\"other\",\"Arn\":\"arn:aws:sqs:eu-west-3:123456789012:atelier-task-events\"}]" },
        { "AWS::StepFunctions::StateMachine", "Definition", "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}" },
    };

    [Fact]
    public async Task A_plan_is_applied_reads_back_equal_changes_nothing_the_second_time_and_is_removed_to_nothing()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        test.Remembered.Clear();
        Assert.Empty(await test.ChangesAsync(State));
        var writes = test.Writes.Count;
        await test.ApplyAsync(State);
        Assert.Equal(writes, test.Writes.Count);

        var removed = await test.Deployer.DestroyAsync(State.Name, null, "destroy", TestAccount.Stop);
        Assert.True(removed.Complete, string.Join('\n', removed.Failed.Select(failed => failed.Problem)));
        Assert.Equal(State.Resources.Count, removed.Done.Count);
        var left = await LiveState.ReadAsync(test.Account.Kinds, State.Name, [.. State.Resources.Select(TestAccount.Given(State).Resolve)], TestAccount.Stop);
        Assert.Empty(left.Resources);
        Assert.Empty(test.Aws.Scheduler.Groups);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task A_property_that_changes_is_the_only_difference_and_is_gone_when_it_was_applied(string type, string property, string json)
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var edited = State.Resources.First(resource => resource.Type == type);
        var value = CanonicalProperties.Parse(json);
        var changed = State with { Resources = [.. State.Resources.Select(resource => resource != edited ? resource : resource with { Properties = With(resource.Properties, property, value) })] };

        var changes = await test.ChangesAsync(changed);
        var change = Assert.Single(changes, one => one.LogicalId == edited.LogicalId);
        // Of a task definition a new version is made, the schedules point to it, and the old one goes.
        Assert.All(changes.Except([change]), other =>
        {
            Assert.Equal(ChangeKind.Replace, change.Kind);
            if (other.Kind is ChangeKind.Update) Assert.All(other.Differences, difference => Assert.Equal("Target", difference.Property));
            else Assert.True(other.Kind is ChangeKind.Delete && other.ReplacedByVersion && other.PhysicalName == change.PhysicalName);
        });
        Assert.All(change.Differences, difference => Assert.Equal(property, difference.Property));
        Assert.NotEmpty(change.Differences);

        await test.ApplyAsync(changed);
        test.Remembered.Clear();
        Assert.Empty(await test.ChangesAsync(changed));
        await test.ApplyAsync(State);
        Assert.Empty(await test.ChangesAsync(State));
    }

    [Fact]
    public void Every_type_that_a_plan_makes_is_edited_but_the_group_which_has_nothing_to_edit() =>
        Assert.Equal(["AWS::Scheduler::ScheduleGroup"], State.Resources.Select(resource => resource.Type).Distinct().Except(Edits.Select(row => row.Data.Item1)));

    [Fact]
    public async Task What_is_remembered_of_schedules_saves_reading_them_and_hides_no_change()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var before = test.Aws.Calls.Count;
        Assert.Empty(await test.ChangesAsync(State));
        Assert.DoesNotContain(test.Aws.Calls.Skip(before), call => call.Name is "scheduler:GetSchedule");

        // Someone changes one by hand.
        var schedule = State.Resources.First(resource => resource.Type is "AWS::Scheduler::Schedule");
        var kind = test.Account.Kinds[schedule.Type];
        var live = (await kind.FindAsync(schedule.PhysicalName, TestAccount.Stop))!;
        using var other = CostTool.Scheduler.Accounts.AwsAccount.Open(CostTool.Scheduler.Accounts.AccountAccess.Of("eu-west-3", null), test.Tempo, test.Clock.GetUtcNow, new CostTool.Scheduler.Accounts.NoScheduleMemory(), new());
        await other.Kinds[schedule.Type].UpdateAsync(schedule with { Properties = With(live.Properties, "ScheduleExpression", new TextValue("rate(9 hours)")) }, live, "by-hand", TestAccount.Stop);
        Assert.Equal("ScheduleExpression", Assert.Single(Assert.Single(await test.ChangesAsync(State)).Differences).Path);
    }

    private static MapValue With(MapValue properties, string name, ResourceValue value) =>
        new(properties.Members.Where(member => member.Key != name).Append(KeyValuePair.Create(name, value)));
}
