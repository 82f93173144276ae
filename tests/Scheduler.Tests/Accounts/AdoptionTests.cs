using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Resources of the plan's names that somebody else made.</summary>
[Collection(AccountTests.Name)]
public sealed class AdoptionTests
{
    private static readonly DesiredState State = DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings, TimeProvider.System.GetUtcNow());

    /// <summary>Type, and the call that makes one without a mark: service, operation, member of the name.</summary>
    public static TheoryData<string, string, string, string> Made => new()
    {
        { "AWS::Logs::LogGroup", "logs", "CreateLogGroup", "logGroupName" },
        { "AWS::Scheduler::ScheduleGroup", "scheduler", "CreateScheduleGroup", "Name" },
        { "AWS::SQS::Queue", "sqs", "CreateQueue", "QueueName" },
        { "AWS::SNS::Topic", "sns", "CreateTopic", "Name" },
        { "AWS::IAM::Role", "iam", "CreateRole", "RoleName" },
    };

    [Theory]
    [MemberData(nameof(Made))]
    public async Task One_without_a_mark_stops_the_apply_and_is_taken_over_only_when_it_is_named(string type, string model, string operation, string name)
    {
        await using var test = await TestAccount.StartAsync();
        var resource = TestAccount.Given(State).Resolve(State.Resources.First(one => one.Type == type));
        var request = new JsonObject { [name] = resource.PhysicalName };
        if (type is "AWS::IAM::Role") request["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
        test.Arrange(model, operation, request);
        Assert.Equal(ChangeKind.Refuse, Assert.Single(await test.ChangesAsync(State), change => change.LogicalId == resource.LogicalId).Kind);
        await Assert.ThrowsAsync<ProblemException>(() => test.ApplyAsync(State));
        Assert.DoesNotContain(test.Writes, call => !call.Contains("ScheduleGroup", StringComparison.Ordinal)); // the lock

        var adopted = await test.Deployer.AdoptAsync(State, TestAccount.Given(State), [resource.LogicalId], "adopt", TestAccount.Stop);
        Assert.Equal(resource.PhysicalName, Assert.Single(adopted).PhysicalName);
        var live = await test.Account.Kinds[type].FindAsync(resource.PhysicalName, TestAccount.Stop);
        Assert.Equal("atelier", live?.Owner);
        await test.ApplyAsync(State);
        Assert.Empty(await test.ChangesAsync(State));
    }

    [Fact]
    public async Task A_schedule_without_a_mark_keeps_all_but_its_description_when_it_is_taken_over()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var before = test.Aws.Scheduler.Schedules["atelier/nightly"];
        var unmarked = before.DeepClone().AsObject();
        foreach (var member in (string[])["Arn", "CreationDate", "LastModificationDate"]) unmarked.Remove(member);
        unmarked["Description"] = "by hand";
        test.Arrange("scheduler", "UpdateSchedule", unmarked);
        Assert.Equal(ChangeKind.Refuse, Assert.Single(await test.ChangesAsync(State)).Kind);
        await test.Deployer.AdoptAsync(State, TestAccount.Given(State), ["atelier/nightly"], "adopt", TestAccount.Stop);
        var after = test.Aws.Scheduler.Schedules["atelier/nightly"];
        Assert.Equal("atelier", Ownership.OwnerIn((string?)after["Description"]));
        foreach (var (member, value) in before.Where(one => one.Key is not ("Description" or "LastModificationDate"))) Assert.True(JsonNode.DeepEquals(value, after[member]), member);
    }

    [Theory]
    [InlineData("AWS::Logs::LogGroup")]
    [InlineData("AWS::Scheduler::ScheduleGroup")]
    public async Task One_of_another_deployment_is_refused_by_its_name(string type)
    {
        await using var test = await TestAccount.StartAsync();
        await test.Account.Kinds[type].CreateAsync(State.The(type) with { Properties = new MapValue(State.The(type).Properties.Members.Where(member => member.Key != "Tags")) }, "another", "token", TestAccount.Stop);
        Assert.Contains("`another`", Assert.Single(await test.ChangesAsync(State), change => change.Kind is ChangeKind.Refuse).Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => test.Deployer.AdoptAsync(State, TestAccount.Given(State), [State.The(type).LogicalId], "adopt", TestAccount.Stop));
    }
}
