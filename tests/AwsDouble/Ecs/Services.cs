using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>Services. Their tasks run until the service is deleted, shrinks, or moves to another task definition.</summary>
internal sealed class Services(DoubleAccount account, Clusters clusters, TaskDefinitions definitions, Tasks tasks)
{
    private const int ShortPage = 10;
    private const int MostDescribed = 10;

    private readonly SortedDictionary<string, (JsonObject Document, TagSet Tags)> _services = new(StringComparer.Ordinal);

    public TagSet? TagsOf(string arn) => _services.GetValueOrDefault(arn).Tags;

    public int ActiveIn(string clusterArn) => _services.Values.Count(service => service.Document.Text("clusterArn") == clusterArn && service.Document.Text("status") == "ACTIVE");

    public JsonObject Create(JsonObject request)
    {
        var cluster = clusters.Find(request.TextOrNull("cluster"));
        var name = request.Text("serviceName");
        var arn = Arn(cluster, name);
        if (_services.TryGetValue(arn, out var known) && Show(known.Document).Text("status") is var status and not "INACTIVE")
            throw EcsError.Invalid(status == "ACTIVE" ? "Creation of service was not idempotent." : "Unable to Start a service that is still Draining.");
        var definition = definitions.Find(request.TextOrNull("taskDefinition") ?? throw EcsError.Invalid("Task definition must be given.")) ?? throw EcsError.Client("TaskDefinition not found.");
        var document = request.Only("loadBalancers", "serviceRegistries", "launchType", "capacityProviderStrategy", "platformVersion", "deploymentConfiguration",
            "networkConfiguration", "schedulingStrategy", "enableECSManagedTags", "propagateTags", "enableExecuteCommand");
        document["serviceArn"] = arn;
        document["serviceName"] = name;
        document["clusterArn"] = cluster.Text("clusterArn");
        document["status"] = "ACTIVE";
        document["taskDefinition"] = definition.Text("taskDefinitionArn");
        document["desiredCount"] = request.Whole("desiredCount") ?? 0;
        document["createdAt"] = account.Now;
        document["schedulingStrategy"] ??= "REPLICA";
        foreach (var list in new[] { "loadBalancers", "serviceRegistries", "events", "deployments", "placementConstraints", "placementStrategy" }) document[list] ??= new JsonArray();
        _services[arn] = (document, new TagSet("key", "value").Put(request["tags"]));
        account.Resources.Add(arn);
        Balance(document, cluster, definition);
        return new JsonObject { ["service"] = Show(document) };
    }

    public JsonObject Update(JsonObject request)
    {
        var (document, cluster) = Find(request);
        if (document.Text("status") != "ACTIVE") throw new ServiceErrorException("ServiceNotActiveException", "Service was not ACTIVE.");
        if (request.Whole("desiredCount") is { } count) document["desiredCount"] = count;
        if (request.TextOrNull("taskDefinition") is { } named) document["taskDefinition"] = (definitions.Find(named) ?? throw EcsError.Client("TaskDefinition not found.")).Text("taskDefinitionArn");
        foreach (var member in new[] { "capacityProviderStrategy", "deploymentConfiguration", "networkConfiguration", "platformVersion", "enableECSManagedTags", "propagateTags", "enableExecuteCommand" })
            if (request[member] is { } changed) document[member] = changed.DeepClone();
        foreach (var task in TasksOf(document).Where(task => task.Document.Text("taskDefinitionArn") != document.Text("taskDefinition")).ToList())
            task.Stop(account.Clock.GetUtcNow(), "ServiceSchedulerInitiated", "Scaling activity initiated by deployment");
        Balance(document, cluster, definitions.Find(document.Text("taskDefinition"))!);
        return new JsonObject { ["service"] = Show(document) };
    }

    public JsonObject Delete(JsonObject request)
    {
        var (document, _) = Find(request);
        if (document["desiredCount"]!.GetValue<int>() > 0 && !request.Flag("force")) throw EcsError.Invalid("The service cannot be stopped while it is scaled above 0.");
        document["status"] = "INACTIVE";
        document["desiredCount"] = 0;
        foreach (var task in TasksOf(document).ToList()) task.Stop(account.Clock.GetUtcNow(), "ServiceSchedulerInitiated", "Scaling activity initiated by deployment");
        return new JsonObject { ["service"] = Show(document) };
    }

