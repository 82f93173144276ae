using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Refusals that end by themselves, and one that looks the same and does not.</summary>
[Collection(AccountTests.Name)]
public sealed class PassingRefusalTests
{
    private static readonly DesiredState State = DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings, TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_queue_whose_name_was_just_given_back_is_made_after_the_minute_that_sqs_wants()
    {
        await using var test = await TestAccount.StartAsync();
        var queue = State.Resources.First(resource => resource.Type is "AWS::SQS::Queue");
        var state = State with { Resources = [queue with { After = [] }] };
        await test.ApplyAsync(state);
        Assert.True((await test.Deployer.DestroyAsync(state.Name, null, "destroy", TestAccount.Stop)).Complete);
        var gone = test.Tempo.Elapsed;
        await test.ApplyAsync(state);
        Assert.Equal(["", "QueueDeletedRecently", ""], test.Aws.Calls.Where(call => call.Name is "sqs:CreateQueue").Select(call => call.Error ?? ""));
        Assert.InRange(test.Tempo.Elapsed - gone, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(75));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_role_that_other_services_do_not_see_yet_is_waited_for(int looks)
    {
        await using var test = await TestAccount.StartAsync();
        test.Aws.Consistency.HiddenLooks = looks;
        await test.ApplyAsync(State);
        Assert.Contains(test.Aws.Calls, call => call.Name is "ecs:RegisterTaskDefinition" or "scheduler:CreateSchedule" or "stepfunctions:CreateStateMachine" && call.Error is not null);
        Assert.Equal(3, test.Aws.Scheduler.Schedules.Count);
    }

    [Fact]
    public async Task A_role_that_iam_says_does_not_exist_is_told_at_once()
    {
        await using var test = await TestAccount.StartAsync();
        test.Arrange("iam", "DeleteRole", new() { ["RoleName"] = "app" });
        var result = await test.Deployer.ApplyAsync(State, TestAccount.Given(State), null, "id", TestAccount.Stop);
        var definitions = State.Resources.Count(resource => resource.Type is "AWS::ECS::TaskDefinition");
        Assert.Equal(definitions, result.Failed.Count);
        Assert.All(result.Failed, failed => Assert.Contains("the role `arn:aws:iam::123456789012:role/app` does not exist", failed.Problem.What, StringComparison.Ordinal));
        // The deployment's own roles are not there at first either, and are waited for; the one that does not exist is asked of once.
        Assert.Equal(definitions, test.Aws.Calls.Count(call => call.Name is "ecs:RegisterTaskDefinition"));
    }
}
