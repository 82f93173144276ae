using Amazon.ECS;
using Amazon.ECS.Model;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Dispatching;
using EcsTask = Amazon.ECS.Model.Task;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>Counts a deployment's workers as ECS tells of them.</summary>
/// <remarks>
/// ECS lists what is to run. What was told to stop is no longer in that list and still works for two minutes, so workers are followed until ECS says that they stopped; the first count looks for
/// those that were stopping before this process began. A task just started may not be seen for some seconds: it is not taken for gone.
/// </remarks>
internal sealed class WorkerCensus(IAmazonECS ecs, ServiceCalls calls, Func<DateTimeOffset> now, EcsWorkers workers)
{
    /// <summary>How long ECS may not know a task that it just started. Its documents give no bound ("eventual consistency"); seconds are usual.</summary>
    public static readonly TimeSpan Unseen = TimeSpan.FromSeconds(60);

    private const int MostAtOnce = 100;

    private readonly Dictionary<string, DispatchedWorker> followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> knownUntil = new(StringComparer.Ordinal);
    private bool counted;

    /// <summary>A task that was just started, and that ECS may not tell of yet.</summary>
    public DispatchedWorker Begin(EcsTask task, LaunchOrder order)
    {
        var worker = Of(task, order.Pool) with { Stage = WorkerStage.Starting, Purchase = order.Purchase };
        followed[worker.Id] = worker;
        knownUntil[worker.Id] = now() + Unseen;
        return worker;
    }

    /// <summary>The workers that have not ended, by their ids.</summary>
    /// <exception cref="WorkersNotCountedException">ECS did not answer, or not fully.</exception>
    public async Task<IReadOnlyList<DispatchedWorker>> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var listed = await ListAsync(cancellationToken).ConfigureAwait(false);
            string[] arns = [.. listed.Union(followed.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var answers = await System.Threading.Tasks.Task.WhenAll(arns.Chunk(MostAtOnce).Select(some => DescribeAsync(some, cancellationToken))).ConfigureAwait(false);
            foreach (var answer in answers) Note(answer, listed);
            counted = true;
            return [.. followed.Values.OrderBy(worker => worker.Id, StringComparer.Ordinal)];
        }
        catch (ProblemException problem)
        {
            throw new WorkersNotCountedException($"the workers of `{workers.Deployment}` cannot be counted: {problem.Problems[0].What}", problem);
        }
    }

    private async Task<HashSet<string>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        // Who lists by startedBy may ask for nothing else. Woken workers are started by the state machine and are found by their families.
        await PagesAsync(new ListTasksRequest { Cluster = workers.Cluster, StartedBy = WorkerNames.StartedBy(workers.Deployment) }, found, cancellationToken).ConfigureAwait(false);
        foreach (var family in workers.Pools.Select(pool => WorkerNames.Family(workers.Deployment, pool)))
        {
            await PagesAsync(new ListTasksRequest { Cluster = workers.Cluster, Family = family }, found, cancellationToken).ConfigureAwait(false);
            if (!counted) await PagesAsync(new ListTasksRequest { Cluster = workers.Cluster, Family = family, DesiredStatus = DesiredStatus.STOPPED }, found, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private async System.Threading.Tasks.Task PagesAsync(ListTasksRequest request, HashSet<string> found, CancellationToken cancellationToken)
    {
        do
        {
            var page = await calls.ReadAsync("ListTasks", request.Family ?? workers.Cluster, () => ecs.ListTasksAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.UnionWith(page.TaskArns ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    private async Task<(string[] Asked, DescribeTasksResponse Answer)> DescribeAsync(string[] arns, CancellationToken cancellationToken)
    {
        var request = new DescribeTasksRequest { Cluster = workers.Cluster, Tasks = [.. arns] };
        return (arns, await calls.ReadAsync("DescribeTasks", workers.Cluster, () => ecs.DescribeTasksAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false));
    }

    private void Note((string[] Asked, DescribeTasksResponse Answer) described, HashSet<string> listed)
    {
        var tasks = (described.Answer.Tasks ?? []).Where(task => task.TaskArn is not null).ToDictionary(task => task.TaskArn!, StringComparer.Ordinal);
        foreach (var arn in described.Asked)
        {
            if (tasks.TryGetValue(arn, out var task)) Note(arn, task);
            else if (described.Answer.Failures?.Find(failure => failure.Arn == arn || failure.Arn is null) is { Reason: not "MISSING" } failure)
                throw new WorkersNotCountedException($"ECS does not describe the task {arn}: {LaunchRefusals.Plain($"{failure.Reason} {failure.Detail}")}");
            else if (knownUntil.TryGetValue(arn, out var until) && now() < until) continue;
            // What is listed exists; what it is shows with the next count.
            else if (listed.Contains(arn)) throw new WorkersNotCountedException($"ECS lists the task {arn} and does not know it yet");
            else Forget(arn);
        }
    }

    private void Note(string arn, EcsTask task)
    {
        if (task.LastStatus == "STOPPED" || WorkerNames.PoolOf(workers.Deployment, task.TaskDefinitionArn) is not { } pool) Forget(arn);
        else followed[arn] = Of(task, pool);
    }

    private void Forget(string arn)
    {
        followed.Remove(arn);
        knownUntil.Remove(arn);
    }

    private DispatchedWorker Of(EcsTask task, string pool) => new()
    {
        Id = task.TaskArn!,
        Pool = pool,
        Purchase = task.CapacityProviderName == "FARGATE_SPOT" ? PurchaseOption.Spot : PurchaseOption.OnDemand,
        Stage = StageOf(task),
        LaunchedAt = task.CreatedAt is { } made ? new DateTimeOffset(made.ToUniversalTime()) : now(),
        StartedAt = task.StartedAt is { } started ? new DateTimeOffset(started.ToUniversalTime()) : null,
        Zone = task.AvailabilityZone,
    };

    // States as the ECS developer guide lists them under "Task lifecycle".
    private static WorkerStage StageOf(EcsTask task) => task switch
    {
        { DesiredStatus: "STOPPED" } or { LastStatus: "DEACTIVATING" or "STOPPING" or "DEPROVISIONING" } => WorkerStage.Stopping,
        { LastStatus: "RUNNING" } => WorkerStage.Running,
        _ => WorkerStage.Starting,
    };
}
