using System.Text.Json.Nodes;
using CostTool.Analyzer.Pricing;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Ecs;
using CostTool.AwsDouble.Faults;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Dispatching;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>A plan with pools of workers and the dispatcher's service in an account.</summary>
[Collection(AccountTests.Name)]
public sealed class WorkerPlanTests
{
    private static readonly DesiredState State = DeploymentBuilder.Build(Deployments.Nothing, Deployments.WithWorkers, TimeProvider.System.GetUtcNow());

    public static TheoryData<string, string> Edits => new()
    {
        { "DesiredCount", "0" },
        { "DeploymentConfiguration", "{\"MaximumPercent\":200,\"MinimumHealthyPercent\":50}" },
        { "PropagateTags", "\"SERVICE\"" },
        { "EnableECSManagedTags", "false" },
        { "EnableExecuteCommand", "true" },
        { "PlatformVersion", "\"1.4.0\"" },
    };

    [Fact]
    public async Task Workers_are_applied_read_back_equal_change_nothing_the_second_time_and_are_removed_to_nothing()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        Assert.Empty(await test.ChangesAsync(State));
        var writes = test.Writes.Count;
        await test.ApplyAsync(State);
        Assert.Equal(writes, test.Writes.Count);
        Assert.Equal("atelier-dispatcher", Assert.Single(Running(test)).Family);

