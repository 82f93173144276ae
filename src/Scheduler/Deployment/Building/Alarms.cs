using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The alarms, all on metrics that AWS publishes by itself. Most are published only when something happened, so that no data is good news.</summary>
internal static class Alarms
{
    private const int FiveMinutes = 300;
    private const int OneHour = 3600;

    // A fleet that loses ten workers an hour repeats work and starts images for nothing; fewer are Spot as it is meant.
    private const int OftenInAnHour = 10;

    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        yield return OnRule(scope, TaskEvents.ExitedNonZero, "A task exited with another code than 0.", FiveMinutes);
        yield return OnRule(scope, TaskEvents.FailedToStart, "A task never started: its image, its secrets, its network or capacity.", FiveMinutes);
        foreach (var alarm in OfSchedules(scope).Concat(OfWorkers(scope))) yield return alarm;
    }

    private static IEnumerable<DesiredResource> OfSchedules(DeploymentScope scope)
    {
        if (scope.Entries.Count == 0) yield break;
        yield return Alarm(scope, "not-fired", "EventBridge Scheduler gave up starting a run.", "AWS/Scheduler", "InvocationDroppedCount", Dimension("ScheduleGroup", Ref(DeploymentScope.ScheduleGroup)), FiveMinutes);
        yield return Alarm(scope, "target-errors", "EventBridge Scheduler was refused when it started a run, and tries again.", "AWS/Scheduler", "TargetErrorCount", Dimension("ScheduleGroup", Ref(DeploymentScope.ScheduleGroup)), FiveMinutes);
        yield return Alarm(scope, "dead-letters", "Runs that could not be started wait in the dead-letter queue.", "AWS/SQS", "ApproximateNumberOfMessagesVisible", Dimension("QueueName", Text(Messaging.DeadLetterName(scope))), FiveMinutes, "Maximum");
        if (!scope.UsesFallback) yield break;
        yield return OnRule(scope, TaskEvents.OnDemand, "Tasks ran on demand, as Spot had no room or took them away.", OneHour);
        yield return Alarm(scope, "run-failed", "A run failed, timed out, or was interrupted and may not be repeated.", "AWS/States", "ExecutionsFailed", Dimension("StateMachineArn", Ref(DeploymentScope.StateMachine)), FiveMinutes);
    }

    private static IEnumerable<DesiredResource> OfWorkers(DeploymentScope scope)
    {
        if (scope.Pools.Count > 0)
            yield return Alarm(scope, "interrupted-often", "Spot took many tasks away within an hour.", "AWS/Events", "TriggeredRules", Dimension("RuleName", Text(TaskEvents.RuleName(scope, TaskEvents.Interrupted))), OneHour, threshold: OftenInAnHour);
        if (scope.Wakes)
            yield return Alarm(scope, "wake-failed", "A worker that an event asked for was not started, or failed.", "AWS/States", "ExecutionsFailed", Dimension("StateMachineArn", Ref(DeploymentScope.WakeMachine)), FiveMinutes);
        if (scope.Service is null) yield break;
        // ECS publishes the processor's use of a service once a minute for each task that runs: the number of samples tells whether one does, and none at all is the alarm.
        yield return Alarm(
            scope, "dispatcher-down", "The dispatcher does not run: work waits on its queues.", "AWS/ECS", "CPUUtilization",
            [.. Dimension("ClusterName", scope.Cluster), .. Dimension("ServiceName", Text(WorkerNames.Dispatcher(scope.Name)))], FiveMinutes, "SampleCount", "LessThanThreshold", missing: "breaching", periods: 2);
    }

    private static DesiredResource OnRule(DeploymentScope scope, string what, string description, int period) =>
        Alarm(scope, what, description, "AWS/Events", "TriggeredRules", Dimension("RuleName", Text(TaskEvents.RuleName(scope, what))), period);

    private static MapValue[] Dimension(string name, ResourceValue value) => [Map(("Name", Text(name)), ("Value", value))];

    private static DesiredResource Alarm(
        DeploymentScope scope, string what, string description, string space, string metric, MapValue[] dimensions, int period,
        string statistic = "Sum", string comparison = "GreaterThanOrEqualToThreshold", string missing = "notBreaching", int threshold = 1, int periods = 1)
    {
        var name = $"{scope.Name}-{what}";
        return new(PhysicalName.Readable("Alarm", what), "AWS::CloudWatch::Alarm", name, Map(
            ("AlarmName", Text(name)),
            ("AlarmDescription", Text(Ownership.Describe(scope.Name, description))),
            ("Namespace", Text(space)),
            ("MetricName", Text(metric)),
            ("Dimensions", List(dimensions)),
            ("Statistic", Text(statistic)),
            ("Period", Number(period)),
            ("EvaluationPeriods", Number(periods)),
            ("Threshold", Number(threshold)),
            ("ComparisonOperator", Text(comparison)),
            ("TreatMissingData", Text(missing)),
            ("AlarmActions", List(Ref(DeploymentScope.Topic))),
            ("Tags", Tags(scope.Name))));
    }
}
