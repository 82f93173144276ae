using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Planning;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>The schedule group and its schedules.</summary>
/// <remarks>
/// One-time schedules stay after they fired: CloudFormation knows no ActionAfterCompletion, and a schedule that deletes itself would look like one to be created again.
/// They cost nothing and go when a later plan leaves them out.
/// </remarks>
internal static class ScheduleResources
{
    /// <summary>Time from the start of a run to the start of its task: capacity, network interface, image pull. Generous, as it only bounds how long a hung start is waited for.</summary>
    internal const int StartAllowanceSeconds = 480;

    // The service's own defaults, written out so that a diff sees them.
    private const int LongestEventAge = 86_400;
    private const int MostRetries = 185;

    // ECS: all overrides of a task together, as JSON.
    private const int LongestOverrides = 8192;

    public static IEnumerable<DesiredResource> Of(DeploymentScope scope, DateTimeOffset? asOf)
    {
        if (scope.Entries.Count == 0) return [];
        List<Problem> problems = [];
        List<DesiredResource> resources =
        [
            new(DeploymentScope.ScheduleGroup, "AWS::Scheduler::ScheduleGroup", scope.Name, Map(("Name", Text(scope.Name)), ("Tags", Tags(scope.Name)))),
            .. NamesOf(scope.Entries, scope.Name, asOf).Select(named => One(scope, named, asOf, problems)),
        ];
        return problems.Count == 0 ? resources : throw new ProblemException(problems);
    }

    /// <summary>The schedules that are made, with their names in the account. Entries of two sources may share a name; their ids differ.</summary>
    public static IReadOnlyList<NamedSchedule> NamesOf(IReadOnlyList<DeployedEntry> entries, string group, DateTimeOffset? asOf)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.SelectMany(entry => entry.Launch.Schedules.Where(schedule => asOf is null || !ScheduleStart.IsOver(schedule, asOf.Value)).Select(schedule => Named(entry, schedule)))];

        NamedSchedule Named(DeployedEntry entry, PlannedSchedule schedule)
        {
            var name = seen.Add(schedule.Name) ? schedule.Name : PhysicalName.WithHash(schedule.Name, $"{entry.Row.ScheduleId}\n{schedule.Name}", PhysicalName.Longest);
            seen.Add(name);
            return new NamedSchedule(entry, schedule, name, $"{group}/{name}");
        }
    }

    /// <summary>The state machine waits so long for a run, at most.</summary>
    public static int TimeoutSeconds(DeployedEntry entry) => entry.HardLimitSeconds + StartAllowanceSeconds + TaskDefinitions.StopTimeoutSeconds;

    private static DesiredResource One(DeploymentScope scope, NamedSchedule named, DateTimeOffset? asOf, List<Problem> problems)
    {
        var (entry, schedule, name, physicalName) = named;
        var command = RunnerCommand.Of(scope.Settings, entry);
        if (command.Sum(word => word.Length + 3) > LongestOverrides)
            problems.Add(new Problem($"the arguments of `{entry.Row.Entry}` take more than the {LongestOverrides} characters that ECS allows", entry.Row.Origin, "let the task fetch what it needs, and pass it an id"));
        return new(PhysicalName.LogicalId("Schedule", name), "AWS::Scheduler::Schedule", physicalName, Map(
            ("Name", Text(name)),
            ("GroupName", Ref(DeploymentScope.ScheduleGroup)),
            ("Description", Text(HeldSchedules.DescriptionOf(scope.Name, entry.Row.Entry, entry.Row.Task, entry.Row.CelerySchedule))),
            ("ScheduleExpression", Text(schedule.Expression)),
            ("ScheduleExpressionTimezone", Text(schedule.TimeZone)),
            ("FlexibleTimeWindow", schedule.FlexibleWindowMinutes == 0
                ? Map(("Mode", Text("OFF")))
                : Map(("Mode", Text("FLEXIBLE")), ("MaximumWindowInMinutes", Number(schedule.FlexibleWindowMinutes)))),
            ("State", Text(schedule.Enabled ? "ENABLED" : "DISABLED")),
            ("StartDate", Date(asOf is { } now ? ScheduleStart.From(schedule.Expression, schedule.StartDate, now) : schedule.StartDate)),
            ("EndDate", Date(schedule.EndDate)),
            ("Target", Target(scope, entry, name, command))));
    }

    private static MapValue Target(DeploymentScope scope, DeployedEntry entry, string name, IReadOnlyList<string> command)
    {
        var direct = entry.Mode is ExecutionMode.Direct;
        return Map(
            ("Arn", direct ? scope.ClusterArn : Arn(DeploymentScope.StateMachine)),
            ("RoleArn", Arn(DeploymentScope.SchedulerRole)),
            ("RetryPolicy", Map(
                ("MaximumEventAgeInSeconds", Number(entry.Launch.MaximumEventAgeSeconds ?? LongestEventAge)),
                ("MaximumRetryAttempts", Number(MostRetries)))),
            ("DeadLetterConfig", Map(("Arn", Arn(DeploymentScope.DeadLetters)))),
            ("EcsParameters", direct ? EcsParameters(scope, entry, name) : null),
            ("Input", JsonText.Of(direct
                ? Map(("containerOverrides", List(Map(("name", Text(DeploymentScope.Container)), ("command", Texts(command))))))
                : FallbackMachine.Input(scope, entry, command))));
    }

    private static MapValue EcsParameters(DeploymentScope scope, DeployedEntry entry, string name) => Map(
        ("TaskDefinitionArn", Ref(entry.Class.LogicalId)),
        ("TaskCount", Number(1)),
        ("CapacityProviderStrategy", List(Map(("CapacityProvider", Text("FARGATE_SPOT")), ("Weight", Number(1))))),
        ("NetworkConfiguration", scope.Network()),
        ("Group", Text(scope.TaskGroupStart + name)),
        ("EnableECSManagedTags", Flag(true)),
        ("PropagateTags", Text("TASK_DEFINITION")));

    private static TextValue? Date(DateTimeOffset? date) => date is { } at ? Text(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : null;
}

/// <summary>A schedule with its names.</summary>
/// <param name="Entry">The entry that it starts.</param>
/// <param name="Schedule">What the plan says of it.</param>
/// <param name="Name">Its name within the group.</param>
/// <param name="PhysicalName">Group and name.</param>
internal sealed record NamedSchedule(DeployedEntry Entry, PlannedSchedule Schedule, string Name, string PhysicalName);
