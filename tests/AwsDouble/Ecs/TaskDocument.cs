using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>A task as it is when it was just started.</summary>
internal static class TaskDocument
{
    private const int IncludedStorage = 20;

    public static JsonObject Of(DoubleAccount account, JsonObject request, JsonObject cluster, JsonObject definition, string? provider)
    {
        var id = account.NewHex(32);
        var arn = account.Arn("ecs", $"task/{cluster.Text("clusterName")}/{id}");
        var family = definition.Text("family");
        var overrides = request["overrides"]?.DeepClone().AsObject() ?? [];
        overrides["containerOverrides"] ??= new JsonArray();
        overrides["inferenceAcceleratorOverrides"] ??= new JsonArray();
        return new JsonObject
        {
            ["taskArn"] = arn,
            ["clusterArn"] = cluster.Text("clusterArn"),
            ["taskDefinitionArn"] = definition.Text("taskDefinitionArn"),
            ["containers"] = definition.Objects("containerDefinitions").Select(container => (JsonNode?)Container(account, arn, id, container)).ToArrayNode(),
            ["overrides"] = overrides,
            ["group"] = request.TextOrNull("group") ?? $"family:{family}",
            ["lastStatus"] = "PROVISIONING",
            ["desiredStatus"] = "RUNNING",
            ["connectivity"] = "CONNECTED",
            ["healthStatus"] = "UNKNOWN",
            ["createdAt"] = account.Now,
            ["version"] = 0,
            ["availabilityZone"] = $"{account.Region}a",
            ["attachments"] = new JsonArray(Interface(account, request)),
            ["attributes"] = new JsonArray(new JsonObject { ["name"] = "ecs.cpu-architecture", ["value"] = definition["runtimePlatform"]?["cpuArchitecture"]?.DeepClone() is { } cpu && (string)cpu! == "ARM64" ? "arm64" : "x86_64" }),
            ["enableExecuteCommand"] = request.Flag("enableExecuteCommand"),
            ["tags"] = new JsonArray(),
        }
            .With("cpu", overrides.TextOrNull("cpu") ?? definition.TextOrNull("cpu"))
            .With("memory", overrides.TextOrNull("memory") ?? definition.TextOrNull("memory"))
            .With("ephemeralStorage", definition["ephemeralStorage"]?.DeepClone() ?? new JsonObject { ["sizeInGiB"] = IncludedStorage })
            .With("startedBy", request.TextOrNull("startedBy"))
            .With("capacityProviderName", provider)
            // A task on a provider of Fargate says the launch type as well.
            .With("launchType", provider?.StartsWith("FARGATE", StringComparison.Ordinal) ?? false ? "FARGATE" : request.TextOrNull("launchType") ?? "EC2")
            .With("platformVersion", provider is null && request.TextOrNull("launchType") != "FARGATE" ? null : Platform(request))
            .With("platformFamily", "Linux");
    }

    private static string Platform(JsonObject request) => request.TextOrNull("platformVersion") is { } named and not "LATEST" ? named : "1.4.0";

    private static JsonObject Container(DoubleAccount account, string task, string id, JsonObject definition) => new JsonObject
    {
        ["containerArn"] = account.Arn("ecs", $"container/{task.Split('/')[^2]}/{id}/{account.NewUuid()}"),
        ["taskArn"] = task,
        ["name"] = definition.Text("name"),
        ["image"] = definition.Text("image"),
        ["lastStatus"] = "PENDING",
        ["healthStatus"] = "UNKNOWN",
        ["networkInterfaces"] = new JsonArray(),
        ["cpu"] = definition["cpu"]!.ToString(),
    };

    private static JsonObject Interface(DoubleAccount account, JsonObject request) => new()
    {
        ["id"] = account.NewUuid(),
        ["type"] = "ElasticNetworkInterface",
        ["status"] = "ATTACHED",
        ["details"] = new JsonArray([.. (request["networkConfiguration"]?["awsvpcConfiguration"]?["subnets"]?.AsArray() ?? []).Take(1)
            .Select(subnet => new JsonObject { ["name"] = "subnetId", ["value"] = subnet!.DeepClone() })]),
    };
}
