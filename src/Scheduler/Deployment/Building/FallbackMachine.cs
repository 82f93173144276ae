using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The state machine that runs a task on Spot, and on demand when Spot has no room or takes the task away.</summary>
/// <remarks>
/// What becomes of a run is told by its stop code and never by its exit code alone: an interrupted task that shuts down cleanly exits with 0.
/// A task that never started is started again whatever it is; one that was interrupted only where a second run does no harm.
/// Step Functions stops a task when an execution is stopped, not when it timed out, so that the machine looks for its own task and stops it.
/// </remarks>
internal static class FallbackMachine
{
    /// <summary>Where a run begins.</summary>
    internal const string FirstState = "RunOnSpot";

    private const string SyncRun = ":states:::ecs:runTask.sync";

    // AWS: a refusal for want of capacity and, in the same class, calls above the rate.
    private static readonly string[] Refused = ["ECS.AmazonECSException"];
    private static readonly string[] Throttled = ["ECS.ThrottlingException", "ECS.ServerException", "ECS.ServiceUnavailableException", "ECS.LimitExceededException"];

    // The documents name both for a reclaimed Spot task; the third is a failed host.
    private static readonly string[] Interruptions = ["SpotInterruption", "TerminationNotice", "InfrastructureHealth"];

    public static DesiredResource Of(DeploymentScope scope) => new(DeploymentScope.StateMachine, "AWS::StepFunctions::StateMachine", scope.StateMachineName, Map(
        ("StateMachineName", Text(scope.StateMachineName)),
        ("StateMachineType", Text("STANDARD")),
        ("RoleArn", Arn(DeploymentScope.StateMachineRole)),
        ("Definition", Definition(scope)),
        ("Tags", Tags(scope.Name))));

    /// <summary>What a schedule hands to the machine.</summary>
    public static MapValue Input(DeploymentScope scope, DeployedEntry entry, IReadOnlyList<string> command) => Map(
        ("taskDefinition", Ref(entry.Class.LogicalId)),
        ("family", Text(scope.Family(entry.Class))),
        ("command", Texts(command)),
        ("idempotent", Flag(entry.Idempotent)),
        ("timeoutSeconds", Number(ScheduleResources.TimeoutSeconds(entry))));

    private static MapValue Definition(DeploymentScope scope) => Definition(scope, "Runs a task on Fargate Spot, and on demand when Spot has no room or takes the task away.", FirstState, []);

    /// <summary>The machine, with states before its own.</summary>
    /// <param name="scope">The deployment.</param>
    /// <param name="comment">What it does.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="before">States that lead to <see cref="FirstState"/>, or to Done.</param>
    internal static MapValue Definition(DeploymentScope scope, string comment, string start, params IEnumerable<(string Name, ResourceValue? State)> before) => Map(
        ("Comment", Text(comment)),
        ("StartAt", Text(start)),
        ("States", Map([
            .. before,
            (FirstState, Run(scope, "FARGATE_SPOT", attempts: 2, secondsBetween: 20,
                ("ResultPath", Text("$.stopped")),
                ("Catch", List(
                    Catch("$.refused", "RunOnDemand", [.. Refused, .. Throttled]),
                    Catch("$.failure", "FindRunning", "States.Timeout"),
                    Catch("$.failure", "SpotFailed", "States.ALL"))),
                ("Next", Text("SpotStopped")))),
            ("SpotStopped", Choice("Done", Interrupted("$.stopped.StopCode", "Interrupted"))),
            ("SpotFailed", Choice("Failed", Map(
                ("And", List(
                    Map(("Variable", Text("$.failure.Error")), ("StringEquals", Text("States.TaskFailed"))),
                    Map(("Variable", Text("$.failure.Cause")), ("StringMatches", Text("{*"))))),
                ("Next", Text("ReadFailure"))))),
            ("ReadFailure", Map(
                ("Type", Text("Pass")),
                ("Parameters", Map(("task.$", Text("States.StringToJson($.failure.Cause)")))),
                ("ResultPath", Text("$.stopped")),
                ("Next", Text("WhyFailed")))),
            ("WhyFailed", Choice("Failed",
                Map(
                    ("And", List(Present("$.stopped.task.StopCode"), Is("$.stopped.task.StopCode", "TaskFailedToStart"))),
                    ("Next", Text("RunOnDemand"))),
                Interrupted("$.stopped.task.StopCode", "Interrupted"))),
            ("Interrupted", Choice("NotIdempotent", Map(("Variable", Text("$.idempotent")), ("BooleanEquals", Flag(true)), ("Next", Text("RunOnDemand"))))),
            ("RunOnDemand", Run(scope, "FARGATE", attempts: 5, secondsBetween: 30,
                ("Catch", List(Catch("$.failure", "FindRunning", "States.Timeout"))),
                ("End", Flag(true)))),
            ("FindRunning", Call("listTasks", Map(("Cluster", scope.Cluster), ("Family.$", Text("$.family")), ("DesiredStatus", Text("RUNNING"))), "$.running", "DescribeRunning")),
            ("DescribeRunning", Call("describeTasks", Map(("Cluster", scope.Cluster), ("Tasks.$", Text("$.running.TaskArns"))), "$.running", "StopOwn")),
            ("StopOwn", StopOwn(scope)),
            ("Done", Map(("Type", Text("Succeed")))),
            ("Failed", Map(("Type", Text("Fail")), ("ErrorPath", Text("$.failure.Error")), ("CausePath", Text("$.failure.Cause")))),
            ("NotIdempotent", Fail("CostTool.Interrupted", "Spot took the task away, and it is not declared idempotent. Look at what it did, and run it again.")),
            ("TimedOut", Fail("CostTool.TimedOut", "The task did not end within its hard limit and was stopped."))])));

