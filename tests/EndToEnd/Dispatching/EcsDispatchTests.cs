using System.Text.Json.Nodes;
using CostTool.AwsDouble.Ecs;
using CostTool.Cli;
using CostTool.EndToEnd.Deployments;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.History;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Workers on ECS from their deployment to their end: the program as a process, the double of AWS behind it, a broker in SQS.</summary>
public sealed class EcsDispatchTests : IAsyncLifetime
{
    private const string Section = """

        dispatch:
          service: {image: "123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1"}
          lease: false
          pools:
            - {name: mail, queues: [mail], vcpu: 0.5, memory_gib: 1, deadline_seconds: 60, task_seconds: 60, max_workers: 3}

        """;

    private readonly TemporaryFolder folder = new();
    private AwsDouble.AwsDouble aws = null!;

    public async ValueTask InitializeAsync()
    {
        aws = await DoubledAccount.StartAsync("eu-west-3");
        aws.Ecs.Decide = task => task.Family == "atelier-drain-mail" ? new TaskCourse { Duration = null } : null;
        Workspaces.CopySample(folder.Path);
        var yaml = await File.ReadAllTextAsync(folder.In("costtool.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.In("costtool.yaml"), yaml.Replace("celery: {", "celery: {broker: \"sqs://\", ", StringComparison.Ordinal) + Section, TestContext.Current.CancellationToken);
        Done(await aws.RunAsync("schedule", "plan", folder.Path));
        Done(await aws.ScheduleAsync("apply", folder.Path, "--yes"));
        aws.Arrange(() =>
        {
            var url = aws.Account.Call("sqs", "CreateQueue", new JsonObject { ["QueueName"] = "mail" })["QueueUrl"]!.DeepClone();
            for (var message = 0; message < 10; message++) aws.Account.Call("sqs", "SendMessage", new JsonObject { ["QueueUrl"] = url.DeepClone(), ["MessageBody"] = "{}" });
        });
    }

    public async ValueTask DisposeAsync()
    {
        await aws.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Messages_start_workers_that_are_counted_heard_of_kept_in_the_history_and_removed_with_the_deployment()
    {
        Assert.StartsWith("0 to create, 0 to change, 0 to remove, ", Done(await aws.ScheduleAsync("diff", folder.Path)).Output, StringComparison.Ordinal);
        Done(await DispatchAsync("--dry-run"));
        Assert.Empty(Workers());

        Done(await DispatchAsync());
        var started = Workers();
        Assert.Equal(3, started.Count);
        Assert.All(started, task => Assert.Equal(("costtool:atelier:mail", "FARGATE_SPOT"), ((string?)task["group"], (string?)task["capacityProviderName"])));

        // Another process counts what this one started.
        Done(await DispatchAsync());
        Assert.Equal(3, Workers().Count);

        aws.Arrange(() => aws.Ecs.End((string)started[0]["taskArn"]!, "SpotInterruption", "Your Spot Task was interrupted."));
        var heard = Done(await DispatchAsync());
        Assert.DoesNotContain("not in the history", heard.Error, StringComparison.Ordinal);
        using (var history = HistoryStore.Open(folder.In("history", "costtool.duckdb")))
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var known = Assert.Single(history.WorkerEvents(today.AddDays(-1), today.AddDays(1)));
            Assert.Equal(("atelier", "mail", WorkerEventKind.Interrupted, (string)started[0]["taskArn"]!), (known.Deployment, known.Event.Pool, known.Event.Kind, known.Event.WorkerId));
        }

        Done(await aws.ScheduleAsync("destroy", folder.Path, "--yes"));
        Assert.DoesNotContain(aws.Ecs.TaskDefinitions, definition => (string?)definition["status"] == "ACTIVE");
        Assert.Empty(aws.Events.Rules);
        Assert.Empty(aws.StepFunctions.StateMachines);
    }

    [Fact]
    public async Task Spot_without_room_is_told_in_the_words_of_ecs()
    {
        aws.Arrange(() => aws.Ecs.Lack("FARGATE_SPOT", 1000));
        var told = Done(await DispatchAsync("--explain"));
        Assert.Contains("Capacity is unavailable", told.Output + told.Error, StringComparison.Ordinal);
        Assert.Empty(Workers());
        Assert.Contains(aws.Calls, call => call.Name == "ecs:RunTask");
    }

    private Task<CommandResult> DispatchAsync(params string[] options) => aws.RunAsync(["dispatch", folder.Path, "--launcher", "ecs", "--once", .. options]);

    private List<JsonObject> Workers() => [.. aws.Ecs.Tasks.Where(task => ((string)task["taskDefinitionArn"]!).Contains("/atelier-drain-mail:", StringComparison.Ordinal))];

    private static CommandResult Done(CommandResult result)
    {
        Assert.True(result.Code is ExitCode.Done, result.Error + result.Output);
        return result;
    }
}
