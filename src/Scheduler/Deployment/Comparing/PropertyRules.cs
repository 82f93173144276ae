using System.Collections.Frozen;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>What makes two spellings of a type's properties the same. Paths are joined by dots; <c>*</c> stands for every item of a list.</summary>
/// <remarks>Defaults are those that the services document for a property that is left out, as read on 2026-11; a default that is missing here shows as a difference and never hides one.</remarks>
public sealed record PropertyRules
{
    /// <summary>Lists whose order means nothing.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Texts that hold a JSON document.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Policies: a text and a list of that one text are the same, and no order means anything.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Numbers that the service keeps as text.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>What the service takes where nothing is said.</summary>
    public IReadOnlyDictionary<string, ResourceValue> Defaults { get; init; } = new Dictionary<string, ResourceValue>();

    private static readonly PropertyRules None = new() { Sets = ["Tags"] };

    private static readonly FrozenDictionary<string, PropertyRules> ByType = new Dictionary<string, PropertyRules>(StringComparer.Ordinal)
    {
        ["AWS::Scheduler::Schedule"] = new()
        {
            Sets =
            [
                "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets", "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
                "Target.EcsParameters.CapacityProviderStrategy", "Target.EcsParameters.Tags",
            ],
            Documents = ["Target.Input"],
            Defaults = Of(
                ("State", "ENABLED"), ("ScheduleExpressionTimezone", "UTC"), ("GroupName", "default"), ("ActionAfterCompletion", "NONE"),
                ("Target.RetryPolicy.MaximumEventAgeInSeconds", 86400), ("Target.RetryPolicy.MaximumRetryAttempts", 185),
                ("Target.EcsParameters.TaskCount", 1), ("Target.EcsParameters.EnableECSManagedTags", false), ("Target.EcsParameters.EnableExecuteCommand", false),
                ("Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "DISABLED")),
        },
        ["AWS::ECS::TaskDefinition"] = new()
        {
            Sets = ["Tags", "RequiresCompatibilities", "ContainerDefinitions.*.Environment", "ContainerDefinitions.*.Secrets", "Volumes"],
            Texts = ["Cpu", "Memory"],
            Defaults = Of(("ContainerDefinitions.*.Essential", true), ("ContainerDefinitions.*.Cpu", 0), ("RuntimePlatform.OperatingSystemFamily", "LINUX"), ("RuntimePlatform.CpuArchitecture", "X86_64")),
        },
        ["AWS::ECS::Service"] = new()
        {
            Sets = ["Tags", "NetworkConfiguration.AwsvpcConfiguration.Subnets", "NetworkConfiguration.AwsvpcConfiguration.SecurityGroups", "CapacityProviderStrategy"],
            Defaults = Of(
                ("SchedulingStrategy", "REPLICA"), ("PlatformVersion", "LATEST"), ("EnableECSManagedTags", false), ("EnableExecuteCommand", false), ("PropagateTags", "NONE"),
                ("DeploymentConfiguration.MaximumPercent", 200), ("DeploymentConfiguration.MinimumHealthyPercent", 100), ("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp", "DISABLED")),
        },
        ["AWS::IAM::Role"] = new()
        {
            Sets = ["Tags", "Policies", "ManagedPolicyArns"],
            Policies = ["AssumeRolePolicyDocument", "Policies.*.PolicyDocument"],
            Defaults = Of(("Path", "/"), ("MaxSessionDuration", 3600)),
        },
        ["AWS::SQS::Queue"] = new()
        {
            Sets = ["Tags"],
            Documents = ["RedrivePolicy", "RedriveAllowPolicy"],
            Defaults = Of(("VisibilityTimeout", 30), ("MessageRetentionPeriod", 345600), ("DelaySeconds", 0), ("ReceiveMessageWaitTimeSeconds", 0), ("SqsManagedSseEnabled", true)),
        },
        ["AWS::SQS::QueuePolicy"] = new() { Sets = ["Queues"], Policies = ["PolicyDocument"] },
        ["AWS::SNS::TopicPolicy"] = new() { Sets = ["Topics"], Policies = ["PolicyDocument"] },
        ["AWS::CloudWatch::Alarm"] = new()
        {
            Sets = ["Tags", "Dimensions", "AlarmActions", "OKActions", "InsufficientDataActions"],
            Defaults = Of(("ActionsEnabled", true), ("TreatMissingData", "missing")),
        },
        ["AWS::Events::Rule"] = new()
        {
            Sets = ["Tags", "Targets"],
            Documents = ["EventPattern", "Targets.*.Input"],
            Defaults = Of(("State", "ENABLED"), ("EventBusName", "default"), ("Targets.*.RetryPolicy.MaximumEventAgeInSeconds", 86400), ("Targets.*.RetryPolicy.MaximumRetryAttempts", 185)),
        },
        ["AWS::StepFunctions::StateMachine"] = new()
        {
            Sets = ["Tags"],
            Documents = ["Definition", "DefinitionString"],
            Defaults = Of(("StateMachineType", "STANDARD")),
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The rules of a type; for a type without any, tags in any order.</summary>
    public static PropertyRules For(string type) => ByType.GetValueOrDefault(type, None);

    private static Dictionary<string, ResourceValue> Of(params (string Path, object Value)[] defaults) => defaults.ToDictionary(
        row => row.Path,
        row => row.Value switch
        {
            string text => (ResourceValue)new TextValue(text),
            bool flag => new FlagValue(flag),
            var number => new NumberValue((int)number),
        },
        StringComparer.Ordinal);
}
