using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CostTool.AwsSdk.Runtime;

/// <summary>A request as the parameters of the Query protocol: <c>Tags.member.1.Key</c>, <c>Attributes.entry.1.key</c>.</summary>
internal static class QueryForm
{
    public static IEnumerable<KeyValuePair<string, string>> Parameters(JsonNode? value, JsonTypeInfo type, string at = "")
    {
        switch (value)
        {
            case JsonObject map when type.Kind == JsonTypeInfoKind.Dictionary:
                return map.SelectMany((entry, index) => Parameters(entry.Value, Inner(type), $"{at}.entry.{index + 1}.value").Prepend(new($"{at}.entry.{index + 1}.key", entry.Key)));
            case JsonObject structure:
                return structure.SelectMany(member => Parameters(member.Value, Member(type, member.Key), at.Length == 0 ? member.Key : $"{at}.{member.Key}"));
            // An empty list says that there is to be none; a missing one says nothing.
            case JsonArray { Count: 0 }:
                return [new(at, "")];
            case JsonArray list:
                return list.SelectMany((item, index) => Parameters(item, Inner(type), $"{at}.member.{index + 1}"));
            case null:
                return [];
            default:
                return [new(at, value.GetValueKind() switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => value.ToString() })];
        }
    }

    public static JsonTypeInfo Inner(JsonTypeInfo type) => type.Options.GetTypeInfo(type.ElementType!);

    public static JsonTypeInfo Member(JsonTypeInfo type, string name) => type.Options.GetTypeInfo(type.Properties.First(property => property.Name == name).PropertyType);
}
