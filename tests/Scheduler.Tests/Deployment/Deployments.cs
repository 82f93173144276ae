using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Tests.Planning;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Plans whose entries are launched, and settings that say where.</summary>
internal static class Deployments
{
    public static readonly DeploymentSettings Settings = new()
    {
        Name = "atelier",
        App = "atelier",
        Cluster = "production",
        Image = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/atelier/app:1.4",
        Subnets = ["subnet-0a0a0a0a", "subnet-0b0b0b0b"],
        SecurityGroups = ["sg-0c0c0c0c"],
        TaskRole = "arn:aws:iam::123456789012:role/app",
        Notify = "ops@example.com",
        EphemeralGib = 30,
        Environment = new Dictionary<string, string> { ["DJANGO_SETTINGS_MODULE"] = "atelier.settings", ["ODD"] = "${x} %{y} \"'\n: #" },
        Secrets = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = "arn:aws:secretsmanager:eu-west-3:123456789012:secret:db-Ab12Cd:url::",
            ["BROKER_URL"] = "arn:aws:ssm:eu-west-3:123456789012:parameter/atelier/broker",
        },
        Tasks =
        [
            new() { Task = new WorkloadPattern("direct.*"), Mode = ExecutionMode.Direct },
            new() { Task = new WorkloadPattern("safe.*"), Idempotent = true, HardLimitSeconds = 60 },
            new() { Queue = "thumbnails", Image = "docker.io/library/thumbs:2" },
        ],
    };

    /// <summary>One entry through the state machine, one straight to ECS, one with an image of its own.</summary>
    public static readonly PlanFile Mixed = Saved(Row("nightly"), Row("straight", "direct.run"), Row("thumbs", "safe.thumbs", "thumbnails"));

    /// <summary>Pools of workers that an event wakes, one of them of a queue with its own image, and the dispatcher as a service.</summary>
    public static readonly DispatchDeployment Dispatch = new()
    {
        Pools =
        [
            new() { Name = "mail", Queues = ["mail", "default"], Size = FargateSize.Require(VCpu.FromCores(0.5m), MemorySize.FromMebibytes(1024), "test"), DeadlineSeconds = 60, Concurrency = 2 },
            new() { Name = "thumbs", Queues = ["thumbnails"], Size = FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromMebibytes(512), "test"), DeadlineSeconds = 300, EveryMinutes = 10 },
        ],
        Service = new() { Image = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/costtool:1", Size = FargateSize.Require(VCpu.FromCores(0.25m), MemorySize.FromMebibytes(512), "test") },
        SqsQueues = ["shop-mail"],
    };

    public static readonly DeploymentSettings WithWorkers = Settings with { Dispatch = Dispatch };

    /// <summary>Schedules and workers.</summary>
    public static DesiredState WorkersState => DeploymentBuilder.Build(Mixed, WithWorkers);

    /// <summary>A plan that launches nothing.</summary>
    public static readonly PlanFile Nothing = Saved(Row("kept") with { Strategy = Strategy.KeepAsService });

    public static DesiredState MixedState => DeploymentBuilder.Build(Mixed, Settings);

    public static PlanRow Row(string name, string task = "reports.nightly", string queue = "reports", PlannedLaunch? launch = null) =>
        SchedulePlanner.Plan(Plans.Inputs(Plans.Entry(name) with { Launch = Plans.Launch(name) })).Rows.Single() with
        {
            ScheduleId = name, Task = task, Queue = queue, Strategy = Strategy.ScheduledOneShot, Launch = launch ?? Plans.Launch(name),
        };

    public static PlanFile Saved(params IReadOnlyList<PlanRow> rows) =>
        PlanFile.Of(SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("any"))) with { Rows = rows });

    public static DesiredResource The(this DesiredState state, string type) => state.Resources.Single(resource => resource.Type == type);

    public static ResourceValue At(this ResourceValue value, params IReadOnlyList<string> path) =>
        path.Aggregate(value, (at, step) => at is ListValue list ? list.Items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : ((MapValue)at)[step] ?? throw new KeyNotFoundException(step));

    /// <summary>Text of a value, with references as <c>${id.attribute}</c>.</summary>
    public static string Read(this ResourceValue value) => value switch
    {
        TextValue text => text.Text,
        ParameterValue parameter => $"${{{parameter.Name}}}",
        ReferenceValue reference => $"${{{reference.LogicalId}.{reference.Attribute}}}",
        JoinedValue joined => string.Concat(joined.Parts.Select(Read)),
        NumberValue number => number.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        FlagValue flag => flag.Flag ? "true" : "false",
        ListValue list => $"[{string.Join(", ", list.Items.Select(Read))}]",
        MapValue map => $"{{{string.Join(", ", map.Members.Select(member => $"{member.Key}: {member.Value.Read()}"))}}}",
        _ => throw new ArgumentException(value.GetType().Name),
    };
}
