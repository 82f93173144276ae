using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>Task definitions: families and their revisions, of which no number is given twice.</summary>
internal sealed class TaskDefinitions(DoubleAccount account)
{
    private const int LongestPage = 100;

    private readonly SortedDictionary<string, List<(JsonObject Document, TagSet Tags)>> _families = new(StringComparer.Ordinal);

    public IEnumerable<JsonObject> All => _families.Values.SelectMany(revisions => revisions.Select(revision => revision.Document));

    public TagSet? TagsOf(string arn) => _families.Values.SelectMany(revisions => revisions).FirstOrDefault(revision => revision.Document.Text("taskDefinitionArn") == arn).Tags;

    /// <summary>What a family, a <c>family:revision</c> or an ARN means: a family alone means its latest active revision.</summary>
    public JsonObject? Find(string named)
    {
        var name = named[(named.IndexOf("task-definition/", StringComparison.Ordinal) is >= 0 and var at ? at + "task-definition/".Length : 0)..].Split(':');
        if (!_families.TryGetValue(name[0], out var revisions)) return null;
        return name.Length == 1
            ? revisions.LastOrDefault(revision => revision.Document.Text("status") == "ACTIVE").Document
            : revisions.FirstOrDefault(revision => Number(revision.Document) == name[1]).Document;
    }

    public JsonObject Register(JsonObject request)
    {
        TaskDefinitionRules.Check(request, account);
        var family = request.Text("family");
        if (!_families.TryGetValue(family, out var revisions)) _families[family] = revisions = [];
        var document = request.Copy();
        document.Remove("tags");
        var arn = account.Arn("ecs", FormattableString.Invariant($"task-definition/{family}:{revisions.Count + 1}"));
        document["taskDefinitionArn"] = arn;
        document["revision"] = revisions.Count + 1;
        document["status"] = "ACTIVE";
        document["registeredAt"] = account.Now;
        document["registeredBy"] = $"arn:aws:iam::{account.AccountId}:root";
        // The service answers with what was left out, and so does this.
        foreach (var list in new[] { "volumes", "placementConstraints" }) document[list] ??= new JsonArray();
        document["compatibilities"] = document.Texts("requiresCompatibilities").Prepend("EC2").Distinct(StringComparer.Ordinal).ToArrayNode();
        document["requiresAttributes"] = new JsonArray(new JsonObject { ["name"] = "com.amazonaws.ecs.capability.docker-remote-api.1.18" });
        foreach (var container in document.Objects("containerDefinitions")) Complete(container);
        var tags = new TagSet("key", "value").Put(request["tags"]);
        revisions.Add((document, tags));
        account.Resources.Add(arn);
        return new JsonObject { ["taskDefinition"] = document.Copy() }.With("tags", tags.Count == 0 ? null : tags.ToJson());
    }

    public JsonObject Describe(JsonObject request)
    {
        var document = Find(request.Text("taskDefinition")) ?? throw EcsError.Client("Unable to describe task definition.");
        var answer = new JsonObject { ["taskDefinition"] = document.Copy() };
        return request.Texts("include").Contains("TAGS") ? answer.With("tags", TagsOf(document.Text("taskDefinitionArn"))!.ToJson()) : answer;
    }

    public JsonObject Deregister(JsonObject request)
    {
        if (!request.Text("taskDefinition").Contains(':', StringComparison.Ordinal)) throw EcsError.Client("Invalid revision number. Number: null");
        var document = Find(request.Text("taskDefinition")) ?? throw EcsError.Client("The specified task definition does not exist.");
        if (document.Text("status") != "ACTIVE") throw EcsError.Client("The specified task definition is inactive. Specify an active task definition and try again.");
        document["status"] = "INACTIVE";
        document["deregisteredAt"] = account.Now;
        return new JsonObject { ["taskDefinition"] = document.Copy() };
    }

    /// <summary>Deletes inactive revisions; the rest are failures of the answer. Their numbers are not given again.</summary>
    public JsonObject Delete(JsonObject request)
    {
        var (deleted, failures) = (new JsonArray(), new JsonArray());
        foreach (var named in request.Texts("taskDefinitions"))
        {
            var found = Find(named);
            if (found is null || found.Text("status") != "INACTIVE")
            {
                failures.Add((JsonNode)new JsonObject { ["arn"] = named, ["reason"] = found is null ? "The specified task definition does not exist." : "The specified task definition is still in ACTIVE status. Please deregister the target and try again." });
                continue;
            }

            found["status"] = "DELETE_IN_PROGRESS";
            deleted.Add((JsonNode)found.Copy());
        }

        return new JsonObject { ["taskDefinitions"] = deleted, ["failures"] = failures };
    }

    public JsonObject List(JsonObject request)
    {
        var (family, status) = (request.TextOrNull("familyPrefix"), request.TextOrNull("status") ?? "ACTIVE");
        var found = _families.Where(pair => family is null || pair.Key == family).SelectMany(pair => pair.Value)
            .Select(revision => revision.Document).Where(document => document.Text("status") == status && account.Resources.Look(document.Text("taskDefinitionArn")));
        if (request.TextOrNull("sort") == "DESC") found = found.Reverse();
        return Listed(request, "taskDefinitionArns", found.Select(document => document.Text("taskDefinitionArn")));
    }

    public JsonObject ListFamilies(JsonObject request)
    {
        var (prefix, status) = (request.TextOrNull("familyPrefix") ?? "", request.TextOrNull("status") ?? "ALL");
        return Listed(request, "families", _families.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)
            && (status == "ALL" || pair.Value.Exists(revision => revision.Document.Text("status") == "ACTIVE") == (status == "ACTIVE"))).Select(pair => pair.Key));
    }

    private static JsonObject Listed(JsonObject request, string member, IEnumerable<string> items)
    {
        var page = Page.Of(items, request.TextOrNull("nextToken"), request.Whole("maxResults") ?? LongestPage, () => EcsError.Invalid("Invalid token"));
        return new JsonObject { [member] = page.Items.ToArrayNode() }.With("nextToken", page.Next);
    }

    private static string Number(JsonObject document) => document["revision"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture);

    private static void Complete(JsonObject container)
    {
        container["cpu"] ??= 0;
        container["essential"] ??= true;
        foreach (var list in new[] { "portMappings", "environment", "mountPoints", "volumesFrom" }) container[list] ??= new JsonArray();
    }
}
