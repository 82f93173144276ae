using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Amazon.ECS.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment.Applying;
using EcsTask = Amazon.ECS.Model.Task;

namespace CostTool.Scheduler.Accounts.Running;

/// <summary>A task that was started.</summary>
/// <param name="TaskArn">Its ARN.</param>
/// <param name="OnDemand">It runs on demand, and not on Spot.</param>
/// <param name="Refusals">Why Spot refused it first; empty when it did not.</param>
public sealed record StartedRun(string TaskArn, bool OnDemand, IReadOnlyList<string> Refusals);

/// <summary>How a task ended.</summary>
/// <param name="StopCode">ECS's code.</param>
/// <param name="Reason">ECS's words, and the container's where it has some.</param>
/// <param name="ExitCode">Of the container; null where it never ran.</param>
/// <param name="Worked">From its start to its end; null where it never ran.</param>
/// <param name="PullToStop">What is billed: from the start of the image pull to the stop; null where nothing is.</param>
public sealed record EndedRun(string? StopCode, string? Reason, int? ExitCode, TimeSpan? Worked, TimeSpan? PullToStop);

/// <summary>Starts single tasks and follows them to their end.</summary>
public sealed class TaskStarter
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    // The log driver sends what is left when the container ends, and CloudWatch shows it a moment later.
    private const int QuietReads = 3;

    private readonly IAmazonECS ecs;
    private readonly IAmazonCloudWatchLogs logs;
    private readonly ITempo tempo;
    private readonly ServiceCalls ecsCalls;
    private readonly ServiceCalls logCalls;

    /// <summary>Over the clients of an account.</summary>
    /// <param name="ecs">ECS.</param>
    /// <param name="logs">CloudWatch Logs.</param>
    /// <param name="tempo">Waits.</param>
    public TaskStarter(IAmazonECS ecs, IAmazonCloudWatchLogs logs, ITempo tempo)
    {
        ArgumentNullException.ThrowIfNull(tempo);
        this.ecs = ecs;
        this.logs = logs;
        this.tempo = tempo;
        var options = new ApplyOptions();
        (ecsCalls, logCalls) = (new ServiceCalls("ecs", tempo, options), new ServiceCalls("logs", tempo, options));
    }

    /// <summary>Starts the run: on Spot, and where it falls back and Spot has no room on demand.</summary>
    /// <param name="run">The run.</param>
    /// <param name="onDemand">Do not try Spot.</param>
    /// <param name="token">The same for every repetition, so that a lost answer starts no second task; at most 60 characters.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <exception cref="ProblemException">ECS refuses it.</exception>
    public async Task<StartedRun> StartAsync(PlannedRun run, bool onDemand, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<string> refusals = [];
        foreach (var provider in (string[])(onDemand ? ["FARGATE"] : run.FallsBack ? ["FARGATE_SPOT", "FARGATE"] : ["FARGATE_SPOT"]))
        {
            // A token belongs to one request: the second one differs.
            var request = Request(run, provider, provider == "FARGATE" ? $"{token}-od" : token);
            var answer = await ecsCalls.ReadAsync("RunTask", run.Entry, () => ecs.RunTaskAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            if (answer.Tasks is [{ TaskArn: { } arn }, ..]) return new StartedRun(arn, provider == "FARGATE", refusals);
            refusals.AddRange((answer.Failures ?? []).Select(failure => $"{provider}: {failure.Reason}{(failure.Detail is { Length: > 0 } detail ? $" ({detail})" : "")}"));
        }

        throw new ProblemException(new Problem(
            $"`{run.Entry}` was not started: {string.Join("; ", refusals)}",
            run.Cluster,
            onDemand || run.FallsBack ? "run it again later, or with more subnets" : "run it again later, or with --on-demand"));
    }

    /// <summary>Follows a task until it stopped and its last line is told.</summary>
    /// <param name="run">The run.</param>
    /// <param name="taskArn">The task.</param>
    /// <param name="line">Told each line of its log once, in order.</param>
    /// <param name="cancellationToken">Stops following; the task goes on.</param>
    public async Task<EndedRun> FollowAsync(PlannedRun run, string taskArn, Action<string> line, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(line);
        var stream = new LogStreamReader(logs, logCalls, run.LogGroup, run.LogStreamOf(taskArn));
        for (var quiet = 0; ; await tempo.WaitAsync(Poll, cancellationToken).ConfigureAwait(false))
        {
            var task = await DescribeAsync(run.Cluster, taskArn, cancellationToken).ConfigureAwait(false);
            var lines = await stream.ReadNewAsync(cancellationToken).ConfigureAwait(false);
            foreach (var text in lines) line(text);
            if (task.LastStatus != "STOPPED") continue;
            quiet = lines.Count > 0 ? 0 : quiet + 1;
            // What never started has no stream to wait for.
            if (quiet >= QuietReads || task.StartedAt is null) return Ended(run, task);
        }
    }

    private async Task<EcsTask> DescribeAsync(string cluster, string taskArn, CancellationToken cancellationToken)
    {
        var answer = await ecsCalls.ReadAsync("DescribeTasks", taskArn, () => ecs.DescribeTasksAsync(new DescribeTasksRequest { Cluster = cluster, Tasks = [taskArn] }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer.Tasks is [var task, ..] ? task : throw new ProblemException(new Problem($"ECS no longer knows the task: {string.Join("; ", (answer.Failures ?? []).Select(failure => failure.Reason))}", taskArn, "ECS forgets tasks an hour after they stopped; look into the log group"));
    }

    private static EndedRun Ended(PlannedRun run, EcsTask task)
    {
        var container = task.Containers?.FirstOrDefault(one => one.Name == run.Container);
        string?[] reasons = [task.StoppedReason, container?.Reason];
        return new EndedRun(
            task.StopCode?.Value,
            string.Join("; ", reasons.Where(reason => !string.IsNullOrEmpty(reason))) is { Length: > 0 } reason ? reason : null,
            container?.ExitCode,
            task.StartedAt is { } started ? (task.ExecutionStoppedAt ?? task.StoppedAt) - started : null,
            task.PullStartedAt is { } pulled ? task.StoppedAt - pulled : null);
    }

    private static RunTaskRequest Request(PlannedRun run, string provider, string token) => new()
    {
        Cluster = run.Cluster,
        TaskDefinition = run.Family,
        Count = 1,
        ClientToken = token,
        CapacityProviderStrategy = [new CapacityProviderStrategyItem { CapacityProvider = provider, Weight = 1 }],
        NetworkConfiguration = new NetworkConfiguration
        {
            AwsvpcConfiguration = new AwsVpcConfiguration
            {
                Subnets = [.. run.Subnets],
                SecurityGroups = [.. run.SecurityGroups],
                AssignPublicIp = run.AssignPublicIp ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED,
            },
        },
        Overrides = new TaskOverride { ContainerOverrides = [new ContainerOverride { Name = run.Container, Command = [.. run.Command] }] },
        Group = run.Group,
        StartedBy = "costtool",
        EnableECSManagedTags = true,
        PropagateTags = PropagateTags.TASK_DEFINITION,
    };
}
