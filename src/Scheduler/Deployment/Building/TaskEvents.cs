using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>EventBridge rules over the state changes of the deployment's own tasks. Matches are counted for the alarms and kept in a queue.</summary>
internal static class TaskEvents
{
    /// <summary>The rules: name, what they match, logical id.</summary>
    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        yield return Rule(scope, ExitedNonZero, "tasks that exited with another code than 0",
            ("lastStatus", Texts("STOPPED")),
            ("stopCode", Texts("EssentialContainerExited")),
            ("containers", Map(("exitCode", List(Map(("anything-but", Number(0))))))));
        yield return Rule(scope, FailedToStart, "tasks that never started",
            ("lastStatus", Texts("STOPPED")),
            ("stopCode", Texts("TaskFailedToStart")));
        yield return Rule(scope, Interrupted, "tasks that Spot took away",
            ("lastStatus", Texts("STOPPED")),
            ("stopCode", Texts("SpotInterruption", "TerminationNotice")));
        if (scope.Pools.Count > 0) yield return WorkersRule(scope);
        if (scope.UsesFallback)
        {
            yield return Rule(scope, OnDemand, "tasks that run on demand, as Spot had no room or took them away",
                ("lastStatus", Texts("RUNNING")),
                ("desiredStatus", Texts("RUNNING")),
                ("capacityProviderName", Texts("FARGATE")));
        }
    }

    /// <summary>Ends of workers and the two minutes before: whatever the end is, so that interruptions can be counted against workers that were not interrupted.</summary>
    private static DesiredResource WorkersRule(DeploymentScope scope) => Rule(scope, Workers, "workers that were told to stop or ended",
        ("taskDefinitionArn", List(Map(("prefix", ArnOf("ecs", Text($"task-definition/{WorkerNames.FamilyStart(scope.Name)}")))))),
        ("lastStatus", Texts("RUNNING", "STOPPED")),
        ("desiredStatus", Texts("STOPPED")));

    public const string Workers = "workers";
    public const string ExitedNonZero = "exited-non-zero";
    public const string FailedToStart = "failed-to-start";
    public const string Interrupted = "interrupted";
    public const string OnDemand = "on-demand";

    public static string RuleName(DeploymentScope scope, string what) => $"{scope.Name}-{what}";

    private static DesiredResource Rule(DeploymentScope scope, string what, string description, params IEnumerable<(string, ResourceValue?)> detail)
    {
        var name = RuleName(scope, what);
        return new(PhysicalName.Readable("Rule", what), "AWS::Events::Rule", name, Map(
            ("Name", Text(name)),
            ("Description", Text(Ownership.Describe(scope.Name, description))),
            ("State", Text("ENABLED")),
            ("EventPattern", Map(
                ("source", Texts("aws.ecs")),
                ("detail-type", Texts("ECS Task State Change")),
                ("detail", Map([
                    ("clusterArn", List(scope.ClusterArn)),
                    ("group", List(Map(("prefix", Text(scope.TaskGroupStart))))),
                    .. detail])))),
            ("Targets", List(Map(("Id", Text("queue")), ("Arn", Arn(DeploymentScope.TaskEventQueue)))))));
    }
}