        var removed = await test.Deployer.DestroyAsync(State.Name, null, "destroy", TestAccount.Stop);
        Assert.True(removed.Complete, string.Join('\n', removed.Failed.Select(failed => failed.Problem)));
        Assert.Equal(State.Resources.Count, removed.Done.Count);
        var left = await LiveState.ReadAsync(test.Account.Kinds, State.Name, [.. State.Resources.Select(TestAccount.Given(State).Resolve)], TestAccount.Stop);
        Assert.Empty(left.Resources);
        // It was waited for the dispatcher's task.
        Assert.Empty(Running(test));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task A_property_of_the_service_that_changes_is_the_only_difference_and_is_gone_when_it_was_applied(string property, string json)
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var value = CanonicalProperties.Parse(json);
        var changed = State with
        {
            Resources = [.. State.Resources.Select(resource => resource.Type != "AWS::ECS::Service" ? resource
                : resource with { Properties = new MapValue(resource.Properties.Members.Where(member => member.Key != property).Append(KeyValuePair.Create(property, value))) })],
        };
        var change = Assert.Single(await test.ChangesAsync(changed));
        Assert.Equal((ChangeKind.Update, "production/atelier-dispatcher"), (change.Kind, change.PhysicalName));
        Assert.All(change.Differences, difference => Assert.Equal(property, difference.Property));
        await test.ApplyAsync(changed);
        Assert.Empty(await test.ChangesAsync(changed));
        await test.ApplyAsync(State);
        Assert.Empty(await test.ChangesAsync(State));
    }

    [Fact]
    public async Task A_new_image_of_the_dispatcher_moves_the_service_to_a_new_revision()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        var (values, stop) = (TestAccount.Given(State), TestAccount.Stop);
        var given = values with { Parameters = values.Parameters.ToDictionary(pair => pair.Key, pair => pair.Key == "DispatcherImage" ? new TextValue("costtool:2") : pair.Value) };
        var result = await test.Deployer.ApplyAsync(State, given, null, "again", stop);
        Assert.True(result.Complete);
        Assert.Equal(["AWS::ECS::TaskDefinition", "AWS::ECS::Service", "AWS::ECS::TaskDefinition"], result.Done.Where(change => change.Kind is not ChangeKind.None).Select(change => change.Type));
        Assert.Equal(2, Assert.Single(Running(test)).Revision);
    }

    [Fact]
    public async Task A_service_that_bears_no_mark_is_not_touched()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        test.Arrange("ecs", "UntagResource", JsonNode.Parse("""{"resourceArn": "arn:aws:ecs:eu-west-3:123456789012:service/production/atelier-dispatcher", "tagKeys": ["costtool:deployment"]}""")!.AsObject());
        Assert.Equal(ChangeKind.Refuse, Assert.Single(await test.ChangesAsync(State)).Kind);
        await test.Deployer.DestroyAsync(State.Name, null, "destroy", TestAccount.Stop);
        Assert.Single(Running(test));
    }

    [Theory]
    [InlineData(nameof(Fault.CutAfterEffect), "ecs:CreateService")]
    [InlineData(nameof(Fault.Throttling), "ecs:CreateService")]
    [InlineData(nameof(Fault.CutAfterEffect), "events:PutTargets")]
    [InlineData(nameof(Fault.CutAfterEffect), "stepfunctions:CreateStateMachine")]
    public async Task A_fault_leaves_what_a_run_without_one_leaves(string fault, string call)
    {
        string expected;
        await using (var calm = await TestAccount.StartAsync())
        {
            await calm.ApplyAsync(State);
            expected = AccountSnapshot.Text(calm.Aws);
        }

        await using var test = await TestAccount.StartAsync();
        test.Aws.Faults.Plan(call, (Fault)typeof(Fault).GetProperty(fault)!.GetValue(null)!);
        await test.ApplyAsync(State);
        Assert.Contains(test.Aws.Calls, one => one.Name == call);
        Assert.Equal(expected, AccountSnapshot.Text(test.Aws));
        Assert.Single(Running(test));
    }

    [Fact]
    public async Task An_event_of_the_runner_starts_the_machine_with_the_command_of_the_pool()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        test.Arrange("events", "PutEvents", JsonNode.Parse("""
            {"Entries": [{"Source": "costtool.wake", "DetailType": "Celery queue has work", "Detail": "{\"app\": \"atelier\", \"queue\": \"default\"}"},
                         {"Source": "costtool.wake", "DetailType": "Celery queue has work", "Detail": "{\"app\": \"atelier\", \"queue\": \"of-nobody\"}"}]}
            """)!.AsObject());
        var execution = Assert.Single(test.Aws.StepFunctions.Executions);
        Assert.EndsWith(":stateMachine:atelier-wake", (string)execution["stateMachineArn"]!, StringComparison.Ordinal);
        var input = JsonNode.Parse((string)execution["input"]!)!;
        Assert.Equal("atelier-drain-mail", (string)input["family"]!);
        Assert.Contains("--queues=mail,default", input["command"]!.AsArray().Select(word => (string)word!));
        Assert.EndsWith(":task-definition/atelier-drain-mail:1", (string)input["taskDefinition"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_befalls_workers_comes_through_rules_and_queue_once()
    {
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(State);
        test.Aws.Ecs.Phase = TimeSpan.FromSeconds(5);
        var courses = new Queue<TaskCourse>(
        [
            new() { Duration = TimeSpan.FromMinutes(30) },
            new() { Duration = TimeSpan.FromMinutes(10), Ending = TaskEnding.Interrupted, ExitCodeOnSignal = 0 },
            new() { Ending = TaskEnding.FailsToStart, Reason = "CannotPullContainerError: no such image" },
            new() { Duration = TimeSpan.FromMinutes(20), ExitCode = 137, Reason = "OutOfMemoryError: Container killed due to memory usage" },
            new() { Duration = TimeSpan.FromMinutes(1), ExitCode = 1 },
        ]);
        test.Aws.Ecs.Decide = task => task.Family == "atelier-drain-mail" ? courses.Dequeue() : null;
        using var account = DispatchAccount.Open(AccountAccess.Of("eu-west-3", null), test.Tempo, test.Clock.GetUtcNow);
        var launcher = account.Launcher(EcsWorkers.Of(Deployments.WithWorkers, Deployments.Dispatch.Pools));
        var started = await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 5, "order"), TestAccount.Stop);
        Assert.Equal(5, started.Started.Count);
        await test.Tempo.WaitAsync(TimeSpan.FromHours(2), TestAccount.Stop);

        var source = account.Events("atelier");
        var happened = await source.ReadAsync(TestAccount.Stop);
        Assert.Equal(
            [WorkerEventKind.Interrupted, WorkerEventKind.FailedToStart, WorkerEventKind.OutOfMemory, WorkerEventKind.Failed, WorkerEventKind.Ended],
            happened.Select(one => one.Kind).Order());
        Assert.All(happened, one => Assert.Equal(("mail", PurchaseOption.Spot, (0.5m, 1024m), "eu-west-3a"), (one.Pool, one.Purchase!.Value, one.Size!.Value, one.Zone)));
        Assert.Equal(happened.Select(one => one.At).Order(), happened.Select(one => one.At));
        Assert.InRange(happened.Sum(one => one.Worked?.TotalHours ?? 0), 61 / 60.0, 62 / 60.0);

        // What was not settled comes again; what was does not, also where a message is delivered twice.
        await test.Tempo.WaitAsync(TimeSpan.FromMinutes(5), TestAccount.Stop);
        Assert.Equal(happened, await source.ReadAsync(TestAccount.Stop));
        var bodies = test.Aws.Sqs.Bodies("atelier-task-events");
        await source.SettleAsync(TestAccount.Stop);
        Assert.Empty(test.Aws.Sqs.Bodies("atelier-task-events"));
        test.Aws.Arrange(() =>
        {
            foreach (var body in bodies.Append("{").Append("[1]").Append("""{"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{"taskArn":5}}"""))
                test.Aws.Sqs.Deliver("arn:aws:sqs:eu-west-3:123456789012:atelier-task-events", body);
        });
        Assert.Empty(await source.ReadAsync(TestAccount.Stop));
        Assert.Equal(3, source.Unreadable);
        Assert.Empty(test.Aws.Sqs.Bodies("atelier-task-events"));
    }

    private static List<(string Family, int Revision)> Running(TestAccount test) => [.. test.Aws.Ecs.Tasks.Where(task => (string?)task["desiredStatus"] == "RUNNING")
        .Select(task => ((string)task["taskDefinitionArn"]!).Split('/')[^1].Split(':')).Select(parts => (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))];
}
