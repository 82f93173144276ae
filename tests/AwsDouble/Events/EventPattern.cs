using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Events;

/// <summary>Event patterns, from EventBridge's documents: equal values, prefix, suffix, anything-but, exists, numeric, equals-ignore-case.</summary>
internal static class EventPattern
{
    /// <summary>What is wrong with a pattern; null: nothing.</summary>
    public static string? Fault(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject { Count: > 0 } pattern ? Fault(pattern) : "Event pattern is empty or no object";
        }
        catch (JsonException)
        {
            return "Event pattern is no JSON";
        }
    }

    public static bool Matches(JsonObject pattern, JsonNode? found) => found switch
    {
        JsonObject map => pattern.All(field => field.Value is JsonArray wanted ? Holds(wanted, map[field.Key], map.ContainsKey(field.Key)) : Matches((JsonObject)field.Value!, map[field.Key])),
        // Any element of a list will do.
        JsonArray list => list.Any(item => Matches(pattern, item)),
        _ => pattern.All(field => field.Value is JsonArray wanted ? Holds(wanted, null, false) : Matches((JsonObject)field.Value!, null)),
    };

    private static string? Fault(JsonObject pattern) => pattern.Select(field => field.Value switch
    {
        JsonObject inner => Fault(inner),
        JsonArray { Count: 0 } => "Empty arrays are not allowed",
        JsonArray wanted => wanted.Select(Fault).FirstOrDefault(fault => fault is not null),
        _ => $"\"{field.Key}\" must be an object or an array",
    }).FirstOrDefault(fault => fault is not null);

    private static string? Fault(JsonNode? condition) => condition switch
    {
        JsonArray => "A value of a pattern cannot be an array",
        JsonObject { Count: 1 } one => one.Single().Key is "prefix" or "suffix" or "anything-but" or "exists" or "numeric" or "equals-ignore-case" ? null : $"Unrecognized match type {one.Single().Key}",
        JsonObject => "Only one key allowed in match expression",
        _ => null,
    };

    private static bool Holds(JsonArray wanted, JsonNode? found, bool present) => wanted.Any(condition => Holds(condition, found, present));

    private static bool Holds(JsonNode? condition, JsonNode? found, bool present)
    {
        if (condition is JsonObject known && known["exists"] is { } exists) return (bool)exists == present;
        if (!present) return false;
        return found is JsonArray list ? list.Any(item => One(condition, item)) : One(condition, found);
    }

    private static bool One(JsonNode? condition, JsonNode? found) => condition is JsonObject operation ? Operation(operation.Single().Key, operation.Single().Value!, found) : Equal(condition, found);

    private static bool Operation(string name, JsonNode operand, JsonNode? found) => name switch
    {
        "prefix" => Text(found)?.StartsWith((string)operand!, StringComparison.Ordinal) ?? false,
        "suffix" => Text(found)?.EndsWith((string)operand!, StringComparison.Ordinal) ?? false,
        "equals-ignore-case" => string.Equals(Text(found), (string)operand!, StringComparison.OrdinalIgnoreCase),
        "anything-but" => operand switch
        {
            JsonObject inner => Text(found) is not null && !Operation(inner.Single().Key, inner.Single().Value!, found),
            JsonArray many => !many.Any(item => Equal(item, found)),
            _ => !Equal(operand, found),
        },
        "numeric" => Number(found) is { } number && operand.AsArray().Chunk(2).All(pair => Compare(number, (string)pair[0]!, Number(pair[1])!.Value)),
        _ => throw new InvalidOperationException($"{name} was let pass"),
    };

    private static bool Compare(decimal number, string sign, decimal bound) => sign switch
    {
        "=" => number == bound,
        "<" => number < bound,
        "<=" => number <= bound,
        ">" => number > bound,
        ">=" => number >= bound,
        _ => throw new InvalidOperationException(sign),
    };

    private static bool Equal(JsonNode? wanted, JsonNode? found) =>
        Number(wanted) is { } number ? Number(found) == number : wanted?.ToJsonString() == found?.ToJsonString();

    private static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? (string)node! : null;

    private static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number ? decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
