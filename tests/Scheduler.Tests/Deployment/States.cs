using CostTool.Scheduler.Deployment;
using CsCheck;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Small desired states that hold every kind of dependency.</summary>
internal static class States
{
    public const string Name = "shop";

    /// <summary>For each of four jobs: absent, or a number that its properties are made of.</summary>
    public static Gen<DesiredState> Any { get; } = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[-1, 2].Array[4]).Select((role, size, jobs) => Of(role, size, jobs));

    public static DesiredState Of(int role, int size, params int[] jobs) => new()
    {
        Name = Name,
        PlanSha256 = FormattableString.Invariant($"{role}-{size}-{string.Join('.', jobs)}"),
        Parameters = [],
        Resources =
        [
            new("Role", "AWS::IAM::Role", "shop-role", Map(("Path", Text($"/{role}/")))),
            new("Dead", "AWS::SQS::Queue", "shop-dead", Map(("Fixed", Text($"{size}")))),
            new("Group", "AWS::Scheduler::ScheduleGroup", "shop", Map()),
            new("Size", "AWS::ECS::TaskDefinition", "shop-size", Map(("Cpu", Text($"{256 << size}")), ("TaskRoleArn", new ReferenceValue("Role", "Arn")))),
            .. jobs.Index().Where(job => job.Item >= 0).Select(job => new DesiredResource($"Job{job.Index}", "AWS::Scheduler::Schedule", $"job-{job.Index}", Map(
                ("GroupName", new ReferenceValue("Group", "Ref")),
                ("ScheduleExpression", Text($"rate({job.Item + 1} hours)")),
                ("Target", Map(("Arn", new ReferenceValue("Size", "Ref")), ("DeadLetterConfig", Map(("Arn", new ReferenceValue("Dead", "Arn"))))))))),
        ],
    };

    public static MapValue Map(params (string Name, ResourceValue Value)[] members) => new(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));

    public static ListValue List(params ResourceValue[] items) => new(items);

    public static TextValue Text(string text) => new(text);
}