    public JsonObject Describe(JsonObject request)
    {
        var cluster = clusters.Find(request.TextOrNull("cluster"));
        var named = request.Texts("services");
        if (named.Count > MostDescribed) throw EcsError.Invalid("Services cannot be more than 10.");
        var (shown, failures) = (new JsonArray(), new JsonArray());
        foreach (var arn in named.Select(name => Arn(cluster, name)))
        {
            if (_services.TryGetValue(arn, out var service) && account.Resources.Look(arn))
                shown.Add((JsonNode)Show(service.Document).With("tags", request.Texts("include").Contains("TAGS") ? service.Tags.ToJson() : null));
            else
                failures.Add((JsonNode)new JsonObject { ["arn"] = arn, ["reason"] = "MISSING" });
        }

        return new JsonObject { ["services"] = shown, ["failures"] = failures };
    }

    public JsonObject List(JsonObject request)
    {
        var cluster = clusters.Find(request.TextOrNull("cluster"));
        var found = _services.Values.Select(service => service.Document).Where(service => service.Text("clusterArn") == cluster.Text("clusterArn") && service.Text("status") == "ACTIVE"
            && (request.TextOrNull("launchType") is not { } type || service.TextOrNull("launchType") == type)
            && (request.TextOrNull("schedulingStrategy") is not { } strategy || service.Text("schedulingStrategy") == strategy));
        var page = Page.Of(found.Select(service => service.Text("serviceArn")), request.TextOrNull("nextToken"), request.Whole("maxResults") ?? ShortPage, () => EcsError.Invalid("Invalid token"));
        return new JsonObject { ["serviceArns"] = page.Items.ToArrayNode() }.With("nextToken", page.Next);
    }

    private (JsonObject Document, JsonObject Cluster) Find(JsonObject request)
    {
        var cluster = clusters.Find(request.TextOrNull("cluster"));
        return _services.TryGetValue(Arn(cluster, request.Text("service")), out var service) ? (service.Document, cluster) : throw EcsError.NoService;
    }

    private string Arn(JsonObject cluster, string name) => account.Arn("ecs", $"service/{cluster.Text("clusterName")}/{name.Split('/')[^1]}");

    private IEnumerable<DoubleTask> TasksOf(JsonObject service) => tasks.All.Where(task =>
        task.DesiredStatus == "RUNNING" && task.Document.Text("group") == $"service:{service.Text("serviceName")}" && task.Document.Text("clusterArn") == service.Text("clusterArn"));

    private JsonObject Show(JsonObject service)
    {
        var own = TasksOf(service).ToList();
        var running = own.Count(task => task.LastStatus == "RUNNING");
        var shown = service.Copy().With("runningCount", running).With("pendingCount", own.Count - running);
        // A deleted service is gone when its last task is.
        if (shown.Text("status") == "INACTIVE" && tasks.All.Any(task => task.Document.Text("group") == $"service:{service.Text("serviceName")}" && task.Document.Text("clusterArn") == service.Text("clusterArn") && task.LastStatus != "STOPPED"))
            shown["status"] = "DRAINING";
        return shown;
    }

    private void Balance(JsonObject service, JsonObject cluster, JsonObject definition)
    {
        var (own, wanted) = (TasksOf(service).ToList(), service["desiredCount"]!.GetValue<int>());
        foreach (var task in own.Skip(wanted)) task.Stop(account.Clock.GetUtcNow(), "ServiceSchedulerInitiated", "Scaling activity initiated by deployment");
        if (own.Count >= wanted) return;
        foreach (var provider in CapacityStrategy.Split(service, cluster, wanted - own.Count))
        {
            var request = service.Only("networkConfiguration", "launchType", "platformVersion").With("group", $"service:{service.Text("serviceName")}").With("startedBy", $"ecs-svc/{account.NewHex(19)}");
            var document = TaskDocument.Of(account, request, cluster, definition, provider);
            account.Resources.Add(document.Text("taskArn"));
            tasks.Start(document, definition, null);
        }
    }
}
