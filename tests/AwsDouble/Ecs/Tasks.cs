using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Events;
using CostTool.AwsDouble.Logs;

namespace CostTool.AwsDouble.Ecs;

/// <summary>The tasks of all clusters. A task that stopped is forgotten after an hour.</summary>
internal sealed class Tasks(DoubleAccount account, EcsDouble ecs)
{
    private const int LongestPage = 100;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly List<DoubleTask> _tasks = [];

    public IReadOnlyList<DoubleTask> All => _tasks;

    public void MoveTo(DateTimeOffset now)
    {
        while (_tasks.Where(task => task.Next <= now).MinBy(task => task.Next) is { } next) next.Step();
        _tasks.RemoveAll(task => task.StoppedAt <= now - Remembered);
    }

    public DoubleTask Start(JsonObject document, JsonObject definition, JsonNode? tags)
    {
        var family = definition.Text("family");
        var first = document["overrides"]?["containerOverrides"]?.AsArray().FirstOrDefault()?.AsObject();
        var command = first?.Texts("command") is { Count: > 0 } said ? said : definition.Objects("containerDefinitions")[0].Texts("command");
        var course = ecs.CourseOf(new StartedTask(document.Text("taskArn"), family, definition["revision"]!.GetValue<int>(), document.TextOrNull("capacityProviderName"), document.Text("group"), command));
        var task = new DoubleTask(document, definition, course, ecs.Phase, Changed);
        task.Tags.Put(tags);
        _tasks.Add(task);
        var log = LogOf(definition, task.Id);
        task.Begin(account.Clock.GetUtcNow(), (at, line) => log?.Write(at, line), log?.Obstacle());
        return task;
    }

    public DoubleTask? Find(JsonObject cluster, string named) =>
        _tasks.FirstOrDefault(task => task.Document.Text("clusterArn") == cluster.Text("clusterArn") && (task.Arn == named || task.Id == named));

    public JsonObject Describe(JsonObject request, JsonObject cluster)
    {
        var named = request.Texts("tasks");
        if (named.Count > LongestPage) throw EcsError.Invalid("Tasks cannot be more than 100.");
        var (shown, failures) = (new JsonArray(), new JsonArray());
        foreach (var name in named)
        {
            if (Find(cluster, name) is { } task && account.Resources.Look(task.Arn)) shown.Add((JsonNode)Show(task, request));
            else failures.Add((JsonNode)new JsonObject { ["arn"] = name.StartsWith("arn:", StringComparison.Ordinal) ? name : account.Arn("ecs", $"task/{cluster.Text("clusterName")}/{name}"), ["reason"] = "MISSING" });
        }

        return new JsonObject { ["tasks"] = shown, ["failures"] = failures };
    }

    public JsonObject List(JsonObject request, JsonObject cluster)
    {
        if (request["startedBy"] is not null && (request["family"] ?? request["serviceName"] ?? request["launchType"]) is not null)
            throw EcsError.Invalid("startedBy cannot be combined with other filters.");
        var desired = request.TextOrNull("desiredStatus") ?? "RUNNING";
        var found = _tasks.Where(task => task.Document.Text("clusterArn") == cluster.Text("clusterArn")
            && task.DesiredStatus == desired
            && Is(request, "family", task.Definition.Text("family"))
            && Is(request, "startedBy", task.Document.TextOrNull("startedBy"))
            && Is(request, "launchType", task.Document.TextOrNull("launchType"))
            && (request.TextOrNull("serviceName") is not { } service || task.Document.Text("group") == $"service:{service.Split('/')[^1]}")
            && account.Resources.Look(task.Arn));
        var page = Page.Of(found.Select(task => task.Arn), request.TextOrNull("nextToken"), request.Whole("maxResults") ?? LongestPage, () => EcsError.Invalid("Invalid token"));
        return new JsonObject { ["taskArns"] = page.Items.ToArrayNode() }.With("nextToken", page.Next);
    }

    public JsonObject Stop(JsonObject request, JsonObject cluster)
    {
        var task = Find(cluster, request.Text("task")) ?? throw EcsError.Invalid("The referenced task was not found.");
        task.Stop(account.Clock.GetUtcNow(), "UserInitiated", request.TextOrNull("reason") ?? "Task stopped by user");
        return new JsonObject { ["task"] = task.Document.Copy() };
    }

    private static bool Is(JsonObject request, string filter, string? value) => request.TextOrNull(filter) is not { } wanted || wanted == value;

    private static JsonObject Show(DoubleTask task, JsonObject request) =>
        task.Document.Copy().With("tags", request.Texts("include").Contains("TAGS") ? task.Tags.ToJson() : new JsonArray());

    private void Changed(DoubleTask task, DateTimeOffset at)
    {
        task.Document["version"] = task.Document["version"]!.GetValue<int>() + 1;
        account.Service<EventBridgeDouble>().Publish(TaskEvent.Of(account, task.Document, at));
    }

    private TaskLog? LogOf(JsonObject definition, string taskId)
    {
        var container = definition.Objects("containerDefinitions")[0];
        if (container["logConfiguration"] is not JsonObject configured || configured.TextOrNull("logDriver") != "awslogs") return null;
        var options = configured["options"]!.AsObject();
        return new TaskLog(account.Service<LogsDouble>(), options.Text("awslogs-group"), $"{options.TextOrNull("awslogs-stream-prefix")}/{container.Text("name")}/{taskId}");
    }

    private sealed record TaskLog(LogsDouble Logs, string Group, string Stream)
    {
        public string? Obstacle() => Logs.Groups.ContainsKey(Group)
            ? null
            : "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.";

        public void Write(DateTimeOffset at, string line) => Logs.Write(Group, Stream, at, line);
    }
}
