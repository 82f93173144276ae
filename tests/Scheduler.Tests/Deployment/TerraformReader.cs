using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Reads a Terraform document back into resources in CloudFormation's words, by the mapping table the other way round.</summary>
internal static class TerraformReader
{
    // Blocks that CloudFormation has as lists.
    private static readonly HashSet<string> ListBlocks = ["Policies", "CapacityProviderStrategy"];

    private static readonly Dictionary<string, TerraformType> ByName = TerraformType.All.Values.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static IReadOnlyList<DesiredResource> Read(string text, string deployment)
    {
        var resources = (JsonObject)JsonNode.Parse(text)!["resource"]!;
        var targets = (JsonObject?)resources[TerraformType.RuleTarget] ?? [];
        List<DesiredResource> read = [];
        foreach (var (name, instances) in resources.Where(pair => pair.Key != TerraformType.RuleTarget))
        {
            var type = ByName[name];
            foreach (var (id, body) in (JsonObject)instances!)
            {
                var properties = Members((JsonObject)body!, type.Arguments);
                if (type.Arguments.FirstOrDefault(argument => argument.Form is TerraformForm.Apart) is { } apart)
                {
                    var own = targets.Where(target => (string)target.Value!["rule"]! == $"${{{name}.{id}.name}}").OrderBy(target => target.Key, StringComparer.Ordinal)
                        .Select(target => Members(new JsonObject(((JsonObject)target.Value!).Where(member => member.Key != "rule").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))), apart.Members));
                    properties = new MapValue([.. properties.Members, new(apart.Property, new ListValue([.. own]))]);
                }

                read.Add(new DesiredResource(id, type.Type, "", properties));
            }
        }

        return [.. read.Select(resource => resource with { PhysicalName = TemplateReader.Name(resource, read, deployment) }).OrderBy(resource => resource.LogicalId, StringComparer.Ordinal)];
    }

    private static MapValue Members(JsonObject body, IReadOnlyList<TerraformArgument> arguments)
    {
        var flat = arguments.Where(argument => argument.Form is TerraformForm.Flat).ToList();
        return new(body.Where(member => !flat.Exists(map => Holds(map, member.Key))).Select(member =>
        {
            var argument = arguments.Single(argument => argument.Argument == member.Key);
            return KeyValuePair.Create(argument.Property, Value(member.Value!, argument));
        }).Concat(flat.Where(map => body.Any(member => Holds(map, member.Key))).Select(map => KeyValuePair.Create<string, ResourceValue>(
            map.Property, Members(new JsonObject(body.Where(member => Holds(map, member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))), map.Members)))));

        static bool Holds(TerraformArgument map, string key) => map.Members.Any(inner => inner.Argument == key);
    }

    private static ResourceValue Value(JsonNode node, TerraformArgument argument) => argument.Form switch
    {
        TerraformForm.Block when ListBlocks.Contains(argument.Property) => new ListValue([.. ((JsonArray)node).Select(block => Members((JsonObject)block!, argument.Members))]),
        TerraformForm.Block => Members((JsonObject)((JsonArray)node).Single()!, argument.Members),
        TerraformForm.NetworkBlock => new MapValue([new("AwsvpcConfiguration", Network((JsonObject)((JsonArray)node).Single()!, argument.Members))]),
        TerraformForm.Json => Plain(Document((string)node!), key => key),
        TerraformForm.EcsJson => Plain(Document((string)node!), key => key.Contains('-', StringComparison.Ordinal) ? key : char.ToUpperInvariant(key[0]) + key[1..]),
        TerraformForm.Tags => Pairs((JsonObject)node, "Key"),
        TerraformForm.Dimensions => Pairs((JsonObject)node, "Name"),
        TerraformForm.Single => new ListValue([Plain(node, key => key)]),
        _ => Plain(node, key => key),
    };

    private static MapValue Network(JsonObject block, IReadOnlyList<TerraformArgument> arguments) => new(Members(block, arguments).Members.Select(member =>
        KeyValuePair.Create(member.Key, member.Value is FlagValue flag ? new TextValue(flag.Flag ? "ENABLED" : "DISABLED") : member.Value)));

    private static ListValue Pairs(JsonObject map, string key) => new([.. map.Select(member => new MapValue([new(key, new TextValue(member.Key)), new("Value", Plain(member.Value!, name => name))]))]);

    private static JsonNode Document(string text) =>
        JsonNode.Parse(System.Text.RegularExpressions.Regex.Replace(text, @"\$\{jsonencode\(var\.(\w+)\)\}", "\"$${var.$1}\""))!;

    private static ResourceValue Plain(JsonNode node, Func<string, string> key) => node switch
    {
        JsonObject map => new MapValue(map.Select(member => KeyValuePair.Create(key(member.Key), Plain(member.Value!, key)))),
        JsonArray list => new ListValue([.. list.Select(item => Plain(item!, key))]),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => Template((string)node!),
            JsonValueKind.True or JsonValueKind.False => new FlagValue((bool)node),
            _ => new NumberValue((decimal)node),
        },
    };

    private static ResourceValue Template(string text)
    {
        List<ResourceValue> parts = [];
        var literal = "";
        for (var at = 0; at < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("$${") || text.AsSpan(at).StartsWith("%%{"))
            {
                literal += text.Substring(at + 1, 2);
                at += 3;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                if (literal.Length > 0) parts.Add(new TextValue(literal));
                literal = "";
                var end = text.IndexOf('}', at);
                parts.Add(Reference(text[(at + 2)..end]));
                at = end + 1;
            }
            else
            {
                literal += text[at++];
            }
        }

        if (literal.Length > 0) parts.Add(new TextValue(literal));
        return parts switch { [] => new TextValue(""), [var only] => only, _ => new JoinedValue(parts) };
    }

    private static ResourceValue Reference(string text) => text.Split('.') switch
    {
        ["var", var name] => new ParameterValue(name),
        ["data", "aws_region", "current", "id"] => new ParameterValue("AWS::Region"),
        ["data", "aws_caller_identity", "current", "account_id"] => new ParameterValue("AWS::AccountId"),
        ["data", "aws_partition", "current", "partition"] => new ParameterValue("AWS::Partition"),
        // A resource whose Ref is its ARN is referred to in both ways by the same attribute.
        [var type, var id, var attribute] => new ReferenceValue(id, ByName[type].Ref == attribute ? "Ref" : attribute == "arn" ? "Arn" : throw new InvalidOperationException(text)),
        _ => throw new InvalidOperationException(text),
    };
}
