using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>A body of JSON and the members of its shape. What the model does not know passes as it is: clients can be newer than the model.</summary>
internal static class JsonBody
{
    /// <exception cref="ServiceErrorException">A value is of another type than the model says.</exception>
    public static JsonObject Read(JsonObject body, ShapePlace place)
    {
        var request = new JsonObject();
        foreach (var (name, value) in body)
            // Null is as good as missing.
            if (value is not null) request[name] = place.Member(name) is { } member ? Value(value, member) : value.DeepClone();
        return request;
    }

    public static JsonObject Write(JsonObject answer, ShapePlace place)
    {
        var body = new JsonObject();
        foreach (var (name, value) in answer)
            if (value is not null) body[name] = place.Member(name) is { } member ? Written(value, member) : value.DeepClone();
        return body;
    }

    private static JsonNode Value(JsonNode value, ShapePlace place) => (place.Type, value.GetValueKind()) switch
    {
        ("structure", JsonValueKind.Object) => Read(value.AsObject(), place),
        ("map", JsonValueKind.Object) => new JsonObject(value.AsObject().Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Value(entry.Value!, place.Value)))),
        ("list", JsonValueKind.Array) => new JsonArray([.. value.AsArray().Where(item => item is not null).Select(item => Value(item!, place.Item))]),
        ("string" or "blob", JsonValueKind.String) => value.DeepClone(),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => value.DeepClone(),
        ("integer" or "long", JsonValueKind.Number) when value.GetValue<double>() % 1 is 0 => value.DeepClone(),
        ("float" or "double", JsonValueKind.Number) => value.DeepClone(),
        ("timestamp", JsonValueKind.Number) => value.DeepClone(),
        ("timestamp", JsonValueKind.String) when Instants.Read(value.GetValue<string>()) is { } instant => JsonValue.Create(instant),
        _ => throw new ServiceErrorException("SerializationException", $"{value.ToJsonString()} cannot be converted to a {place.Type}"),
    };

    private static JsonNode Written(JsonNode value, ShapePlace place) => (place.Type, value) switch
    {
        ("structure", JsonObject structure) => Write(structure, place),
        ("map", JsonObject map) => new JsonObject(map.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Written(entry.Value!, place.Value)))),
        ("list", JsonArray list) => new JsonArray([.. list.Select(item => Written(item!, place.Item))]),
        ("timestamp", _) when place.TimestampFormat is "iso8601" => JsonValue.Create(Instants.Iso8601(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture))),
        _ => value.DeepClone(),
    };
}
