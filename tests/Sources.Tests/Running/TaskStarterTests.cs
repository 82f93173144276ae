using System.Text.Json.Nodes;
using Amazon;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using CostTool.AwsDouble.Ecs;
using CostTool.Scheduler.Accounts.Running;
using CostTool.Scheduler.Deployment.Applying;
using Microsoft.Extensions.Time.Testing;

namespace CostTool.Sources.Tests.Running;

/// <summary>Single runs against the double, on a clock that moves when someone waits.</summary>
public sealed class TaskStarterTests : IAsyncLifetime
{
    private static readonly PlannedRun Run = new()
    {
        Entry = "nightly", Cluster = "production", Family = "shop-256-512", Command = ["python", "-m", "costtool_runner", "run"], Container = "task", Group = "costtool:shop:nightly",
        Subnets = ["subnet-0a0a0a0a"], SecurityGroups = ["sg-0c0c0c0c"], AssignPublicIp = false, LogGroup = "/costtool/shop", FallsBack = true, TaskVcpu = 0.25m, TaskMemoryMib = 512,
    };

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private AwsDouble.AwsDouble aws = null!;
    private AmazonECSClient ecs = null!;
    private AmazonCloudWatchLogsClient logs = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TaskStarter Starter => new(ecs, logs, new MovingTempo(clock));

    public async ValueTask InitializeAsync()
    {
        aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", clock, Stop);
        aws.Ecs.Phase = TimeSpan.FromSeconds(10);
        aws.Arrange(() => aws.Account.Call("logs", "CreateLogGroup", new() { ["logGroupName"] = Run.LogGroup }));
        aws.Arrange(() => aws.Account.Call("ecs", "CreateCluster", new() { ["clusterName"] = "production", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") }));
        aws.Arrange(() => aws.Account.Call("iam", "CreateRole", new()
        {
            ["RoleName"] = "execution",
            ["AssumeRolePolicyDocument"] = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""",
        }));
        aws.Arrange(() => aws.Account.Call("ecs", "RegisterTaskDefinition", JsonNode.Parse("""
            {"family": "shop-256-512", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
             "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
             "containerDefinitions": [{"name": "task", "image": "shop:1", "essential": true, "logConfiguration": {"logDriver": "awslogs",
               "options": {"awslogs-group": "/costtool/shop", "awslogs-region": "eu-west-3", "awslogs-stream-prefix": "run"}}}]}
            """)!.AsObject()));
        var credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        ecs = new AmazonECSClient(credentials, At(new AmazonECSConfig()));
        logs = new AmazonCloudWatchLogsClient(credentials, At(new AmazonCloudWatchLogsConfig()));
    }

    public ValueTask DisposeAsync()
    {
        ecs.Dispose();
        logs.Dispose();
        return aws.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_run_is_followed_to_its_end_and_each_line_comes_once_in_order(int exitCode)
    {
        string[] written = [.. Enumerable.Range(1, 250).Select(number => $"line {number}")];
        aws.Ecs.Courses[Run.Family] = new TaskCourse { Duration = TimeSpan.FromSeconds(30), ExitCode = exitCode, Lines = written };
        var started = await Starter.StartAsync(Run, onDemand: false, "token", Stop);
        List<string> lines = [];
        var ended = await Starter.FollowAsync(Run, started.TaskArn, lines.Add, Stop);
        Assert.Equal(written, lines);
        Assert.Equal((exitCode, "EssentialContainerExited"), (ended.ExitCode, ended.StopCode));
        Assert.Equal(TimeSpan.FromSeconds(30), ended.Worked);
        Assert.False(started.OnDemand);
    }

    [Fact]
    public async Task The_task_is_started_with_the_group_and_the_command_of_its_schedule()
    {
        StartedTask? seen = null;
        aws.Ecs.Decide = task =>
        {
            seen = task;
            return null;
        };
        await Starter.StartAsync(Run, onDemand: true, "token", Stop);
        Assert.Equal((Run.Group, "FARGATE"), (seen!.Group, seen.CapacityProvider));
        Assert.Equal(Run.Command, seen.Command);
    }

    [Fact]
    public async Task When_spot_has_no_room_the_refusal_is_told_and_on_demand_is_tried()
    {
        aws.Ecs.Lack("FARGATE_SPOT", 1);
        var started = await Starter.StartAsync(Run, onDemand: false, "token", Stop);
        Assert.True(started.OnDemand);
        Assert.StartsWith("FARGATE_SPOT: RESOURCE:FARGATE (Capacity is unavailable", Assert.Single(started.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_fallback_a_refusal_is_the_end()
    {
        aws.Ecs.Lack("FARGATE_SPOT", 1);
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Starter.StartAsync(Run with { FallsBack = false }, onDemand: false, "token", Stop))).Problems);
        Assert.Contains("was not started: FARGATE_SPOT: RESOURCE:FARGATE", problem.What, StringComparison.Ordinal);
        Assert.Empty(aws.Ecs.Tasks);
    }

    private T At<T>(T config)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(aws.Account.Region);
        config.ServiceURL = aws.Address.ToString();
        config.AuthenticationRegion = aws.Account.Region;
        return config;
    }

    /// <summary>Waiting moves the double's clock.</summary>
    private sealed class MovingTempo(FakeTimeProvider clock) : ITempo
    {
        public TimeSpan Elapsed { get; private set; }

        public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Elapsed += time;
            clock.Advance(time);
            return Task.CompletedTask;
        }
    }
}
