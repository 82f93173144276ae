using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>RunTask: what it refuses as a whole, what it could not place, and the tasks that it starts.</summary>
internal sealed class TaskRuns(DoubleAccount account, EcsDouble ecs, Clusters clusters, TaskDefinitions definitions, Tasks tasks)
{
    private const int Most = 10;
    private const int LongestOverrides = 8192;
    private const int LongestStartedBy = 128;

    private readonly SentTokens _tokens = new("clientToken");

    public JsonObject Run(JsonObject request) => _tokens.Once(request, () => Start(request),
        () => new ServiceErrorException("ConflictException", "The request could not be processed because of a conflict with a request of the same client token."));

    private JsonObject Start(JsonObject request)
    {
        var cluster = clusters.Find(request.TextOrNull("cluster"));
        var definition = Definition(request.Text("taskDefinition"));
        Check(request, definition);
        var count = request.Whole("count") ?? 1;
        if (count is < 1 or > Most) throw EcsError.Invalid($"Count must be between 1 and {Most}.");
        var (started, failures) = (new JsonArray(), new JsonArray());
        foreach (var provider in CapacityStrategy.Split(request, cluster, count))
        {
            if (ecs.TakeShortage(provider ?? request.TextOrNull("launchType") ?? "EC2") is { } shortage)
                failures.Add((JsonNode)new JsonObject { ["reason"] = shortage.Reason }.With("detail", shortage.Detail));
            else
                started.Add((JsonNode)Place(request, cluster, definition, provider).Document.Copy());
        }

        return new JsonObject { ["tasks"] = started, ["failures"] = failures };
    }

    private DoubleTask Place(JsonObject request, JsonObject cluster, JsonObject definition, string? provider)
    {
        var document = TaskDocument.Of(account, request, cluster, definition, provider);
        var tags = request["tags"]?.DeepClone().AsArray() ?? [];
        if (request.TextOrNull("propagateTags") == "TASK_DEFINITION")
            foreach (var tag in definitions.TagsOf(definition.Text("taskDefinitionArn"))!.ToJson()) tags.Insert(0, tag!.DeepClone());
        if (request.Flag("enableECSManagedTags")) tags.Add((JsonNode)new JsonObject { ["key"] = "aws:ecs:clusterName", ["value"] = cluster.Text("clusterName") });
        account.Resources.Add(document.Text("taskArn"));
        return tasks.Start(document, definition, tags);
    }

    private JsonObject Definition(string named)
    {
        var found = definitions.Find(named) ?? throw EcsError.Client("TaskDefinition not found.");
        return found.Text("status") == "ACTIVE" ? found : throw EcsError.Client("TaskDefinition is inactive");
    }

    private void Check(JsonObject request, JsonObject definition)
    {
        if (definition.TextOrNull("networkMode") == "awsvpc" && request["networkConfiguration"]?["awsvpcConfiguration"] is null)
            throw EcsError.Invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        if (request.TextOrNull("propagateTags") is { } propagate and not "TASK_DEFINITION") throw EcsError.Invalid($"propagateTags {propagate} is not supported by RunTask.");
        if (request.TextOrNull("startedBy")?.Length > LongestStartedBy) throw EcsError.Invalid("startedBy must be at most 128 characters.");
        foreach (var role in new[] { definition.TextOrNull("executionRoleArn"), definition.TextOrNull("taskRoleArn") })
        {
            if (role is not null && !account.MayBeAssumed(role, "ecs-tasks.amazonaws.com", account.Arn("ecs", "*")))
                throw EcsError.Client($"ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.");
        }

        if (request["overrides"] is not JsonObject overrides) return;
        if (overrides.ToJsonString().Length > LongestOverrides) throw EcsError.Invalid("Container Overrides length must be at most 8192");
        var names = definition.Objects("containerDefinitions").Select(container => container.Text("name")).ToList();
        foreach (var container in overrides.Objects("containerOverrides"))
        {
            if (container.TextOrNull("name") is { } name && !names.Contains(name, StringComparer.Ordinal))
                throw EcsError.Invalid($"Override for container named {name} is not a container in the TaskDefinition.");
        }
    }
}
