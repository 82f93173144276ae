using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.CloudFormation.Resources;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>Makes, changes and removes the resources of a stack, and takes back what it did when one of them fails. All of it within the call that asks for it.</summary>
internal sealed class StackWork(DoubleAccount account, IReadOnlyDictionary<string, StackResourceType> types, Stack stack)
{
    private const string UserInitiated = "User Initiated";

    private readonly List<StackResource> _created = [];
    private readonly List<(StackResource Before, StackResource After)> _updated = [];

    /// <param name="onFailure"><c>ROLLBACK</c>, <c>DELETE</c> or <c>DO_NOTHING</c>.</param>
    public void Create(string onFailure)
    {
        Tell("CREATE_IN_PROGRESS", UserInitiated);
        if (Reach(stack.Template, stack.Values) is not { } fault)
        {
            Tell("CREATE_COMPLETE");
            return;
        }

        if (onFailure == "DO_NOTHING")
        {
            Tell("CREATE_FAILED", fault);
            return;
        }

        var way = onFailure == "DELETE" ? "DELETE" : "ROLLBACK";
        Tell($"{way}_IN_PROGRESS", $"{fault} {(way == "DELETE" ? "Delete" : "Rollback")} requested by user.");
        TakeBack([]);
        if (way == "DELETE") stack.Deleted = account.Now;
        Tell($"{way}_COMPLETE");
    }

