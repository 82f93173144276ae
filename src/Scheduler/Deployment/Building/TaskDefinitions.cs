using System.Globalization;
using CostTool.Analyzer.Pricing;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Building;

/// <summary>A task definition for each size and image, and the log group that they write to.</summary>
internal static class TaskDefinitions
{
    /// <summary>Longest time between SIGTERM and SIGKILL that Fargate takes, and as long as a Spot warning.</summary>
    public const int StopTimeoutSeconds = 120;

    /// <summary>First part of the names of log streams; then follow container and task id.</summary>
    public const string LogStreamPrefix = "run";

    private const int IncludedGib = 20;

    public static IEnumerable<DesiredResource> Of(DeploymentScope scope) =>
    [
        new(DeploymentScope.LogGroup, "AWS::Logs::LogGroup", scope.LogGroupName, Map(
            ("LogGroupName", Text(scope.LogGroupName)),
            ("RetentionInDays", Number(scope.Settings.LogRetentionDays)),
            ("Tags", Tags(scope.Name)))),
        // A task that is started without an override must not work: it says how it is used and fails.
        .. scope.Classes.Select(task => Definition(scope, task, task.LogicalId, scope.Family(task), [scope.Settings.Python, "-m", RunnerCommand.Module, "run", "-A", scope.Settings.App])),
        .. scope.Pools.Select(pool => Definition(scope, pool.Class, pool.LogicalId, WorkerNames.Family(scope.Name, pool.Pool.Name), RunnerCommand.OfDrain(scope.Settings, pool.Pool))),
        .. scope.Service is { } service ? [DispatcherResources.Task(scope, service)] : Array.Empty<DesiredResource>(),
    ];

    private static DesiredResource Definition(DeploymentScope scope, TaskClass task, string logicalId, string family, IReadOnlyList<string> command) =>
        Definition(scope, logicalId, family, (task.CpuUnits, task.MemoryMib), scope.Settings.EphemeralGib, scope.Settings.TaskRole is null ? null : Parameter(DeploymentParameters.TaskRole), Container(scope, task.ImageParameter, command));

    /// <summary>A task definition of one container.</summary>
    internal static DesiredResource Definition(DeploymentScope scope, string logicalId, string family, (int CpuUnits, int MemoryMib) size, int ephemeralGib, ResourceValue? role, MapValue container)
    {
        var settings = scope.Settings;
        return new(logicalId, "AWS::ECS::TaskDefinition", family, Map(
            ("Family", Text(family)),
            ("Cpu", Text(size.CpuUnits.ToString(CultureInfo.InvariantCulture))),
            ("Memory", Text(size.MemoryMib.ToString(CultureInfo.InvariantCulture))),
            ("NetworkMode", Text("awsvpc")),
            ("RequiresCompatibilities", Texts("FARGATE")),
            ("RuntimePlatform", Map(
                ("CpuArchitecture", Text(settings.Architecture is CpuArchitecture.Arm64 ? "ARM64" : "X86_64")),
                ("OperatingSystemFamily", Text("LINUX")))),
            ("EphemeralStorage", ephemeralGib > IncludedGib ? Map(("SizeInGiB", Number(ephemeralGib))) : null),
            ("ExecutionRoleArn", Arn(DeploymentScope.ExecutionRole)),
            ("TaskRoleArn", role),
            ("ContainerDefinitions", List(container)),
            ("Tags", Tags(scope.Name))));
    }

    /// <summary>The container, which is given the environment and the secrets of the settings.</summary>
    /// <param name="scope">The deployment.</param>
    /// <param name="imageParameter">Parameter that names the image.</param>
    /// <param name="command">What it runs.</param>
    /// <param name="needed">Variables of the secrets that it is given; null for all.</param>
    internal static MapValue Container(DeploymentScope scope, string imageParameter, IReadOnlyList<string> command, IReadOnlyCollection<string>? needed = null)
    {
        var settings = scope.Settings;
        var secrets = scope.Secrets.Where(secret => needed?.Contains(secret.Variable) is not false).ToList();
        return Map(
            ("Name", Text(DeploymentScope.Container)),
            ("Image", Parameter(imageParameter)),
            ("Essential", Flag(true)),
            ("Command", Texts(command)),
            ("LinuxParameters", Map(("InitProcessEnabled", Flag(true)))),
            ("StopTimeout", Number(StopTimeoutSeconds)),
            ("LogConfiguration", Map(
                ("LogDriver", Text("awslogs")),
                ("Options", Map(
                    ("awslogs-group", Ref(DeploymentScope.LogGroup)),
                    ("awslogs-region", Region),
                    ("awslogs-stream-prefix", Text(LogStreamPrefix)))))),
            ("Environment", settings.Environment.Count == 0 ? null : List(settings.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Map(("Name", Text(pair.Key)), ("Value", Text(pair.Value)))))),
            ("Secrets", secrets.Count == 0 ? null : List(secrets
                .Select(secret => Map(("Name", Text(secret.Variable)), ("ValueFrom", Join(Parameter(secret.Parameter), Text(secret.Member))))))));
    }
}