    private static MapValue Run(DeploymentScope scope, string provider, int attempts, int secondsBetween, params IEnumerable<(string, ResourceValue?)> members) => Map([
        ("Type", Text("Task")),
        ("Resource", Join(Text("arn:"), Partition, Text(SyncRun))),
        ("TimeoutSecondsPath", Text("$.timeoutSeconds")),
        ("Parameters", Map(
            ("Cluster", scope.Cluster),
            ("TaskDefinition.$", Text("$.taskDefinition")),
            ("CapacityProviderStrategy", List(Map(("CapacityProvider", Text(provider)), ("Weight", Number(1))))),
            ("NetworkConfiguration", scope.Network()),
            ("Overrides", Map(("ContainerOverrides", List(Map(("Name", Text(DeploymentScope.Container)), ("Command.$", Text("$.command"))))))),
            ("Group.$", OwnGroup(scope)),
            ("EnableECSManagedTags", Flag(true)),
            ("PropagateTags", Text("TASK_DEFINITION")))),
        ("Retry", List(Retry(Refused, attempts, secondsBetween), Retry(Throttled, 6, 5))),
        .. members]);

    private static MapValue StopOwn(DeploymentScope scope) => Map(
        ("Type", Text("Map")),
        ("ItemsPath", Text("$.running.Tasks")),
        ("ItemSelector", Map(
            ("task.$", Text("$$.Map.Item.Value.TaskArn")),
            ("group.$", Text("$$.Map.Item.Value.Group")),
            ("own.$", OwnGroup(scope)))),
        ("ItemProcessor", Map(
            ("ProcessorConfig", Map(("Mode", Text("INLINE")))),
            ("StartAt", Text("IsOwn")),
            ("States", Map(
                ("IsOwn", Choice("Other", Map(("Variable", Text("$.group")), ("StringEqualsPath", Text("$.own")), ("Next", Text("Stop"))))),
                ("Stop", Map(
                    ("Type", Text("Task")),
                    ("Resource", Join(Text("arn:"), Partition, Text(":states:::aws-sdk:ecs:stopTask"))),
                    ("Parameters", Map(("Cluster", scope.Cluster), ("Task.$", Text("$.task")), ("Reason", Text("hard limit")))),
                    ("End", Flag(true)))),
                ("Other", Map(("Type", Text("Succeed")))))))),
        ("ResultPath", Text("$.running")),
        ("Catch", List(Catch("$.failure", "TimedOut", "States.ALL"))),
        ("Next", Text("TimedOut")));

    /// <summary>A call of ECS. One that fails goes on elsewhere.</summary>
    internal static MapValue Call(string operation, MapValue parameters, string resultPath, string next, string otherwise = "TimedOut") => Map(
        ("Type", Text("Task")),
        ("Resource", Join(Text("arn:"), Partition, Text($":states:::aws-sdk:ecs:{operation}"))),
        ("Parameters", parameters),
        ("ResultPath", Text(resultPath)),
        ("Retry", List(Retry(["States.TaskFailed"], 3, 5))),
        ("Catch", List(Catch("$.failure", otherwise, "States.ALL"))),
        ("Next", Text(next)));

    // The group names the execution, so that it finds its own task among others of the family.
    private static TextValue OwnGroup(DeploymentScope scope) => Text($"States.Format('{scope.TaskGroupStart}{{}}', $$.Execution.Name)");

    private static MapValue Retry(IEnumerable<string> errors, int attempts, int seconds) => Map(
        ("ErrorEquals", Texts(errors)), ("MaxAttempts", Number(attempts)), ("IntervalSeconds", Number(seconds)), ("BackoffRate", Number(2)),
        ("MaxDelaySeconds", Number(300)), ("JitterStrategy", Text("FULL")));

    private static MapValue Catch(string path, string next, params IEnumerable<string> errors) => Map(("ErrorEquals", Texts(errors)), ("ResultPath", Text(path)), ("Next", Text(next)));

    internal static MapValue Choice(string otherwise, params IEnumerable<MapValue> choices) => Map(("Type", Text("Choice")), ("Choices", List(choices)), ("Default", Text(otherwise)));

    private static MapValue Interrupted(string path, string next) => Map(
        ("And", List(Present(path), Map(("Or", List(Interruptions.Select(code => Is(path, code))))))),
        ("Next", Text(next)));

    internal static MapValue Present(string path) => Map(("Variable", Text(path)), ("IsPresent", Flag(true)));

    private static MapValue Is(string path, string value) => Map(("Variable", Text(path)), ("StringEquals", Text(value)));

    private static MapValue Fail(string error, string cause) => Map(("Type", Text("Fail")), ("Error", Text(error)), ("Cause", Text(cause)));
}
