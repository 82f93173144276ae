using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>A template that holds together.</summary>
internal sealed class Template
{
    private static readonly string[] Sections = ["AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Resources"];
    private static readonly string[] ResourceAttributes = ["Type", "Properties", "DependsOn", "Metadata"];
    private static readonly string[] ParameterAttributes = ["Type", "Description", "Default", "NoEcho"];

    private Template(string text, JsonObject root)
    {
        Text = text;
        Description = root.TextOrNull("Description");
        Parameters = Members(root, "Parameters");
        Resources = Members(root, "Resources");
    }

    public string Text { get; }

    public string? Description { get; }

    public IReadOnlyDictionary<string, JsonObject> Parameters { get; }

    public IReadOnlyDictionary<string, JsonObject> Resources { get; }

    /// <summary>What must be agreed to before it makes roles.</summary>
    public string? Capability => Roles.Any(role => role["Properties"]?["RoleName"] is not null) ? "CAPABILITY_NAMED_IAM" : Roles.Any() ? "CAPABILITY_IAM" : null;

    private IEnumerable<JsonObject> Roles => Resources.Values.Where(resource => resource.Text("Type").StartsWith("AWS::IAM::", StringComparison.Ordinal));

    /// <exception cref="ServiceErrorException">CloudFormation would not take it.</exception>
    public static Template Read(string text, IReadOnlyCollection<string> types)
    {
        var root = TemplateText.Parse(text);
        Known(root, Sections, "template");
        if (FirstNull(root, "") is { } at) throw TemplateText.Malformed($"[{at}] 'null' values are not allowed in templates");
        var template = new Template(text, root);
        if (template.Resources.Count == 0) throw TemplateText.Malformed("At least one Resources member must be defined.");
        foreach (var parameter in template.Parameters.Values) Known(parameter, ParameterAttributes, "parameter");
        foreach (var (name, resource) in template.Resources)
        {
            Known(resource, ResourceAttributes, name);
            if (resource["Type"] is null) throw TemplateText.Malformed($"[/Resources/{name}] Every Resources object must contain a Type member.");
        }

        if (template.Resources.Values.Select(resource => resource.Text("Type")).Where(type => !types.Contains(type)).Distinct().ToList() is { Count: > 0 } unknown) throw TemplateText.Malformed($"Unrecognized resource types: [{string.Join(", ", unknown)}]");
        var unresolved = template.Resources.Values.SelectMany(Needs).Where(name => !template.Resources.ContainsKey(name) && !template.Parameters.ContainsKey(name) && !name.StartsWith("AWS::", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (unresolved.Count > 0) throw TemplateText.Malformed($"Unresolved resource dependencies [{string.Join(", ", unresolved)}] in the Resources block of the template");
        template.Order();
        return template;
    }

    /// <summary>The resources, each after those that it refers to or depends on.</summary>
    public IReadOnlyList<string> Order()
    {
        List<string> ordered = [], path = [];
        foreach (var name in Resources.Keys.Order(StringComparer.Ordinal)) Visit(name);
        return ordered;

        void Visit(string name)
        {
            if (!Resources.TryGetValue(name, out var resource) || ordered.Contains(name)) return;
            if (path.Contains(name)) throw TemplateText.Invalid($"Circular dependency between resources: [{string.Join(", ", path[path.IndexOf(name)..].Order(StringComparer.Ordinal))}]");
            path.Add(name);
            foreach (var need in Needs(resource).Distinct().Order(StringComparer.Ordinal)) Visit(need);
            path.RemoveAt(path.Count - 1);
            ordered.Add(name);
        }
    }

    private static IEnumerable<string> Needs(JsonObject resource) => TemplateFunctions.References(resource["Properties"])
        .Concat(resource["DependsOn"] is JsonArray ? resource.Texts("DependsOn") : resource.TextOrNull("DependsOn") is { } one ? [one] : []);

    private static Dictionary<string, JsonObject> Members(JsonObject root, string section) => (root[section] switch { null => [], JsonObject map => map, _ => throw TemplateText.Malformed($"{section} must be an object") })
        .ToDictionary(member => member.Key, member => member.Value as JsonObject ?? throw TemplateText.Malformed($"[/{section}/{member.Key}] must be an object"), StringComparer.Ordinal);

    private static void Known(JsonObject map, IReadOnlyCollection<string> members, string where)
    {
        if (map.Select(member => member.Key).Except(members).ToList() is { Count: > 0 } unknown) throw TemplateText.Malformed($"Invalid {where} property or properties [{string.Join(", ", unknown)}]");
    }

    private static string? FirstNull(JsonNode? node, string at) => node switch
    {
        null => at,
        JsonObject map => map.Select(member => FirstNull(member.Value, $"{at}/{member.Key}")).FirstOrDefault(found => found is not null),
        JsonArray list => list.Select(item => FirstNull(item, at)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
