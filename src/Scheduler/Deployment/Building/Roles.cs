using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The roles that a deployment makes, each allowed what it does and nothing else. Names bear the region, as IAM knows none.</summary>
internal static class Roles
{
    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        yield return Role(scope, DeploymentScope.ExecutionRole, "task-execution", "ecs-tasks.amazonaws.com", ArnOf("ecs", Text("*")), TaskExecution(scope));
        if (scope.Entries.Count > 0)
            yield return Role(scope, DeploymentScope.SchedulerRole, "scheduler", "scheduler.amazonaws.com", ArnOf("scheduler", Text($"schedule-group/{scope.Name}")), Scheduler(scope));
        if (scope.UsesFallback)
            yield return Role(scope, DeploymentScope.StateMachineRole, "state-machine", "states.amazonaws.com", ArnOf("states", Text($"stateMachine:{scope.StateMachineName}")), StateMachine(scope));
    }

    /// <summary>A role that a service works with.</summary>
    internal static DesiredResource Role(DeploymentScope scope, string logicalId, string purpose, string service, ResourceValue source, IEnumerable<MapValue> statements) =>
        new(logicalId, "AWS::IAM::Role", $"{scope.Name}-{purpose}-${{AWS::Region}}", Map(
            ("RoleName", Join(Text($"{scope.Name}-{purpose}-"), Region)),
            ("Description", Text(Ownership.Describe(scope.Name, $"role of {purpose}"))),
            ("AssumeRolePolicyDocument", Document(Map(
                ("Effect", Text("Allow")),
                ("Principal", Map(("Service", Text(service)))),
                ("Action", Text("sts:AssumeRole")),
                ("Condition", Map(
                    ("StringEquals", Map(("aws:SourceAccount", Account))),
                    ("ArnLike", Map(("aws:SourceArn", source)))))))),
            ("Policies", List(Map(("PolicyName", Text(purpose)), ("PolicyDocument", Document(statements))))),
            ("Tags", Tags(scope.Name))));

    private static IEnumerable<MapValue> TaskExecution(DeploymentScope scope)
    {
        // The image may lie in another account or be replicated from another region; the repository's name is what is known.
        var repositories = scope.Images.Select(image => DeploymentParameters.Repository(image.Image)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (repositories.Count > 0)
        {
            yield return Allow(["ecr:GetAuthorizationToken"], Text("*"));
            yield return Allow(
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                [.. repositories.Select(repository => Join(Text("arn:"), Partition, Text($":ecr:*:*:repository/{repository}")))]);
        }

        yield return Allow(["logs:CreateLogStream", "logs:PutLogEvents"], ArnOf("logs", Text($"log-group:{scope.LogGroupName}:*")));
        if (scope.Secrets.Any(secret => !secret.InParameterStore))
            yield return Allow(["secretsmanager:GetSecretValue"], [.. scope.Secrets.Where(secret => !secret.InParameterStore).Select(secret => Parameter(secret.Parameter))]);
        if (scope.Secrets.Any(secret => secret.InParameterStore))
            yield return Allow(["ssm:GetParameters"], [.. scope.Secrets.Where(secret => secret.InParameterStore).Select(secret => Parameter(secret.Parameter))]);
    }

    private static IEnumerable<MapValue> Scheduler(DeploymentScope scope)
    {
        if (scope.UsesFallback) yield return Allow(["states:StartExecution"], Arn(DeploymentScope.StateMachine));
        if (scope.UsesDirect) foreach (var statement in RunTask(scope, ExecutionMode.Direct)) yield return statement;
        yield return Allow(["sqs:SendMessage"], Arn(DeploymentScope.DeadLetters));
    }

    private static IEnumerable<MapValue> StateMachine(DeploymentScope scope) => [.. RunTask(scope, ExecutionMode.Fallback), .. FollowTasks(scope)];

    /// <summary>What Step Functions needs to wait for the end of a task, and to stop it.</summary>
    internal static IEnumerable<MapValue> FollowTasks(DeploymentScope scope)
    {
        yield return Allow(["ecs:DescribeTasks", "ecs:StopTask"], ArnOf("ecs", Text("task/"), scope.Cluster, Text("/*")));
        yield return Allow(["ecs:ListTasks"], [Text("*")], OnCluster(scope));
        // How Step Functions hears of the end of a task.
        yield return Allow(["events:DescribeRule", "events:PutRule", "events:PutTargets"], ArnOf("events", Text("rule/StepFunctionsGetEventsForECSTaskRule")));
    }

    private static IEnumerable<MapValue> RunTask(DeploymentScope scope, ExecutionMode mode) =>
        RunTask(scope, scope.Entries.Where(entry => entry.Mode == mode).Select(entry => entry.Class).Distinct().OrderBy(task => task.LogicalId, StringComparer.Ordinal).Select(scope.Family));

    /// <summary>Starting tasks of these families, with their roles.</summary>
    internal static IEnumerable<MapValue> RunTask(DeploymentScope scope, IEnumerable<string> families)
    {
        yield return Allow(["ecs:RunTask"], [.. families.Select(family => ArnOf("ecs", Text($"task-definition/{family}:*")))], OnCluster(scope));
        yield return Allow(["ecs:TagResource"], [ArnOf("ecs", Text("task/"), scope.Cluster, Text("/*"))], Map(("StringEquals", Map(("ecs:CreateAction", Text("RunTask"))))));
        yield return Allow(
            ["iam:PassRole"],
            [Arn(DeploymentScope.ExecutionRole), .. scope.Settings.TaskRole is null ? Array.Empty<ResourceValue>() : [Parameter(DeploymentParameters.TaskRole)]],
            Map(("StringEquals", Map(("iam:PassedToService", Text("ecs-tasks.amazonaws.com"))))));
    }

    internal static MapValue OnCluster(DeploymentScope scope) => Map(("ArnEquals", Map(("ecs:cluster", scope.ClusterArn))));

    internal static MapValue Allow(IEnumerable<string> actions, ResourceValue resource) => Allow(actions, [resource]);

    internal static MapValue Allow(IEnumerable<string> actions, IReadOnlyList<ResourceValue> resources, MapValue? condition = null) => Map(
        ("Effect", Text("Allow")), ("Action", Texts(actions)), ("Resource", List(resources)), ("Condition", condition));

    /// <summary>A policy of statements.</summary>
    internal static MapValue Document(params IEnumerable<MapValue> statements) => Map(("Version", Text("2012-10-17")), ("Statement", List(statements)));
}
