using System.Text.Json.Nodes;
using Amazon.ECS.Model;
using Amazon.ECS;
using CostTool.AwsDouble.Ecs;
using CostTool.AwsDouble.Faults;
using Microsoft.Extensions.Time.Testing;
using AwsTask = Amazon.ECS.Model.Task;
using Task = System.Threading.Tasks.Task;

namespace CostTool.AwsSdk.Tests.Ecs;

/// <summary>The client of ECS and the life of tasks, on a clock that stands still until it is moved.</summary>
public sealed class EcsClientTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private AwsDouble.AwsDouble _aws = null!;
    private AmazonECSClient _ecs = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsDouble.AwsDouble.StartAsync("eu-west-3", _clock, Stop);
        _ecs = _aws.EcsClient();
        _aws.Ecs.Phase = TimeSpan.FromSeconds(10);
        _aws.Arrange(() => _aws.Account.Call("ecs", "CreateCluster", new() { ["clusterName"] = "production", ["capacityProviders"] = new JsonArray("FARGATE", "FARGATE_SPOT") }));
    }

    public ValueTask DisposeAsync()
    {
        _ecs.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_task_goes_through_its_states_and_ends_with_the_code_of_its_container()
    {
        await RegisterAsync();
        _aws.Ecs.Courses["job"] = new TaskCourse { Duration = TimeSpan.FromSeconds(30), ExitCode = 3 };
        var started = Assert.Single((await _ecs.RunTaskAsync(Run(), Stop)).Tasks!);
        Assert.Equal(("PROVISIONING", "RUNNING", "FARGATE_SPOT", LaunchType.FARGATE), (started.LastStatus, started.DesiredStatus, started.CapacityProviderName, started.LaunchType));
        // 10 s for each of PROVISIONING, PENDING and ACTIVATING, 30 s of work, 10 s of DEPROVISIONING: 70 s.
        var seen = new List<string?> { started.LastStatus };
        for (var seconds = 5; seconds <= 75; seconds += 10)
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds == 5 ? 5 : 10));
            seen.Add((await DescribeAsync(started.TaskArn!)).LastStatus);
        }

        Assert.Equal(["PROVISIONING", "PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "RUNNING", "RUNNING", "DEPROVISIONING", "STOPPED"], seen);
        var stopped = await DescribeAsync(started.TaskArn!);
        Assert.Equal((TaskStopCode.EssentialContainerExited, 3), (stopped.StopCode, stopped.Containers![0].ExitCode));
        Assert.Equal(Start.AddSeconds(30).UtcDateTime, stopped.StartedAt);
        Assert.Equal(Start.AddSeconds(70).UtcDateTime, stopped.StoppedAt);
    }

    [Fact]
    public async Task A_spot_task_is_warned_and_then_taken_away_with_the_code_of_a_clean_shutdown()
    {
        await RegisterAsync();
        _aws.Ecs.Courses["job"] = new TaskCourse { Ending = TaskEnding.Interrupted, Duration = TimeSpan.FromSeconds(5), ExitCodeOnSignal = 0 };
        var arn = (await _ecs.RunTaskAsync(Run(), Stop)).Tasks![0].TaskArn!;
        _clock.Advance(TimeSpan.FromSeconds(36));
        var warned = await DescribeAsync(arn);
        Assert.Equal(("RUNNING", "STOPPED", TaskStopCode.SpotInterruption), (warned.LastStatus, warned.DesiredStatus, warned.StopCode));
        _clock.Advance(TimeSpan.FromSeconds(60));
        var gone = await DescribeAsync(arn);
        Assert.Equal(("STOPPED", "Your Spot Task was interrupted.", 0), (gone.LastStatus, gone.StoppedReason, gone.Containers![0].ExitCode));
    }

    [Fact]
    public async Task A_task_that_never_starts_has_no_exit_code()
    {
        await RegisterAsync();
        _aws.Ecs.Courses["job"] = new TaskCourse { Ending = TaskEnding.FailsToStart, Reason = "CannotPullContainerError: no such tag" };
        var arn = (await _ecs.RunTaskAsync(Run(), Stop)).Tasks![0].TaskArn!;
        _clock.Advance(TimeSpan.FromSeconds(60));
        var task = await DescribeAsync(arn);
        Assert.Equal((TaskStopCode.TaskFailedToStart, "CannotPullContainerError: no such tag", null, null), (task.StopCode, task.StoppedReason, task.Containers![0].ExitCode, task.StartedAt));
    }

    [Theory]
    [InlineData(0, true)] // while it runs
    [InlineData(3599, true)]
    [InlineData(3601, false)]
    public async Task A_stopped_task_is_seen_for_an_hour(int secondsAfter, bool seen)
    {
        await RegisterAsync();
        _aws.Ecs.Courses["job"] = new TaskCourse { Duration = null };
        var arn = (await _ecs.RunTaskAsync(Run(), Stop)).Tasks![0].TaskArn!;
        _clock.Advance(TimeSpan.FromSeconds(60));
        var stopping = (await _ecs.StopTaskAsync(new StopTaskRequest { Cluster = "production", Task = arn, Reason = "enough" }, Stop)).Task!;
        Assert.Equal((TaskStopCode.UserInitiated, "enough", "RUNNING"), (stopping.StopCode, stopping.StoppedReason, stopping.LastStatus));
        // DEACTIVATING, STOPPING, DEPROVISIONING and STOPPED come 10 s after each other.
        _clock.Advance(TimeSpan.FromSeconds(secondsAfter == 0 ? 0 : 40 + secondsAfter));
        var answer = await _ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = "production", Tasks = [arn] }, Stop);
        Assert.Equal((seen ? 1 : 0, seen ? null : "MISSING"), (answer.Tasks!.Count, answer.Failures!.SingleOrDefault()?.Reason));
        if (seen && secondsAfter > 0) Assert.Equal(143, answer.Tasks[0].Containers![0].ExitCode);
    }

    [Fact]
    public async Task Want_of_capacity_is_a_failure_within_an_answer_that_succeeds()
    {
        await RegisterAsync();
        _aws.Ecs.Lack("FARGATE_SPOT", 2);
        var request = Run();
        request.Count = 3;
        var answer = await _ecs.RunTaskAsync(request, Stop);
        Assert.Equal((1, 2), (answer.Tasks!.Count, answer.Failures!.Count));
        Assert.StartsWith("Capacity is unavailable at this time.", answer.Failures[0].Detail, StringComparison.Ordinal);
        request.CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE", Weight = 1 }];
        Assert.Equal(3, (await _ecs.RunTaskAsync(request, Stop)).Tasks!.Count);
    }

    [Theory]
    [InlineData(3, 0, 1, 1, "FARGATE_SPOT,FARGATE,FARGATE_SPOT")] // in turns
    [InlineData(3, 2, 1, 0, "FARGATE,FARGATE,FARGATE_SPOT")] // the base first; weight 0 gets no more
    [InlineData(5, 0, 4, 1, "FARGATE_SPOT,FARGATE_SPOT,FARGATE_SPOT,FARGATE_SPOT,FARGATE")] // a split, not a preference
    public async Task A_strategy_splits_tasks_by_base_and_weight(int count, int onDemandBase, int spotWeight, int onDemandWeight, string providers)
    {
        await RegisterAsync();
        var request = Run();
        request.Count = count;
        request.CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = spotWeight }, new() { CapacityProvider = "FARGATE", Weight = onDemandWeight, Base = onDemandBase }];
        var placed = (await _ecs.RunTaskAsync(request, Stop)).Tasks!.Select(task => task.CapacityProviderName);
        Assert.Equal(providers.Split(',').Order(StringComparer.Ordinal), placed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_is_cut_after_the_effect_starts_one_task_because_of_the_token_that_the_client_makes()
    {
        await RegisterAsync();
        _aws.Faults.Plan("ecs:RunTask", Fault.CutAfterEffect);
        var answer = await _ecs.RunTaskAsync(Run(), Stop);
        Assert.Equal(2, _aws.Calls.Count(call => call.Name == "ecs:RunTask"));
        Assert.Equal(answer.Tasks![0].TaskArn, (string?)Assert.Single(_aws.Ecs.Tasks)["taskArn"]);
        // Another call has another token.
        await _ecs.RunTaskAsync(Run(), Stop);
        Assert.Equal(2, _aws.Ecs.Tasks.Count);
    }

    [Fact]
    public async Task A_token_that_comes_again_with_other_parameters_is_a_conflict()
    {
        await RegisterAsync();
        var request = Run();
        request.ClientToken = "mine";
        await _ecs.RunTaskAsync(request, Stop);
        request.StartedBy = "another";
        Assert.Equal("ConflictException", (await Assert.ThrowsAsync<AmazonECSException>(() => _ecs.RunTaskAsync(request, Stop))).ErrorCode);
    }

    [Fact]
    public async Task What_a_run_refuses_has_its_name()
    {
        await RegisterAsync();
        var both = Run();
        both.LaunchType = LaunchType.FARGATE;
        await Assert.ThrowsAsync<InvalidParameterException>(() => _ecs.RunTaskAsync(both, Stop));
        var other = Run();
        other.Overrides = new TaskOverride { ContainerOverrides = [new() { Name = "absent", Command = ["x"] }] };
        Assert.Equal("Override for container named absent is not a container in the TaskDefinition.", (await Assert.ThrowsAsync<InvalidParameterException>(() => _ecs.RunTaskAsync(other, Stop))).Message);
        var nowhere = Run();
        nowhere.Cluster = "absent";
        var error = await Assert.ThrowsAsync<ClusterNotFoundException>(() => _ecs.RunTaskAsync(nowhere, Stop));
        Assert.StartsWith("request-", error.RequestId, StringComparison.Ordinal);
        var unknown = Run();
        unknown.TaskDefinition = "job:2";
        await Assert.ThrowsAsync<ClientException>(() => _ecs.RunTaskAsync(unknown, Stop));
    }

    [Fact]
    public async Task Revisions_count_on_and_a_family_means_its_latest_active_one()
    {
        var first = await RegisterAsync();
        var second = await RegisterAsync();
        Assert.Equal((1, 2), (first.Revision, second.Revision));
        await _ecs.DeregisterTaskDefinitionAsync(new DeregisterTaskDefinitionRequest { TaskDefinition = second.TaskDefinitionArn }, Stop);
        Assert.Equal(1, (await _ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "job" }, Stop)).TaskDefinition!.Revision);
        Assert.Equal(3, (await RegisterAsync()).Revision);
        var told = await _ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "job:2", Include = ["TAGS"] }, Stop);
        Assert.Equal((TaskDefinitionStatus.INACTIVE, "mine"), (told.TaskDefinition!.Status, told.Tags!.Single().Value));
        Assert.Null((await _ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = "job:2" }, Stop)).Tags);
        Assert.Equal(["job:1", "job:3"], await ListedAsync(TaskDefinitionStatus.ACTIVE));
        Assert.Equal(["job:2"], await ListedAsync(TaskDefinitionStatus.INACTIVE));
        var run = Run();
        run.TaskDefinition = "job:2";
        Assert.Equal("TaskDefinition is inactive", (await Assert.ThrowsAsync<ClientException>(() => _ecs.RunTaskAsync(run, Stop))).Message);
    }

    [Theory]
    [InlineData("256", "512", true)]
    [InlineData("256", "3072", false)]
    [InlineData("512", "1024", true)]
    [InlineData("512", "1536", false)]
    [InlineData("8192", "20480", true)]
    [InlineData("8192", "21504", false)]
    public async Task Only_sizes_that_Fargate_sells_are_registered(string cpu, string memory, bool sold)
    {
        var error = await Record.ExceptionAsync(() => RegisterAsync(request => (request.Cpu, request.Memory) = (cpu, memory)));
        if (sold) Assert.Null(error);
        else Assert.Equal("No Fargate configuration exists for given values.", Assert.IsType<ClientException>(error).Message);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_refused()
    {
        var error = await Assert.ThrowsAsync<ClientException>(() => RegisterAsync(request => request.ExecutionRoleArn = "arn:aws:iam::123456789012:role/absent"));
        Assert.Equal("Role is not valid", error.Message);
    }

    [Fact]
    public async Task Tasks_are_listed_by_filters_and_in_pages()
    {
        await RegisterAsync();
        var run = Run();
        (run.Count, run.StartedBy) = (5, "costtool");
        await _ecs.RunTaskAsync(run, Stop);
        await _ecs.RunTaskAsync(Run(), Stop);
        var pages = new List<int>();
        string? token = null;
        do
        {
            var page = await _ecs.ListTasksAsync(new ListTasksRequest { Cluster = "production", StartedBy = "costtool", MaxResults = 2, NextToken = token }, Stop);
            pages.Add(page.TaskArns!.Count);
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal([2, 2, 1], pages);
        Assert.Empty((await _ecs.ListTasksAsync(new ListTasksRequest { Cluster = "production", Family = "job", DesiredStatus = DesiredStatus.STOPPED }, Stop)).TaskArns!);
        await Assert.ThrowsAsync<InvalidParameterException>(() => _ecs.ListTasksAsync(new ListTasksRequest { Cluster = "production", StartedBy = "costtool", Family = "job" }, Stop));
    }

    [Fact]
    public async Task A_service_is_read_with_its_tasks()
    {
        await RegisterAsync();
        _aws.Arrange(() => _aws.Account.Call("ecs", "CreateService", new()
        {
            ["cluster"] = "production", ["serviceName"] = "web", ["taskDefinition"] = "job", ["desiredCount"] = 2, ["launchType"] = "FARGATE",
        }));
        _clock.Advance(TimeSpan.FromSeconds(30));
        var arns = (await _ecs.ListServicesAsync(new ListServicesRequest { Cluster = "production" }, Stop)).ServiceArns!;
        var answer = await _ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "production", Services = [.. arns, "absent"] }, Stop);
        Assert.Equal((2, "MISSING"), (answer.Services!.Single().RunningCount, answer.Failures!.Single().Reason));
        Assert.Equal(2, (await _ecs.ListTasksAsync(new ListTasksRequest { Cluster = "production", ServiceName = "web" }, Stop)).TaskArns!.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the log group is missing
    public async Task A_task_writes_its_lines_to_its_log_and_does_not_start_without_a_log_group(bool exists)
    {
        var definition = new JsonObject
        {
            ["family"] = "logged",
            ["containerDefinitions"] = new JsonArray(new JsonObject
            {
                ["name"] = "task", ["image"] = "i",
                ["logConfiguration"] = new JsonObject { ["logDriver"] = "awslogs", ["options"] = new JsonObject { ["awslogs-group"] = "/g", ["awslogs-stream-prefix"] = "run" } },
            }),
        };
        _aws.Arrange(() =>
        {
            _aws.Account.Call("ecs", "RegisterTaskDefinition", definition);
            if (exists) _aws.Account.Call("logs", "CreateLogGroup", new() { ["logGroupName"] = "/g" });
        });
        _aws.Ecs.Decide = task => task.Group == "mine" ? new TaskCourse { Duration = TimeSpan.FromSeconds(20), Lines = ["one", "two"] } : null;
        var arn = (await _ecs.RunTaskAsync(new RunTaskRequest { Cluster = "production", TaskDefinition = "logged", Group = "mine", LaunchType = LaunchType.EC2 }, Stop)).Tasks![0].TaskArn!;
        _clock.Advance(TimeSpan.FromMinutes(2));
        var task = await DescribeAsync(arn);
        if (!exists)
        {
            Assert.Equal(TaskStopCode.TaskFailedToStart, task.StopCode);
            Assert.Contains("The specified log group does not exist.", task.StoppedReason, StringComparison.Ordinal);
            return;
        }

        // RUNNING after 30 s; two lines evenly over 20 s.
        var stream = _aws.Logs.Groups["/g"].Streams[$"run/task/{arn.Split('/')[^1]}"];
        Assert.Equal(["30 one", "40 two"], stream.Lines.Select(line => FormattableString.Invariant($"{(line.Timestamp - Start.ToUnixTimeMilliseconds()) / 1000} {line.Message}")));
    }

    [Fact]
    public async Task The_real_command_line_registers_runs_describes_and_stops()
    {
        var definition = """{"family":"cli","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512","containerDefinitions":[{"name":"task","image":"busybox"}],"tags":[{"key":"owner","value":"cli"}]}""";
        var registered = await AwsCommand.RunAsync(_aws, "ecs", "register-task-definition", "--cli-input-json", definition);
        Assert.Equal("arn:aws:ecs:eu-west-3:123456789012:task-definition/cli:1", (string?)registered["taskDefinition"]!["taskDefinitionArn"]);
        var run = await AwsCommand.RunAsync(_aws, "ecs", "run-task", "--cluster", "production", "--task-definition", "cli", "--count", "2", "--launch-type", "FARGATE",
            "--network-configuration", "awsvpcConfiguration={subnets=[subnet-1]}", "--propagate-tags", "TASK_DEFINITION");
        var arn = (string)run["tasks"]![1]!["taskArn"]!;
        _clock.Advance(TimeSpan.FromSeconds(30));
        var told = await AwsCommand.RunAsync(_aws, "ecs", "describe-tasks", "--cluster", "production", "--tasks", arn, "--include", "TAGS");
        Assert.Equal(("RUNNING", "cli"), ((string?)told["tasks"]![0]!["lastStatus"], (string?)told["tasks"]![0]!["tags"]![0]!["value"]));
        var stopped = await AwsCommand.RunAsync(_aws, "ecs", "stop-task", "--cluster", "production", "--task", arn);
        Assert.Equal("UserInitiated", (string?)stopped["task"]!["stopCode"]);
        Assert.Contains("(ClusterNotFoundException) when calling the ListTasks operation", await AwsCommand.RefusedAsync(_aws, "ecs", "list-tasks", "--cluster", "absent"), StringComparison.Ordinal);
    }

    private static RunTaskRequest Run() => new()
    {
        Cluster = "production",
        TaskDefinition = "job",
        CapacityProviderStrategy = [new() { CapacityProvider = "FARGATE_SPOT", Weight = 1 }],
        NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
    };

    private async Task<TaskDefinition> RegisterAsync(Action<RegisterTaskDefinitionRequest>? change = null)
    {
        var request = new RegisterTaskDefinitionRequest
        {
            Family = "job", NetworkMode = NetworkMode.Awsvpc, RequiresCompatibilities = ["FARGATE"], Cpu = "256", Memory = "512",
            ContainerDefinitions = [new() { Name = "task", Image = "busybox" }], Tags = [new() { Key = "owner", Value = "mine" }],
        };
        change?.Invoke(request);
        return (await _ecs.RegisterTaskDefinitionAsync(request, Stop)).TaskDefinition!;
    }

    private async Task<AwsTask> DescribeAsync(string arn) =>
        (await _ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = "production", Tasks = [arn] }, Stop)).Tasks!.Single();

    private async Task<IEnumerable<string>> ListedAsync(TaskDefinitionStatus status) =>
        (await _ecs.ListTaskDefinitionsAsync(new ListTaskDefinitionsRequest { FamilyPrefix = "job", Status = status }, Stop)).TaskDefinitionArns!.Select(arn => arn.Split('/')[1]);
}
