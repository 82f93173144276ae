using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;

namespace CostTool.AwsSdk.Runtime;

/// <summary>Reads an element of an answer as the JSON of its shape; elements that the shape does not have are passed over.</summary>
internal static class XmlShape
{
    /// <exception cref="FormatException">A number or a flag is none.</exception>
    public static JsonNode Read(XElement element, JsonTypeInfo type)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                var structure = new JsonObject();
                foreach (var child in element.Elements())
                    if (type.Properties.FirstOrDefault(property => property.Name == child.Name.LocalName) is { } member)
                        structure[member.Name] = Read(child, type.Options.GetTypeInfo(member.PropertyType));
                return structure;
            case JsonTypeInfoKind.Enumerable:
                return new JsonArray([.. element.Elements().Select(item => Read(item, QueryForm.Inner(type)))]);
            case JsonTypeInfoKind.Dictionary:
                var map = new JsonObject();
                foreach (var entry in element.Elements())
                    map[Child(entry, "key").Value] = Read(Child(entry, "value"), QueryForm.Inner(type));
                return map;
            default:
                return Scalar(element.Value, Nullable.GetUnderlyingType(type.Type) ?? type.Type);
        }
    }

    private static XElement Child(XElement entry, string name) =>
        entry.Elements().FirstOrDefault(child => child.Name.LocalName == name) ?? throw new FormatException($"an entry has no {name}");

    private static JsonValue Scalar(string text, Type type)
    {
        if (type == typeof(int)) return JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture));
        if (type == typeof(long)) return JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture));
        if (type == typeof(double)) return JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture));
        return type == typeof(bool) ? JsonValue.Create(bool.Parse(text)) : JsonValue.Create(text)!;
    }
}
