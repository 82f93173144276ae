using CostTool.Scheduler.Dispatching;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The dispatcher as a service of one task, on demand: it is small, and without it nothing starts.</summary>
internal static class DispatcherResources
{
    public const string ImageParameter = "DispatcherImage";

    private const int IncludedGib = 20;

    /// <summary>The service and its role. The task definition is among the others; see <see cref="Task"/>.</summary>
    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        if (scope.Service is null) yield break;
        var name = WorkerNames.Dispatcher(scope.Name);
        yield return Roles.Role(scope, DeploymentScope.DispatcherRole, "dispatcher", "ecs-tasks.amazonaws.com", ArnOf("ecs", Text("*")), Statements(scope));
        yield return new("DispatcherService", "AWS::ECS::Service", $"${{{DeploymentParameters.Cluster}}}/{name}", Map(
            ("ServiceName", Text(name)),
            ("Cluster", scope.Cluster),
            ("TaskDefinition", Ref(DeploymentScope.DispatcherTask)),
            ("DesiredCount", Number(1)),
            ("LaunchType", Text("FARGATE")),
            // The old one ends before the new one begins: two would only wait for each other.
            ("DeploymentConfiguration", Map(("MaximumPercent", Number(100)), ("MinimumHealthyPercent", Number(0)))),
            ("NetworkConfiguration", scope.Network()),
            ("EnableECSManagedTags", Flag(true)),
            ("PropagateTags", Text("TASK_DEFINITION")),
            ("Tags", Tags(scope.Name))));
    }

    /// <summary>Its task definition.</summary>
    public static DesiredResource Task(DeploymentScope scope, DispatcherService service) => TaskDefinitions.Definition(
        scope, DeploymentScope.DispatcherTask, WorkerNames.Dispatcher(scope.Name), ((int)service.Size.Cpu.EcsUnits, (int)service.Size.Memory.Mebibytes), IncludedGib, Arn(DeploymentScope.DispatcherRole),
        TaskDefinitions.Container(scope, ImageParameter, ["dispatch", service.Workspace, "--launcher", "ecs"], scope.Settings.Dispatch!.Variables));

    private static IEnumerable<MapValue> Statements(DeploymentScope scope)
    {
        foreach (var statement in Roles.RunTask(scope, scope.Pools.Select(pool => WorkerNames.Family(scope.Name, pool.Pool.Name)))) yield return statement;
        yield return Roles.Allow(["ecs:DescribeTasks"], ArnOf("ecs", Text("task/"), scope.Cluster, Text("/*")));
        yield return Roles.Allow(["ecs:ListTasks"], [Text("*")], Roles.OnCluster(scope));
        yield return Roles.Allow(["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"], Arn(DeploymentScope.TaskEventQueue));
        if (scope.Settings.Dispatch!.SqsQueues is { Count: > 0 } queues)
        {
            yield return Roles.Allow(["sqs:GetQueueAttributes", "sqs:GetQueueUrl"], [.. queues.Order(StringComparer.Ordinal).Select(queue => ArnOf("sqs", Text(queue)))]);
            yield return Roles.Allow(
                ["sqs:ChangeMessageVisibility", "sqs:CreateQueue", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"],
                ArnOf("sqs", Text("costtool-dispatch-*.fifo")));
        }
    }
}
