using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>Two ways to write members and lists as fields.</summary>
internal enum FormDialect
{
    /// <summary><c>Tags.member.1.Key</c>; a flattened list is <c>Tag.1.Key</c>.</summary>
    Query,

    /// <summary>Every list is flat, every name begins with a capital.</summary>
    Ec2,
}

/// <summary>Reads the members of a shape from the fields of a form.</summary>
internal sealed class FormReader(FormDialect dialect)
{
    /// <exception cref="ServiceErrorException">A value is of another type than the model says.</exception>
    public JsonObject Structure(FormField field, ShapePlace place)
    {
        var request = new JsonObject();
        foreach (var (name, member) in place.Members)
            if (field.Child(Name(name, member)) is { } child) request[name] = Value(child, member);
        return request;
    }

    private string Name(string name, ShapePlace place)
    {
        if (dialect == FormDialect.Ec2) return place.QueryName ?? Capital(ServiceModel.Member(place.Reference, "locationName")?.GetString() ?? name);
        if (place is { Type: "list", Flattened: true }) return place.Item.LocationName ?? place.LocationName ?? name;
        return place.LocationName ?? name;
    }

    private JsonNode Value(FormField field, ShapePlace place) => place.Type switch
    {
        "structure" => Structure(field, place),
        "list" => List(field, place),
        "map" => Map(field, place),
        _ => Scalar(field, place),
    };

    private JsonArray List(FormField field, ShapePlace place)
    {
        var items = dialect == FormDialect.Ec2 || place.Flattened ? field : field.Child(place.Item.LocationName ?? "member");
        // An empty value says that the list is empty.
        if (items is null) return field.Value is "" ? [] : throw Malformed(field, place);
        if (!items.HasChildren && items.Value is "") return [];
        return new JsonArray([.. items.Numbered().Select(item => Value(item, place.Item))]);
    }

    private JsonObject Map(FormField field, ShapePlace place)
    {
        var entries = place.Flattened ? field : field.Child("entry");
        if (entries is null) return field.Value is "" ? [] : throw Malformed(field, place);
        if (!entries.HasChildren && entries.Value is "") return [];
        var map = new JsonObject();
        foreach (var entry in entries.Numbered())
        {
            var (key, value) = (entry.Child(place.Key.LocationName ?? "key")?.Value, entry.Child(place.Value.LocationName ?? "value"));
            if (key is null || value is null) throw Malformed(entry, place);
            map[key] = Value(value, place.Value);
        }

        return map;
    }

    private static JsonNode Scalar(FormField field, ShapePlace place)
    {
        var text = field.Value ?? throw Malformed(field, place);
        return place.Type switch
        {
            "integer" or "long" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            "float" or "double" when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            "boolean" when text is "true" or "false" => text == "true",
            "timestamp" when Instants.Read(text) is { } instant => instant,
            "string" or "blob" => text,
            _ => throw Malformed(field, place),
        };
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static ServiceErrorException Malformed(FormField field, ShapePlace place) => new("MalformedInput", $"{field.Name} is no {place.Type}");
}
