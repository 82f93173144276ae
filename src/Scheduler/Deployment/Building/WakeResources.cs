using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>What starts a worker with nothing always on: a rule for each pool over the events of the runner's <c>wake</c> and by the time, and a state machine that starts a worker on Spot, else on demand.</summary>
/// <remarks>
/// Each process that publishes sends events of its own, so that many come for one queue: a pool whose worker runs gets no second one. A worker that is just about to leave may miss the message
/// that the event is of; so the machine looks again after a time in which a worker that stays has surely taken it.
/// </remarks>
internal static class WakeResources
{
    /// <summary>Source of the events; a constant of the runner.</summary>
    public const string Source = "costtool.wake";

    // Longer than a worker takes from its last look at the queue until ECS no longer lists it.
    private const int LookAgainSeconds = 90;

    // A wake that comes later than that is answered by the event of the next message.
    private const int LongestEventAge = 3600;
    private const int MostRetries = 185;

    public static IEnumerable<DesiredResource> Of(DeploymentScope scope)
    {
        if (!scope.Wakes) yield break;
        yield return new(DeploymentScope.WakeMachine, "AWS::StepFunctions::StateMachine", scope.WakeMachineName, Map(
            ("StateMachineName", Text(scope.WakeMachineName)),
            ("StateMachineType", Text("STANDARD")),
            ("RoleArn", Arn(DeploymentScope.WakeMachineRole)),
            ("Definition", Definition(scope)),
            ("Tags", Tags(scope.Name))));
        yield return Roles.Role(scope, DeploymentScope.WakeMachineRole, "wake-machine", "states.amazonaws.com", ArnOf("states", Text($"stateMachine:{scope.WakeMachineName}")),
            [.. Roles.RunTask(scope, scope.Pools.Select(pool => WorkerNames.Family(scope.Name, pool.Pool.Name))), .. Roles.FollowTasks(scope)]);
        yield return Roles.Role(scope, DeploymentScope.WakeRuleRole, "wake-rule", "events.amazonaws.com", ArnOf("events", Text($"rule/{scope.Name}-wake-*")),
            [Roles.Allow(["states:StartExecution"], Arn(DeploymentScope.WakeMachine))]);
        foreach (var pool in scope.Pools.Where(scope.IsStarted)) yield return Rule(scope, pool);
    }

    private static DesiredResource Rule(DeploymentScope scope, PoolTask pool)
    {
        var name = $"{scope.Name}-wake-{pool.Pool.Name}";
        return new(PhysicalName.LogicalId("Wake", pool.Pool.Name), "AWS::Events::Rule", name, Map(
            ("Name", Text(name)),
            ("Description", Text(Ownership.Describe(scope.Name, $"starts a worker of {pool.Pool.Name} when its queues {(pool.Pool.EveryMinutes is null ? "have" : "have or may have")} work"))),
            ("State", Text("ENABLED")),
            // A rule may have both, and is met by either.
            ("EventPattern", scope.Settings.Dispatch!.Wake
                ? Map(("source", Texts(Source)), ("detail", Map(("queue", Texts(pool.Pool.Queues.Order(StringComparer.Ordinal))))))
                : null),
            ("ScheduleExpression", pool.Pool.EveryMinutes is { } minutes ? Text(minutes == 1 ? "rate(1 minute)" : FormattableString.Invariant($"rate({minutes} minutes)")) : null),
            ("Targets", List(Map(
                ("Id", Text("wake")),
                ("Arn", Arn(DeploymentScope.WakeMachine)),
                ("RoleArn", Arn(DeploymentScope.WakeRuleRole)),
                ("RetryPolicy", Map(("MaximumEventAgeInSeconds", Number(LongestEventAge)), ("MaximumRetryAttempts", Number(MostRetries)))),
                ("Input", JsonText.Of(Input(scope, pool))))))));
    }

    // A second worker after an interrupted one does no harm: what the first had taken goes back to its queue.
    private static MapValue Input(DeploymentScope scope, PoolTask pool) => Map(
        ("taskDefinition", Ref(pool.LogicalId)),
        ("family", Text(WorkerNames.Family(scope.Name, pool.Pool.Name))),
        ("command", Texts(RunnerCommand.OfDrain(scope.Settings, pool.Pool))),
        ("idempotent", Flag(true)),
        ("timeoutSeconds", Number(pool.TimeoutSeconds)));

    private static MapValue Definition(DeploymentScope scope) => FallbackMachine.Definition(
        scope, "Starts a worker of a pool that has none.", "LookForWorkers",
        ("LookForWorkers", ListTasks(scope, "HasWorkers")),
        ("HasWorkers", FallbackMachine.Choice(FallbackMachine.FirstState, Running("WaitForMessage"))),
        ("WaitForMessage", Map(("Type", Text("Wait")), ("Seconds", Number(LookAgainSeconds)), ("Next", Text("LookAgain")))),
        ("LookAgain", ListTasks(scope, "StillHasWorkers")),
        ("StillHasWorkers", FallbackMachine.Choice(FallbackMachine.FirstState, Running("Done"))));

    private static MapValue ListTasks(DeploymentScope scope, string next) => FallbackMachine.Call(
        "listTasks", Map(("Cluster", scope.Cluster), ("Family.$", Text("$.family")), ("DesiredStatus", Text("RUNNING"))), "$.running", next, otherwise: FallbackMachine.FirstState);

    private static MapValue Running(string next) => new(FallbackMachine.Present("$.running.TaskArns[0]").Members.Append(KeyValuePair.Create<string, ResourceValue>("Next", Text(next))));
}
