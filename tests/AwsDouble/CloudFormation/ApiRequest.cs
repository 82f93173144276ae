using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>The properties of a resource as the request that CloudFormation sends to the service. Names differ in their case and where a table says so; kinds of values are the model's.</summary>
internal static class ApiRequest
{
    // What a service keeps as text is in a template an object.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="model">botocore's folder.</param>
    /// <param name="operation">Of the model.</param>
    /// <param name="properties">CloudFormation's.</param>
    /// <param name="renamed">CloudFormation's names of properties and the model's of members, where they are not the same.</param>
    /// <exception cref="ServiceErrorException">The operation takes no such property, or not such a value.</exception>
    public static JsonObject Of(string model, string operation, JsonObject properties, IReadOnlyDictionary<string, string> renamed)
    {
        var service = ServiceModel.Of(model);
        var definition = new ModelOperation(operation, service.Operation(operation)!.Value);
        var named = new JsonObject(properties.Select(property => KeyValuePair.Create(renamed.GetValueOrDefault(property.Key, property.Key), property.Value?.DeepClone())));
        var request = DoubleAccount.Plain(Structure(named, service.Place(definition.Input!.Value), ""));
        return RequestValidation.Faults(definition, service, request) is { Count: > 0 } faults ? throw Refused(string.Join("; ", faults)) : request;
    }

    /// <summary>A document as text.</summary>
    public static string Text(JsonNode document) => document.ToJsonString(Readable);

    private static ServiceErrorException Refused(string why) => new("InvalidRequest", $"Properties validation failed: {why}");

    private static JsonObject Structure(JsonObject properties, ShapePlace place, string at)
    {
        var members = place.Members.ToDictionary(member => member.Name, member => member, StringComparer.OrdinalIgnoreCase);
        return new JsonObject(properties.Select(property => members.TryGetValue(property.Key, out var member)
            ? KeyValuePair.Create<string, JsonNode?>(member.Name, Value(property.Value!, member.Place, $"{at}/{property.Key}"))
            : throw Refused($"#{at}: extraneous key [{property.Key}] is not permitted")));
    }

    private static JsonNode Value(JsonNode value, ShapePlace place, string at) => (place.Type, value) switch
    {
        ("structure", JsonObject map) => Structure(map, place, at),
        ("list", JsonArray list) => new JsonArray([.. list.Select(item => Value(item!, place.Item, at))]),
        ("map", JsonObject map) => new JsonObject(map.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, Value(entry.Value!, place.Value, at)))),
        // Tags are a list in every template, and a map in some services.
        ("map", JsonArray pairs) => new JsonObject(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair!["Key"]!.GetValue<string>(), Value(pair["Value"]!, place.Value, at)))),
        ("string", JsonObject or JsonArray) => Text(value),
        ("string", JsonValue scalar) => Text(scalar),
        ("integer" or "long", JsonValue scalar) when long.TryParse(Text(scalar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        ("float" or "double", JsonValue scalar) when double.TryParse(Text(scalar), CultureInfo.InvariantCulture, out var number) => number,
        ("boolean", JsonValue scalar) when Text(scalar) is "true" or "false" => Text(scalar) == "true",
        ("timestamp", JsonValue scalar) when DateTimeOffset.TryParse(Text(scalar), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant.Seconds(),
        _ => throw Refused($"#{at}: expected type: {place.Type}, found: {value.GetValueKind()}"),
    };

    private static string Text(JsonValue scalar) => scalar.TryGetValue<string>(out var text) ? text : scalar.ToJsonString();
}
