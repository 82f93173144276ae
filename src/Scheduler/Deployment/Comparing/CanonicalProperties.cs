using System.Globalization;
using System.Text.Json;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>Properties so that two that mean the same are equal: sets in order, documents read, defaults and emptiness left out.</summary>
public sealed class CanonicalProperties
{
    // Policies hold one name or a list of names in these places.
    private static readonly string[] OneOrMany = ["Action", "NotAction", "Resource", "NotResource"];

    private readonly PropertyRules rules;

    private CanonicalProperties(PropertyRules rules) => this.rules = rules;

    /// <summary>The canonical form; canonical properties stay as they are.</summary>
    public static MapValue Of(string type, MapValue properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return (MapValue)(new CanonicalProperties(PropertyRules.For(type)).Walk(properties, "") ?? new MapValue([]));
    }

    /// <summary>A text that holds JSON as the value that it stands for; any other text as it is.</summary>
    public static ResourceValue Document(string text) => Document(new TextValue(text));

    // Null is what need not be said.
    private ResourceValue? Walk(ResourceValue value, string path)
    {
        if (rules.Policies.Contains(path)) return Policy(Document(value), "");
        if (rules.Documents.Contains(path)) return Document(value);
        if (rules.Texts.Contains(path) && value is NumberValue number) return new TextValue(number.Number.ToString("0.############", CultureInfo.InvariantCulture));
        var walked = value switch
        {
            MapValue map => Members(map.Members.Select(member => KeyValuePair.Create(member.Key, Walk(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")))),
            ListValue list => Items(list.Items.Select(item => Walk(item, $"{path}.*") ?? new MapValue([])), sorted: rules.Sets.Contains(path)),
            _ => value,
        };
        return walked is not null && rules.Defaults.TryGetValue(path, out var usual) && usual.Equals(walked) ? null : walked;
    }

    private static MapValue? Members(IEnumerable<KeyValuePair<string, ResourceValue?>> members)
    {
        KeyValuePair<string, ResourceValue>[] said = [.. members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value!))];
        return said.Length == 0 ? null : new MapValue(said);
    }

    private static ListValue? Items(IEnumerable<ResourceValue> items, bool sorted)
    {
        ResourceValue[] kept = [.. sorted ? items.OrderBy(CanonicalText.Of, StringComparer.Ordinal) : items];
        return kept.Length == 0 ? null : new ListValue(kept);
    }

    private static ResourceValue Document(ResourceValue value) => value is TextValue text ? Parse(text.Text) : value;

    /// <summary>The value that a JSON text holds; what is no JSON is the text that it is.</summary>
    internal static ResourceValue Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new TextValue(json);
        }
    }

    private static ResourceValue Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new MapValue(element.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal).Select(same => KeyValuePair.Create(same.Key, Read(same.Last().Value)))),
        JsonValueKind.Array => new ListValue([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.String => new TextValue(element.GetString()!),
        JsonValueKind.True => new FlagValue(true),
        JsonValueKind.False => new FlagValue(false),
        JsonValueKind.Number when element.TryGetDecimal(out var number) => new NumberValue(number),
        // Null and numbers beyond decimal have no value of their own; their spelling tells them apart from text by the marker.
        _ => new MapValue([KeyValuePair.Create("\0json", (ResourceValue)new TextValue(element.GetRawText()))]),
    };

    private static ResourceValue Policy(ResourceValue value, string name) => value switch
    {
        MapValue map => new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Key, Policy(Many(member.Value, member.Key, name), member.Key is "Statement" ? "" : InNamed(member.Key, name))))),
        ListValue list => new ListValue([.. list.Items.Select(item => Policy(item, name)).OrderBy(CanonicalText.Of, StringComparer.Ordinal)]),
        _ => value,
    };

    private static string InNamed(string member, string name) => member is "Principal" or "NotPrincipal" ? "Names" : member is "Condition" ? "Operators" : name is "Operators" ? "Names" : "";

    private static ResourceValue Many(ResourceValue value, string member, string name) =>
        value is not ListValue && (name is "Names" || OneOrMany.Contains(member) || member is "Statement") ? new ListValue([value]) : value;
}
