using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Scheduler;

namespace CostTool.AwsDouble.Events;

/// <summary>EventBridge: rules of the default bus, their targets, and events that go through them. Schedules of rules start nothing.</summary>
public sealed class EventBridgeDouble(DoubleAccount account) : IServiceDouble
{
    private const string Bus = "default";
    private const int LongestPage = 100;
    private const int MostTargets = 5;

    private readonly SortedDictionary<string, RuleDouble> _rules = new(StringComparer.Ordinal);
    private readonly List<Delivery> _deliveries = [];
    private int _failures;

    public string Model => "events";

    public IReadOnlyDictionary<string, RuleDouble> Rules => _rules;

    /// <summary>Everything that rules sent, in order.</summary>
    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    /// <summary>The next entries of PutTargets, RemoveTargets and PutEvents fail, within an answer that says 200.</summary>
    public void FailEntries(int entries) => _failures += entries;

    /// <summary>An event of AWS itself or of an application.</summary>
    public void Publish(JsonObject happened)
    {
        foreach (var rule in _rules.Values.Where(rule => rule.Document.Text("State") == "ENABLED" && rule.Document["EventPattern"] is not null))
        {
            if (!EventPattern.Matches(JsonNode.Parse(rule.Document.Text("EventPattern"))!.AsObject(), happened)) continue;
            rule.Matches++;
            foreach (var target in rule.Targets.Values)
            {
                var body = target.TextOrNull("Input") ?? happened.ToJsonString();
                _deliveries.Add(new Delivery(rule.Document.Text("Name"), target.Text("Arn"), body, Deliver(target, body, rule.Document.Text("Arn"))));
            }
        }
    }

    private string? Deliver(JsonObject target, string body, string ruleArn) => target.Text("Arn").Split(':')[2] is "states"
        ? MachineDelivery.Start(account, target, body, ruleArn)
        : QueueDelivery.Send(account, target.Text("Arn"), body, ruleArn);