    public void Update(Template template, IReadOnlyDictionary<string, string> values)
    {
        stack.Updated = account.Now;
        Tell("UPDATE_IN_PROGRESS", UserInitiated);
        var before = new Dictionary<string, StackResource>(stack.Resources, StringComparer.Ordinal);
        if (Reach(template, values) is { } fault)
        {
            Tell("UPDATE_ROLLBACK_IN_PROGRESS", fault);
            TakeBack(before);
            Tell("UPDATE_ROLLBACK_COMPLETE");
            return;
        }

        Tell("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
        // What was replaced or is in the template no more, the dependent ones first.
        foreach (var name in stack.Template.Order().Reverse())
        {
            var old = before[name];
            if (stack.Resources.TryGetValue(name, out var now) && now.Made == old.Made) continue;
            Remove(old);
            if (!template.Resources.ContainsKey(name)) stack.Resources.Remove(name);
        }

        (stack.Template, stack.Values) = (template, values);
        Tell("UPDATE_COMPLETE");
    }

    public void Delete()
    {
        Tell("DELETE_IN_PROGRESS", UserInitiated);
        List<string> failed = [];
        foreach (var name in stack.Template.Order().Reverse().Where(stack.Resources.ContainsKey))
        {
            if (Remove(stack.Resources[name])) stack.Resources.Remove(name);
            else failed.Add(name);
        }

        if (failed.Count > 0)
        {
            Tell("DELETE_FAILED", $"The following resource(s) failed to delete: [{string.Join(", ", failed)}].");
            return;
        }

        stack.Deleted = account.Now;
        Tell("DELETE_COMPLETE");
    }

    /// <returns>Why the stack fails; null: all is as the template says.</returns>
    private string? Reach(Template template, IReadOnlyDictionary<string, string> values)
    {
        try
        {
            StackParameters.Check(template, values, account);
        }
        catch (ServiceErrorException refused)
        {
            return refused.Message;
        }

        var made = stack.Resources.ToDictionary(resource => resource.Key, resource => resource.Value.Made, StringComparer.Ordinal);
        var functions = new TemplateFunctions(StackParameters.Known(template, values, account, stack.Name, stack.Id), made);
        foreach (var name in template.Order())
        {
            var kind = types[template.Resources[name].Text("Type")];
            try
            {
                var generated = $"{stack.Name}-{name}-{account.NewHex(12).ToUpperInvariant()}";
                made[name] = Reach(name, kind, Marked(kind, name, functions.Evaluate(template.Resources[name]["Properties"]) as JsonObject ?? []), generated).Made;
            }
            catch (ServiceErrorException refused)
            {
                var service = kind.Type.Split("::")[1];
                Tell(name, made.GetValueOrDefault(name)?.PhysicalId ?? "", kind.Type, stack.Resources.ContainsKey(name) ? "UPDATE_FAILED" : "CREATE_FAILED",
                    string.Create(CultureInfo.InvariantCulture, $"{refused.Message} (Service: {service}, Status Code: {refused.Status ?? 400}, HandlerErrorCode: {refused.Code})"));
                return $"The following resource(s) failed to {(stack.Resources.ContainsKey(name) ? "update" : "create")}: [{name}].";
            }
        }

        return null;
    }

    private StackResource Reach(string name, StackResourceType kind, JsonObject properties, string generated)
    {
        var there = stack.Resources.GetValueOrDefault(name);
        if (there is not null && kind.NameProperty is { } property && properties[property] is null) properties[property] = there.Properties[property]?.DeepClone();
        if (there is not null && JsonNode.DeepEquals(there.Properties, properties)) return there;
        var replaced = there is null || there.Kind != kind || kind.ReplacedBy is null || kind.ReplacedBy.Any(member => !JsonNode.DeepEquals(there.Properties[member], properties[member]));
        if (kind.NameProperty is { } naming) properties[naming] ??= generated;
        Tell(name, there?.Made.PhysicalId ?? "", kind.Type, there is null ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS");
        StackResource resource;
        if (replaced)
        {
            resource = new StackResource(name, kind, kind.Create(properties, generated), properties, there is null ? "CREATE_COMPLETE" : "UPDATE_COMPLETE", account.Now);
            _created.Add(resource);
        }
        else
        {
            if (!JsonNode.DeepEquals(there!.Properties["Tags"], properties["Tags"])) throw new ServiceErrorException("NotUpdatable", "This double changes no tags.");
            kind.Update(there.Made, there.Properties, properties);
            resource = there with { Properties = properties, Status = "UPDATE_COMPLETE", At = account.Now };
            _updated.Add((there, resource));
        }

        stack.Resources[name] = resource;
        Tell(name, resource.Made.PhysicalId, kind.Type, resource.Status);
        return resource;
    }

    private JsonObject Marked(StackResourceType kind, string name, JsonObject properties)
    {
        if (!kind.TakesTags) return properties;
        var tags = new TagSet().Put(stack.Tags.ToJson()).Put(properties["Tags"]).Put(new JsonArray(
            new JsonObject { ["Key"] = "aws:cloudformation:logical-id", ["Value"] = name },
            new JsonObject { ["Key"] = "aws:cloudformation:stack-id", ["Value"] = stack.Id },
            new JsonObject { ["Key"] = "aws:cloudformation:stack-name", ["Value"] = stack.Name }));
        properties["Tags"] = tags.ToJson();
        return properties;
    }

    private void TakeBack(Dictionary<string, StackResource> before)
    {
        foreach (var (was, became) in Enumerable.Reverse(_updated)) was.Kind.Update(was.Made, became.Properties, was.Properties);
        foreach (var resource in Enumerable.Reverse(_created)) Remove(resource);
        stack.Resources = before;
    }

    /// <returns>False: it is still there.</returns>
    private bool Remove(StackResource resource)
    {
        var (name, id, type) = (resource.LogicalId, resource.Made.PhysicalId, resource.Kind.Type);
        Tell(name, id, type, "DELETE_IN_PROGRESS");
        try
        {
            resource.Kind.Delete(resource.Made, resource.Properties);
        }
        catch (ServiceErrorException gone) when (gone.Code.Contains("NotFound", StringComparison.Ordinal) || gone.Code.Contains("NoSuchEntity", StringComparison.Ordinal) || gone.Code.Contains("DoesNotExist", StringComparison.Ordinal))
        {
            // Somebody was quicker.
            Tell(name, id, type, "DELETE_COMPLETE");
            return true;
        }
        catch (ServiceErrorException refused)
        {
            Tell(name, id, type, "DELETE_FAILED", refused.Message);
            return false;
        }

        Tell(name, id, type, "DELETE_COMPLETE");
        return true;
    }

    private void Tell(string status, string? reason = null)
    {
        stack.Status = status;
        Tell(stack.Name, stack.Id, Stack.Type, status, reason);
    }

    private void Tell(string logicalId, string physicalId, string type, string status, string? reason = null) => stack.Events.Add(new JsonObject
    {
        ["StackId"] = stack.Id,
        ["EventId"] = account.NewUuid(),
        ["StackName"] = stack.Name,
        ["LogicalResourceId"] = logicalId,
        ["PhysicalResourceId"] = physicalId,
        ["ResourceType"] = type,
        ["Timestamp"] = account.Now,
        ["ResourceStatus"] = status,
    }.With("ResourceStatusReason", reason));
}
