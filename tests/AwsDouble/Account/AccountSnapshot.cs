using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.Account;

/// <summary>What an account holds of deployments' resources, as its services tell it: one text for accounts that do the same.</summary>
/// <remarks>Left out is what a service makes up by itself (times, ids) and what tells the double's own address. Documents are read, so that spaces and the order of members make no difference.</remarks>
public static partial class AccountSnapshot
{
    private static readonly string[] MadeUp =
    [
        "AlarmConfigurationUpdatedTimestamp", "CreateDate", "CreatedTimestamp", "CreationDate", "LastModificationDate", "LastModifiedTimestamp", "RoleId", "StateTransitionedTimestamp", "StateUpdatedTimestamp",
        "createdAt", "creationDate", "creationTime", "pendingCount", "registeredAt", "revisionId", "runningCount", "updateDate",
    ];

    private static readonly string[] Documents = ["AssumeRolePolicyDocument", "EventPattern", "Policy", "PolicyDocument", "definition"];

    /// <summary>Every resource by service, type and name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Of(DoubleAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (name, resource) in Everything(account)) found.Add(name, (JsonObject)Plain(resource)!);
        return found;
    }

    /// <summary>All of it as one text, between two calls. Revisions of task definitions are left out, as a registration that is repeated raises them; each active one is a line.</summary>
    public static string Text(AwsDouble aws)
    {
        ArgumentNullException.ThrowIfNull(aws);
        var lines = Array.Empty<string>();
        aws.Arrange(() => lines = [.. Of(aws.Account).Select(resource => $"{resource.Key} {resource.Value.ToJsonString()}")]);
        return Uuids().Replace(Revisions().Replace(string.Join('\n', lines), "$1"), "ID");
    }

    [GeneratedRegex(@"(:task-definition/[^:/""\s]+):\d+|""revision"":\d+,?")]
    private static partial Regex Revisions();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuids();

    private static IEnumerable<(string Name, JsonObject Resource)> Everything(DoubleAccount account) =>
        [.. Schedules(account), .. Roles(account), .. Queues(account), .. Topics(account), .. Rules(account), .. TaskDefinitions(account), .. Services(account), .. Others(account)];

    private static IEnumerable<(string, JsonObject)> Schedules(DoubleAccount account)
    {
        foreach (var group in Listed(account, "scheduler", "ListScheduleGroups", [], "ScheduleGroups"))
        {
            var name = group.Text("Name");
            if (name != "default") yield return ($"scheduler group {name}", group.With("Tags", account.Call("scheduler", "ListTagsForResource", new JsonObject { ["ResourceArn"] = group.Text("Arn") })["Tags"]!.DeepClone()));
            foreach (var schedule in Listed(account, "scheduler", "ListSchedules", new JsonObject { ["GroupName"] = name }, "Schedules"))
                yield return ($"scheduler schedule {name}/{schedule.Text("Name")}", account.Call("scheduler", "GetSchedule", new JsonObject { ["GroupName"] = name, ["Name"] = schedule.Text("Name") }));
        }
    }

    private static IEnumerable<(string, JsonObject)> Roles(DoubleAccount account)
    {
        foreach (var name in Listed(account, "iam", "ListRoles", [], "Roles").Select(role => role.Text("RoleName")).ToList())
        {
            var named = new JsonObject { ["RoleName"] = name };
            var policies = account.Call("iam", "ListRolePolicies", named).Texts("PolicyNames");
            yield return ($"iam role {name}", account.Call("iam", "GetRole", named)
                .With("Policies", policies.Select(policy => (JsonNode?)account.Call("iam", "GetRolePolicy", new JsonObject { ["RoleName"] = name, ["PolicyName"] = policy })).ToArrayNode())
                .With("Attached", account.Call("iam", "ListAttachedRolePolicies", named)["AttachedPolicies"]!.DeepClone()));
        }
    }

    private static IEnumerable<(string, JsonObject)> Queues(DoubleAccount account)
    {
        foreach (var url in account.Call("sqs", "ListQueues", []).Texts("QueueUrls"))
        {
            var queue = account.Call("sqs", "GetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") });
            yield return ($"sqs queue {url.Split('/')[^1]}", queue.With("Tags", account.Call("sqs", "ListQueueTags", new JsonObject { ["QueueUrl"] = url })["Tags"]?.DeepClone()));
        }
    }

    private static IEnumerable<(string, JsonObject)> Topics(DoubleAccount account)
    {
        foreach (var arn in Listed(account, "sns", "ListTopics", [], "Topics").Select(topic => topic.Text("TopicArn")).ToList())
        {
            var subscriptions = Listed(account, "sns", "ListSubscriptionsByTopic", new JsonObject { ["TopicArn"] = arn }, "Subscriptions");
            yield return ($"sns topic {arn}", account.Call("sns", "GetTopicAttributes", new JsonObject { ["TopicArn"] = arn })
                .With("Tags", account.Call("sns", "ListTagsForResource", new JsonObject { ["ResourceArn"] = arn })["Tags"]!.DeepClone())
                .With("Subscriptions", subscriptions.Select(each => (JsonNode?)each.Only("Protocol", "Endpoint")).ToArrayNode()));
        }
    }

    private static IEnumerable<(string, JsonObject)> Rules(DoubleAccount account)
    {
        foreach (var rule in Listed(account, "events", "ListRules", [], "Rules"))
        {
            yield return ($"events rule {rule.Text("Name")}", account.Call("events", "DescribeRule", new JsonObject { ["Name"] = rule.Text("Name") })
                .With("Targets", account.Call("events", "ListTargetsByRule", new JsonObject { ["Rule"] = rule.Text("Name") })["Targets"]!.DeepClone())
                .With("Tags", account.Call("events", "ListTagsForResource", new JsonObject { ["ResourceARN"] = rule.Text("Arn") })["Tags"]!.DeepClone()));
        }
    }

    private static IEnumerable<(string, JsonObject)> TaskDefinitions(DoubleAccount account)
    {
        foreach (var arn in account.Call("ecs", "ListTaskDefinitions", []).Texts("taskDefinitionArns"))
            yield return ($"ecs task definition {arn}", account.Call("ecs", "DescribeTaskDefinition", new JsonObject { ["taskDefinition"] = arn, ["include"] = new JsonArray("TAGS") }));
    }

    private static IEnumerable<(string, JsonObject)> Services(DoubleAccount account)
    {
        foreach (var cluster in account.Call("ecs", "ListClusters", []).Texts("clusterArns"))
        {
            foreach (var service in account.Call("ecs", "ListServices", new JsonObject { ["cluster"] = cluster }).Texts("serviceArns"))
            {
                var described = account.Call("ecs", "DescribeServices", new JsonObject { ["cluster"] = cluster, ["services"] = new JsonArray(service), ["include"] = new JsonArray("TAGS") });
                yield return ($"ecs service {service}", described["services"]![0]!.DeepClone().AsObject());
            }
        }
    }

    private static IEnumerable<(string, JsonObject)> Others(DoubleAccount account)
    {
        foreach (var group in Listed(account, "logs", "DescribeLogGroups", [], "logGroups"))
            yield return ($"logs group {group.Text("logGroupName")}", group.With("tags", account.Call("logs", "ListTagsLogGroup", new JsonObject { ["logGroupName"] = group.Text("logGroupName") })["tags"]?.DeepClone()));
        foreach (var alarm in Listed(account, "cloudwatch", "DescribeAlarms", [], "MetricAlarms"))
            yield return ($"cloudwatch alarm {alarm.Text("AlarmName")}", alarm.With("Tags", account.Call("cloudwatch", "ListTagsForResource", new JsonObject { ["ResourceARN"] = alarm.Text("AlarmArn") })["Tags"]!.DeepClone()));
        foreach (var machine in Listed(account, "stepfunctions", "ListStateMachines", [], "stateMachines"))
        {
            var arn = machine.Text("stateMachineArn");
            yield return ($"states machine {arn}", account.Call("stepfunctions", "DescribeStateMachine", new JsonObject { ["stateMachineArn"] = arn })
                .With("tags", account.Call("stepfunctions", "ListTagsForResource", new JsonObject { ["resourceArn"] = arn })["tags"]!.DeepClone()));
        }
    }

    private static List<JsonObject> Listed(DoubleAccount account, string model, string operation, JsonObject request, string member)
    {
        var found = new List<JsonObject>();
        string? next;
        do
        {
            var page = account.Call(model, operation, request);
            found.AddRange(page.Objects(member).Select(item => item.Copy()));
            var token = page.ContainsKey("nextToken") ? "nextToken" : model == "iam" ? "Marker" : "NextToken";
            next = page.TextOrNull(token);
            request[token] = next;
        }
        while (next is not null);
        return found;
    }

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(member => !MadeUp.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key,
            Documents.Contains(member.Key) && member.Value is JsonValue text && text.TryGetValue<string>(out var document) && document.Length > 0 ? Document(document) : Plain(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Document(string text) => Plain(JsonNode.Parse(text.StartsWith('%') ? Uri.UnescapeDataString(text) : text));
}
