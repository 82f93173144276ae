using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>A template's functions: what they refer to, and what they come to.</summary>
/// <param name="parameters">Values of parameters and pseudo parameters.</param>
/// <param name="made">What was made so far, by logical id.</param>
internal sealed partial class TemplateFunctions(IReadOnlyDictionary<string, JsonNode?> parameters, IReadOnlyDictionary<string, MadeResource> made)
{
    /// <summary>Names of parameters and resources that a value refers to.</summary>
    public static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(References),
        JsonObject map when Function(map) is { } function => function.Key switch
        {
            "Ref" => [Text(function)],
            "Fn::GetAtt" => [Attribute(function).Resource],
            "Fn::Sub" => Placeholders().Matches(Substitution(function).Text).Select(match => match.Groups["name"].Value)
                .Where(name => !name.StartsWith('!') && !Substitution(function).Values.ContainsKey(name)).Select(name => name.Split('.')[0])
                .Concat(Substitution(function).Values.SelectMany(value => References(value.Value))),
            _ => References(function.Value),
        },
        JsonObject map => map.SelectMany(member => References(member.Value)),
        _ => [],
    };

    /// <summary>The value without functions; null: <c>AWS::NoValue</c>, which leaves out what it stands for.</summary>
    /// <exception cref="ServiceErrorException">A function cannot be evaluated.</exception>
    public JsonNode? Evaluate(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Evaluate).Where(item => item is not null)]);
            case JsonObject map when Function(map) is { } function:
                return Call(function);
            case JsonObject map:
                return new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Evaluate(member.Value))).Where(member => member.Value is not null));
            default:
                return node?.DeepClone();
        }
    }

    private static KeyValuePair<string, JsonNode?>? Function(JsonObject map) =>
        map.Count == 1 && map.First() is var only && (only.Key == "Ref" || only.Key.StartsWith("Fn::", StringComparison.Ordinal)) ? only : null;

    private JsonNode? Call(KeyValuePair<string, JsonNode?> function) => function.Key switch
    {
        "Ref" => Reference(Text(function)),
        "Fn::GetAtt" => Attribute(function) is var (resource, attribute) ? AttributeOf(resource, attribute) : null,
        "Fn::Sub" => Substitute(Substitution(function)),
        "Fn::Join" when function.Value is JsonArray { Count: 2 } parts && Evaluate(parts[1]) is JsonArray items =>
            string.Join(parts[0]!.GetValue<string>(), items.Select(item => Plain(item, function.Key))),
        _ => throw TemplateText.Invalid($"Template error: {function.Key} cannot be evaluated: {function.Value?.ToJsonString()}"),
    };

    private JsonNode? Reference(string name) =>
        parameters.TryGetValue(name, out var value) ? value?.DeepClone()
        : made.TryGetValue(name, out var resource) ? resource.PhysicalId
        : throw TemplateText.Malformed($"Unresolved resource dependencies [{name}] in the Resources block of the template");

    private string AttributeOf(string resource, string attribute) =>
        made.TryGetValue(resource, out var there) && there.Attributes.TryGetValue(attribute, out var value) ? value
        : throw TemplateText.Invalid($"Template error: resource {resource} does not support attribute type {attribute} in Fn::GetAtt");

    private string Substitute((string Text, JsonObject Values) sub) => Placeholders().Replace(sub.Text, match =>
    {
        var name = match.Groups["name"].Value;
        if (name.StartsWith('!')) return $"${{{name[1..]}}}";
        if (sub.Values.TryGetPropertyValue(name, out var own)) return Plain(Evaluate(own), name);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Plain(Reference(name), name) : AttributeOf(name[..dot], name[(dot + 1)..]);
    });

    // A list, such as a parameter of subnets, is no text.
    private static string Plain(JsonNode? value, string name) =>
        value is JsonValue plain ? (plain.TryGetValue<string>(out var text) ? text : plain.ToJsonString()) : throw TemplateText.Invalid($"Template error: variable {name} in Fn::Sub or Fn::Join does not resolve to a string");

    private static string Text(KeyValuePair<string, JsonNode?> function) =>
        function.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw TemplateText.Malformed($"[{function.Key}] must be a string");

    private static (string Resource, string Attribute) Attribute(KeyValuePair<string, JsonNode?> function) => function.Value is JsonArray { Count: 2 } pair
        ? (pair[0]!.GetValue<string>(), pair[1]!.GetValue<string>())
        : throw TemplateText.Invalid("Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute");

    private static (string Text, JsonObject Values) Substitution(KeyValuePair<string, JsonNode?> function) => function.Value switch
    {
        JsonArray { Count: 2 } pair => (pair[0]!.GetValue<string>(), pair[1]!.AsObject()),
        _ => (Text(function), []),
    };

    [GeneratedRegex(@"\$\{(?<name>[^}]*)\}")]
    private static partial Regex Placeholders();
}
