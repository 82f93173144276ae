using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Account;

/// <summary>Documents that a service keeps and shows parts of.</summary>
internal static class Documents
{
    extension(JsonObject document)
    {
        public JsonObject Copy() => (JsonObject)document.DeepClone();

        /// <summary>A copy of the members so named, those that are there.</summary>
        public JsonObject Only(params IEnumerable<string> names) =>
            new(names.Where(name => document[name] is not null).Select(name => KeyValuePair.Create(name, document[name]?.DeepClone())));
    }

    extension(IEnumerable<JsonNode?> items)
    {
        public JsonArray ToArrayNode() => new([.. items]);
    }

    extension(IEnumerable<string> items)
    {
        public JsonArray ToArrayNode() => new([.. items.Select(item => (JsonNode?)item)]);
    }

    /// <summary>One text for equal documents, whatever the order of their members.</summary>
    public static string Canonical(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    public static bool IsJson(string text)
    {
        try
        {
            JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>An instant as the model's timestamps are written.</summary>
    public static double Seconds(this DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => list.Select(Sorted).ToArrayNode(),
        _ => node?.DeepClone(),
    };
}
