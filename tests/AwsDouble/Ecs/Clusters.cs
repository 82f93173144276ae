using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>Clusters and their capacity providers.</summary>
internal sealed class Clusters(DoubleAccount account)
{
    private const int LongestPage = 100;

    private readonly SortedDictionary<string, (JsonObject Document, TagSet Tags)> _clusters = new(StringComparer.Ordinal);

    public IEnumerable<string> Arns => _clusters.Values.Select(cluster => cluster.Document.Text("clusterArn"));

    /// <summary>The cluster that a name or ARN means; no name means the one called default.</summary>
    public JsonObject Find(string? cluster) => _clusters.TryGetValue(Name(cluster), out var found) ? found.Document : throw EcsError.NoCluster;

    public TagSet? TagsOf(string arn) => _clusters.Values.FirstOrDefault(cluster => cluster.Document.Text("clusterArn") == arn).Tags;

    public JsonObject Create(JsonObject request)
    {
        var name = Name(request.TextOrNull("clusterName"));
        if (_clusters.TryGetValue(name, out var known)) return new JsonObject { ["cluster"] = known.Document.Copy() };
        var document = new JsonObject
        {
            ["clusterArn"] = account.Arn("ecs", $"cluster/{name}"),
            ["clusterName"] = name,
            ["status"] = "ACTIVE",
            ["registeredContainerInstancesCount"] = 0,
            ["statistics"] = new JsonArray(),
            ["settings"] = request["settings"]?.DeepClone() ?? new JsonArray(),
            ["capacityProviders"] = request["capacityProviders"]?.DeepClone() ?? new JsonArray(),
            ["defaultCapacityProviderStrategy"] = request["defaultCapacityProviderStrategy"]?.DeepClone() ?? new JsonArray(),
        };
        _clusters[name] = (document, new TagSet("key", "value").Put(request["tags"]));
        account.Resources.Add(document.Text("clusterArn"));
        return new JsonObject { ["cluster"] = document.Copy() };
    }

    public JsonObject PutProviders(JsonObject request)
    {
        var cluster = Find(request.Text("cluster"));
        cluster["capacityProviders"] = request["capacityProviders"]!.DeepClone();
        cluster["defaultCapacityProviderStrategy"] = request["defaultCapacityProviderStrategy"]!.DeepClone();
        return new JsonObject { ["cluster"] = cluster.Copy() };
    }

    public JsonObject Delete(JsonObject request)
    {
        var cluster = Find(request.Text("cluster"));
        _clusters.Remove(cluster.Text("clusterName"));
        account.Resources.Remove(cluster.Text("clusterArn"));
        return new JsonObject { ["cluster"] = cluster.Copy().With("status", "INACTIVE") };
    }

    /// <param name="request">Names or ARNs; none means the one called default.</param>
    /// <param name="count">Running and pending tasks and active services of a cluster.</param>
    public JsonObject Describe(JsonObject request, Func<string, (int Running, int Pending, int Services)> count)
    {
        var (shown, failures) = (new JsonArray(), new JsonArray());
        var include = request.Texts("include");
        foreach (var named in request.Texts("clusters").DefaultIfEmpty("default"))
        {
            if (!_clusters.TryGetValue(Name(named), out var cluster))
            {
                failures.Add((JsonNode)new JsonObject { ["arn"] = account.Arn("ecs", $"cluster/{Name(named)}"), ["reason"] = "MISSING" });
                continue;
            }

            var (running, pending, services) = count(cluster.Document.Text("clusterArn"));
            var document = cluster.Document.Copy()
                .With("runningTasksCount", running).With("pendingTasksCount", pending).With("activeServicesCount", services)
                .With("tags", include.Contains("TAGS") ? cluster.Tags.ToJson() : new JsonArray());
            shown.Add((JsonNode)document);
        }

        return new JsonObject { ["clusters"] = shown, ["failures"] = failures };
    }

    public JsonObject List(JsonObject request)
    {
        var page = Page.Of(Arns, request.TextOrNull("nextToken"), request.Whole("maxResults") ?? LongestPage, () => EcsError.Invalid("Invalid token"));
        return new JsonObject { ["clusterArns"] = page.Items.ToArrayNode() }.With("nextToken", page.Next);
    }

    private static string Name(string? cluster) => cluster?.Split('/')[^1] ?? "default";
}