    public JsonObject Handle(string operation, JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.TextOrNull("EventBusName") is { } bus && bus.Split('/')[^1] != Bus) throw NotFound($"Event bus {bus} does not exist.");
        return operation switch
        {
            "PutRule" => Put(request),
            "DescribeRule" => Find(request.Text("Name")).Document.Copy(),
            "DeleteRule" => Delete(request),
            "EnableRule" => Done(() => Find(request.Text("Name")).Document["State"] = "ENABLED"),
            "DisableRule" => Done(() => Find(request.Text("Name")).Document["State"] = "DISABLED"),
            "ListRules" => List(request),
            "PutTargets" => PutTargets(request),
            "RemoveTargets" => RemoveTargets(request),
            "ListTargetsByRule" => ListTargets(request),
            "PutEvents" => PutEvents(request),
            "ListTagsForResource" => new JsonObject { ["Tags"] = Tagged(request).Tags.ToJson() },
            "TagResource" => Done(() => Tagged(request).Tags.Put(request["Tags"])),
            "UntagResource" => Done(() => Tagged(request).Tags.Remove(request["TagKeys"])),
            _ => throw new ServiceErrorException("UnknownOperationException", operation),
        };
    }

    private static ServiceErrorException NotFound(string message) => new("ResourceNotFoundException", message);

    private static ServiceErrorException Invalid(string message) => new("ValidationException", message);

    private static JsonObject Done(Action effect)
    {
        effect();
        return [];
    }

    private static JsonObject Paged(JsonObject request, string member, IEnumerable<JsonObject> items)
    {
        var page = Page.Of(items, request.TextOrNull("NextToken"), request.Whole("Limit") ?? LongestPage, () => Invalid("NextToken is not valid."));
        return new JsonObject { [member] = page.Items.Select(item => (JsonNode?)item.Copy()).ToArrayNode() }.With("NextToken", page.Next);
    }

    private RuleDouble Find(string name) => _rules.GetValueOrDefault(name) ?? throw NotFound($"Rule {name} does not exist on EventBus {Bus}.");

    // What a call leaves out is gone, as nothing of the old rule stays but its targets and tags.
    private JsonObject Put(JsonObject request)
    {
        var name = request.Text("Name");
        if (request["EventPattern"] is null && request["ScheduleExpression"] is null) throw Invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        if (request.TextOrNull("EventPattern") is { } pattern && EventPattern.Fault(pattern) is { } fault) throw new ServiceErrorException("InvalidEventPatternException", $"Event pattern is not valid. Reason: {fault}");
        if (request.TextOrNull("ScheduleExpression") is { } expression && !ScheduleExpressionRules.IsForRule(expression)) throw Invalid("Parameter ScheduleExpression is not valid.");
        if (request.TextOrNull("RoleArn") is { } role && !account.MayBeAssumed(role, "events.amazonaws.com", account.Arn("events", $"rule/{name}"))) throw Invalid($"Provided role '{role}' cannot be assumed by principal 'events.amazonaws.com'.");
        var arn = account.Arn("events", $"rule/{name}");
        var document = request.Only("Description", "EventPattern", "Name", "RoleArn", "ScheduleExpression", "State");
        document["State"] ??= "ENABLED";
        document["Arn"] = arn;
        document["EventBusName"] = Bus;
        document["CreatedBy"] = account.AccountId;
        if (_rules.TryGetValue(name, out var known))
        {
            // Tags of a call on a rule that exists are passed over.
            known.Document = document;
            return new JsonObject { ["RuleArn"] = arn };
        }

        _rules[name] = new RuleDouble(document);
        _rules[name].Tags.Put(request["Tags"]);
        account.Resources.Add(arn);
        return new JsonObject { ["RuleArn"] = arn };
    }

    // A rule that is not there is as good as deleted.
    private JsonObject Delete(JsonObject request)
    {
        if (!_rules.TryGetValue(request.Text("Name"), out var rule)) return [];
        if (rule.Targets.Count > 0) throw Invalid("Rule can't be deleted since it has targets.");
        _rules.Remove(request.Text("Name"));
        account.Resources.Remove(rule.Document.Text("Arn"));
        return [];
    }

    private JsonObject List(JsonObject request)
    {
        var prefix = request.TextOrNull("NamePrefix") ?? "";
        var found = _rules.Where(rule => rule.Key.StartsWith(prefix, StringComparison.Ordinal) && account.Resources.Look(rule.Value.Document.Text("Arn")));
        return Paged(request, "Rules", found.Select(rule => rule.Value.Document.Only("Arn", "Description", "EventBusName", "EventPattern", "Name", "RoleArn", "ScheduleExpression", "State")));
    }

    private JsonObject PutTargets(JsonObject request)
    {
        var (rule, targets) = (Find(request.Text("Rule")), request.Objects("Targets"));
        if (targets.Any(target => (target["InputPath"] ?? target["InputTransformer"]) is not null)) throw Invalid("The double delivers whole events or a constant input.");
        if (rule.Targets.Keys.Union(targets.Select(target => target.Text("Id")), StringComparer.Ordinal).Count() > MostTargets)
            throw new ServiceErrorException("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        return Entries(targets, target => target.Text("Id"), target => rule.Targets[target.Text("Id")] = target.Copy());
    }

    private JsonObject RemoveTargets(JsonObject request)
    {
        var rule = Find(request.Text("Rule"));
        return Entries(request.Texts("Ids"), id => id, id => rule.Targets.Remove(id));
    }

    private JsonObject Entries<T>(IEnumerable<T> entries, Func<T, string> id, Action<T> effect)
    {
        var failed = new JsonArray();
        foreach (var entry in entries)
        {
            if (_failures == 0)
            {
                effect(entry);
                continue;
            }

            _failures--;
            failed.Add((JsonNode)new JsonObject { ["TargetId"] = id(entry), ["ErrorCode"] = "ConcurrentModificationException", ["ErrorMessage"] = "Rule is being modified by another request." });
        }

        return new JsonObject { ["FailedEntryCount"] = failed.Count, ["FailedEntries"] = failed };
    }

    private JsonObject ListTargets(JsonObject request) => Paged(request, "Targets", Find(request.Text("Rule")).Targets.Values);

    private JsonObject PutEvents(JsonObject request)
    {
        var entries = new JsonArray();
        var failed = 0;
        foreach (var entry in request.Objects("Entries"))
        {
            if (_failures > 0)
            {
                (_failures, failed) = (_failures - 1, failed + 1);
                entries.Add((JsonNode)new JsonObject { ["ErrorCode"] = "InternalFailure", ["ErrorMessage"] = "try again" });
                continue;
            }

            if (entry["Source"] is null || entry["DetailType"] is null || entry.TextOrNull("Detail") is not { } detail || !Documents.IsJson(detail))
            {
                failed++;
                entries.Add((JsonNode)new JsonObject { ["ErrorCode"] = "MalformedDetail", ["ErrorMessage"] = "Source, DetailType and a Detail of JSON are needed." });
                continue;
            }

            var id = account.NewUuid();
            Publish(new JsonObject
            {
                ["version"] = "0",
                ["id"] = id,
                ["detail-type"] = entry.Text("DetailType"),
                ["source"] = entry.Text("Source"),
                ["account"] = account.AccountId,
                ["time"] = account.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["region"] = account.Region,
                ["resources"] = entry.Texts("Resources").ToArrayNode(),
                ["detail"] = JsonNode.Parse(detail),
            });
            entries.Add((JsonNode)new JsonObject { ["EventId"] = id });
        }

        return new JsonObject { ["FailedEntryCount"] = failed, ["Entries"] = entries };
    }

    private RuleDouble Tagged(JsonObject request) =>
        _rules.Values.FirstOrDefault(rule => rule.Document.Text("Arn") == request.Text("ResourceARN")) ?? throw NotFound($"{request.Text("ResourceARN")} does not exist.");
}
