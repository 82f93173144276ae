using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>What ECS refuses of a task definition beyond what its model says.</summary>
internal static partial class TaskDefinitionRules
{
    private const int LongestStopTimeout = 120;
    private const int SmallestStorage = 21;
    private const int LargestStorage = 200;

    public static void Check(JsonObject request, DoubleAccount account)
    {
        if (!Family().IsMatch(request.Text("family"))) throw EcsError.Client("Family contains invalid characters.");
        var containers = request.Objects("containerDefinitions");
        if (containers.Count == 0) throw EcsError.Client("Container list cannot be empty.");
        foreach (var container in containers) Check(container);
        if (containers.Select(container => container.Text("name")).Distinct(StringComparer.Ordinal).Count() < containers.Count) throw EcsError.Client("Container names must be unique.");
        if (containers.All(container => container["essential"] is not null && !container.Flag("essential"))) throw EcsError.Client("A task definition must have at least one essential container.");
        if (request.Texts("requiresCompatibilities").Contains("FARGATE")) CheckFargate(request, containers);
        foreach (var role in new[] { request.TextOrNull("executionRoleArn"), request.TextOrNull("taskRoleArn") })
            if (role is not null && !account.Resources.Look(role)) throw EcsError.Client("Role is not valid");
    }

    private static void Check(JsonObject container)
    {
        if (container.TextOrNull("name") is not { Length: > 0 }) throw EcsError.Client("Container.name should not be null or empty.");
        if (container.TextOrNull("image") is not { Length: > 0 }) throw EcsError.Client("Container.image should not be null or empty.");
    }

    private static void CheckFargate(JsonObject request, IReadOnlyList<JsonObject> containers)
    {
        if (request.TextOrNull("networkMode") != "awsvpc") throw EcsError.Client("Fargate only supports network mode ‘awsvpc’.");
        if (request["cpu"] is null || request["memory"] is null) throw EcsError.Client("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
        if (!FargateSizes.Has(request.TextOrNull("cpu"), request.TextOrNull("memory"))) throw EcsError.Client("No Fargate configuration exists for given values.");
        if (request["ephemeralStorage"]?["sizeInGiB"] is { } storage && (int)storage is < SmallestStorage or > LargestStorage)
            throw EcsError.Client("Ephemeral storage size should be between 21 and 200 GiB.");
        foreach (var container in containers)
        {
            if (container.Whole("stopTimeout") > LongestStopTimeout) throw EcsError.Client("Invalid 'stopTimeout' setting for container. Fargate supports at most 120 seconds.");
            var needsRole = container.Objects("secrets").Count > 0 || (string?)container["logConfiguration"]?["logDriver"] == "awslogs";
            if (needsRole && request["executionRoleArn"] is null) throw EcsError.Client("Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,255}$")]
    private static partial Regex Family();
}
