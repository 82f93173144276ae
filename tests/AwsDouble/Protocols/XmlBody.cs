using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>An answer as elements, in the order of the model.</summary>
internal static class XmlBody
{
    /// <exception cref="InvalidOperationException">The answer has a member that the model does not know: nothing could read it.</exception>
    public static IEnumerable<XElement> Members(JsonObject answer, ShapePlace place, XNamespace space)
    {
        if (answer.FirstOrDefault(member => place.Member(member.Key) is null).Key is { } unknown) throw new InvalidOperationException($"the model has no member {unknown} at {place.Reference.GetRawText()}");
        return place.Members.Where(member => answer[member.Name] is not null).SelectMany(member => Value(member.Name, answer[member.Name]!, member.Place, space));
    }

    private static IEnumerable<XElement> Value(string member, JsonNode value, ShapePlace place, XNamespace space)
    {
        var name = space + (place.LocationName ?? member);
        switch (place.Type)
        {
            case "structure":
                return [new XElement(name, Members(value.AsObject(), place, space))];
            case "list" when place.Flattened:
                return value.AsArray().SelectMany(item => Value(place.Item.LocationName ?? place.LocationName ?? member, item!, place.Item, space));
            case "list":
                return [new XElement(name, value.AsArray().SelectMany(item => Value("member", item!, place.Item, space)))];
            case "map":
                var entries = value.AsObject().Select(entry => new XElement(place.Flattened ? name : space + "entry", Value("key", JsonValue.Create(entry.Key), place.Key, space), Value("value", entry.Value!, place.Value, space)));
                return place.Flattened ? entries : [new XElement(name, entries)];
            default:
                return [new XElement(name, Scalar(value, place))];
        }
    }

    private static string Scalar(JsonNode value, ShapePlace place) => place.Type switch
    {
        "timestamp" => Instants.Iso8601(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        "boolean" => value.GetValue<bool>() ? "true" : "false",
        _ => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
    };
}
