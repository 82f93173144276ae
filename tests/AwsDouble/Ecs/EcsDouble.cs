using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>Why a task was not placed: an item of <c>failures</c>.</summary>
public sealed record Shortage(string Reason, string? Detail)
{
    /// <summary>What Fargate says when it has no room.</summary>
    public static Shortage Capacity { get; } = new("RESOURCE:FARGATE", "Capacity is unavailable at this time. Please try again later or in a different availability zone");
}

/// <summary>ECS: clusters, task definitions, services and tasks that move on with the account's clock.</summary>
public sealed class EcsDouble : IServiceDouble, IMovesWithTime
{
    private static readonly TaskCourse Endless = new() { Duration = null };

    private readonly DoubleAccount _account;
    private readonly Clusters _clusters;
    private readonly TaskDefinitions _definitions;
    private readonly Tasks _tasks;
    private readonly TaskRuns _runs;
    private readonly Services _services;
    private readonly Dictionary<string, Queue<Shortage>> _shortages = new(StringComparer.Ordinal);

    public EcsDouble(DoubleAccount account)
    {
        _account = account;
        _clusters = new Clusters(account);
        _definitions = new TaskDefinitions(account);
        _tasks = new Tasks(account, this);
        _runs = new TaskRuns(account, this, _clusters, _definitions, _tasks);
        _services = new Services(account, _clusters, _definitions, _tasks);
    }

    public string Model => "ecs";

    /// <summary>How long each state between two others lasts: PROVISIONING, PENDING, ACTIVATING, DEACTIVATING, STOPPING, DEPROVISIONING.</summary>
    public TimeSpan Phase { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What becomes of tasks by their family.</summary>
    public Dictionary<string, TaskCourse> Courses { get; } = new(StringComparer.Ordinal);

    /// <summary>What becomes of a task of a family without a course of its own; null or an answer of null: it is short and exits with 0.</summary>
    public Func<StartedTask, TaskCourse?>? Decide { get; set; }

    /// <summary>Every task that is remembered, as DescribeTasks tells it.</summary>
    public IReadOnlyList<JsonObject> Tasks => [.. _tasks.All.Select(task => task.Document.Copy())];

    /// <summary>Every revision of every family that was not deleted, as DescribeTaskDefinition tells it.</summary>
    public IReadOnlyList<JsonObject> TaskDefinitions => [.. _definitions.All.Where(definition => definition.Text("status") != "DELETE_IN_PROGRESS").Select(definition => definition.Copy())];

    /// <summary>The next tasks for a capacity provider (or launch type) find no room.</summary>
    public void Lack(string provider, int tasks, Shortage? shortage = null)
    {
        if (!_shortages.TryGetValue(provider, out var queue)) _shortages[provider] = queue = new Queue<Shortage>();
        for (var count = 0; count < tasks; count++) queue.Enqueue(shortage ?? Shortage.Capacity);
    }

    /// <summary>Something from outside stops a task now, under any stop code that ECS has: Spot takes it away, its host fails.</summary>
    public void End(string taskArn, string stopCode, string reason) => _tasks.All.Single(task => task.Arn == taskArn).Stop(_account.Clock.GetUtcNow(), stopCode, reason);

    public void MoveTo(DateTimeOffset now) => _tasks.MoveTo(now);

    public JsonObject Handle(string operation, JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return operation switch
        {
            "CreateCluster" => _clusters.Create(request),
            "PutClusterCapacityProviders" => _clusters.PutProviders(request),
            "DescribeClusters" => _clusters.Describe(request, Count),
            "ListClusters" => _clusters.List(request),
            "DeleteCluster" => DeleteCluster(request),
            "RegisterTaskDefinition" => _definitions.Register(request),
            "DescribeTaskDefinition" => _definitions.Describe(request),
            "DeregisterTaskDefinition" => _definitions.Deregister(request),
            "DeleteTaskDefinitions" => _definitions.Delete(request),
            "ListTaskDefinitions" => _definitions.List(request),
            "ListTaskDefinitionFamilies" => _definitions.ListFamilies(request),
            "CreateService" => _services.Create(request),
            "UpdateService" => _services.Update(request),
            "DeleteService" => _services.Delete(request),
            "DescribeServices" => _services.Describe(request),
            "ListServices" => _services.List(request),
            "RunTask" => _runs.Run(request),
            "StopTask" => _tasks.Stop(request, _clusters.Find(request.TextOrNull("cluster"))),
            "DescribeTasks" => _tasks.Describe(request, _clusters.Find(request.TextOrNull("cluster"))),
            "ListTasks" => _tasks.List(request, _clusters.Find(request.TextOrNull("cluster"))),
            "ListTagsForResource" => new JsonObject { ["tags"] = Tags(request).ToJson() },
            "TagResource" => Changed(() => Tags(request).Put(request["tags"])),
            "UntagResource" => Changed(() => Tags(request).Remove(request["tagKeys"])),
            _ => throw new ServiceErrorException("UnknownOperationException", operation),
        };
    }

    internal TaskCourse CourseOf(StartedTask task) =>
        Courses.GetValueOrDefault(task.Family) ?? Decide?.Invoke(task) ?? (task.Group.StartsWith("service:", StringComparison.Ordinal) ? Endless : TaskCourse.Brief);

    internal Shortage? TakeShortage(string provider) => _shortages.TryGetValue(provider, out var queue) && queue.TryDequeue(out var shortage) ? shortage : null;

    private static JsonObject Changed(Action change)
    {
        change();
        return [];
    }

    private (int Running, int Pending, int Services) Count(string clusterArn)
    {
        var tasks = _tasks.All.Where(task => task.Document.Text("clusterArn") == clusterArn && task.LastStatus != "STOPPED").ToList();
        var running = tasks.Count(task => task.LastStatus == "RUNNING");
        return (running, tasks.Count - running, _services.ActiveIn(clusterArn));
    }

    private JsonObject DeleteCluster(JsonObject request)
    {
        var arn = _clusters.Find(request.Text("cluster")).Text("clusterArn");
        var (running, pending, services) = Count(arn);
        if (services > 0) throw new ServiceErrorException("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        if (running + pending > 0) throw new ServiceErrorException("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        return _clusters.Delete(request);
    }

    private TagSet Tags(JsonObject request)
    {
        var arn = request.Text("resourceArn");
        return _definitions.TagsOf(arn) ?? _clusters.TagsOf(arn) ?? _services.TagsOf(arn) ?? _tasks.All.FirstOrDefault(task => task.Arn == arn)?.Tags
            ?? throw EcsError.Invalid("The specified resource was not found. Specify a valid resource and try again.");
    }
}
