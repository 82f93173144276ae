using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Scheduler;

/// <summary>What EventBridge Scheduler refuses beyond what its model says.</summary>
internal static class ScheduleRules
{
    private static readonly TimeSpan PastAllowed = TimeSpan.FromMinutes(5);

    // Each of Scheduler's templated targets has parameters of its own.
    private static readonly Dictionary<string, string> ParametersOf = new(StringComparer.Ordinal)
    {
        ["EcsParameters"] = "ecs", ["KinesisParameters"] = "kinesis", ["SageMakerPipelineParameters"] = "sagemaker", ["EventBridgeParameters"] = "events", ["SqsParameters"] = "sqs",
    };

    public static void Check(JsonObject request, string groupArn, DoubleAccount account)
    {
        var expression = request.Text("ScheduleExpression");
        if (!ScheduleExpressionRules.IsForScheduler(expression)) throw Invalid($"Invalid Schedule Expression {expression}.");
        if (request.TextOrNull("ScheduleExpressionTimezone") is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw Invalid($"Invalid Schedule Expression Timezone {zone}.");
        CheckWindow(request["FlexibleTimeWindow"]!.AsObject());
        CheckDates(request, account.Clock.GetUtcNow());
        CheckTarget(request["Target"]!.AsObject(), groupArn, account);
    }

    public static ServiceErrorException Invalid(string message) => new("ValidationException", message);

    private static void CheckWindow(JsonObject window)
    {
        var flexible = window.Text("Mode") == "FLEXIBLE";
        if (flexible && window["MaximumWindowInMinutes"] is null) throw Invalid("MaximumWindowInMinutes must be specified when FlexibleTimeWindow Mode is FLEXIBLE.");
        if (!flexible && window["MaximumWindowInMinutes"] is not null) throw Invalid("MaximumWindowInMinutes must not be specified when FlexibleTimeWindow Mode is OFF.");
    }

    private static void CheckDates(JsonObject request, DateTimeOffset now)
    {
        if (request.Number("StartDate") is { } start && start < (now - PastAllowed).Seconds()) throw Invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
        if (request.Number("EndDate") is not { } end) return;
        if (end < now.Seconds()) throw Invalid("The EndDate you specify cannot be in the past.");
        if (request.Number("StartDate") >= end) throw Invalid("The StartDate you specify must come before the EndDate.");
    }

    private static void CheckTarget(JsonObject target, string groupArn, DoubleAccount account)
    {
        var arn = target.Text("Arn");
        if (arn.Split(':') is not ["arn", _, var service, ..]) throw Invalid("Provided Arn is not in correct format.");
        foreach (var (parameters, of) in ParametersOf)
            if (target[parameters] is not null && service != of) throw Invalid($"{parameters} can't be used with the target {arn}.");
        if (service == "ecs" && !arn.Contains(":cluster/", StringComparison.Ordinal)) throw Invalid("Provided Arn is not in correct format.");
        if (service == "ecs") CheckEcs(target["EcsParameters"] as JsonObject ?? throw Invalid("EcsParameters must be specified for an ECS target."));
        if (service is "ecs" or "states" && target.TextOrNull("Input") is { } input && !Documents.IsJson(input)) throw Invalid("Invalid JSON in Input.");
        if ((string?)target["DeadLetterConfig"]?["Arn"] is { } queue && !queue.Contains(":sqs:", StringComparison.Ordinal)) throw Invalid("The dead-letter queue must be an Amazon SQS queue.");
        if (!account.MayBeAssumed(target.Text("RoleArn"), "scheduler.amazonaws.com", groupArn))
            throw Invalid("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
    }

    private static void CheckEcs(JsonObject parameters)
    {
        if (parameters["LaunchType"] is not null && parameters["CapacityProviderStrategy"] is not null) throw Invalid("LaunchType and CapacityProviderStrategy cannot both be specified.");
        var strategy = parameters.Objects("CapacityProviderStrategy");
        if (strategy.Count(item => item.Whole("base") is > 0) > 1) throw Invalid("Only one capacity provider in a capacity provider strategy can have a base defined.");
    }
}
