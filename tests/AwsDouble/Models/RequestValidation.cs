using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.Models;

/// <summary>What the model demands of a request: required members, lengths and ranges, enumerations, patterns.</summary>
public static class RequestValidation
{
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    /// <summary>What is wrong, in the words of AWS; empty: nothing.</summary>
    public static IReadOnlyList<string> Faults(ModelOperation operation, ServiceModel model, JsonObject request)
    {
        var faults = new List<string>();
        if (operation.Input is { } input) Check(request, model.Place(input), "", faults);
        return faults;
    }

    private static void Check(JsonNode value, ShapePlace place, string at, List<string> faults)
    {
        switch (place.Type)
        {
            case "structure":
                Structure(value.AsObject(), place, at, faults);
                return;
            case "list":
                Range(value.AsArray().Count, "length", place, value, at, faults);
                foreach (var (index, item) in value.AsArray().Index()) Check(item!, place.Item, $"{at}.{(index + 1).ToString(CultureInfo.InvariantCulture)}.member", faults);
                return;
            case "map":
                Range(value.AsObject().Count, "length", place, value, at, faults);
                foreach (var (key, item) in value.AsObject())
                {
                    Check(JsonValue.Create(key), place.Key, $"{at}.key", faults);
                    Check(item!, place.Value, $"{at}.{key}.member", faults);
                }

                return;
            case "string":
                Text(value.GetValue<string>(), place, value, at, faults);
                return;
            case "blob":
                Range(Convert.FromBase64String(value.GetValue<string>()).Length, "length", place, value, at, faults);
                return;
            case "integer" or "long" or "float" or "double":
                Range(value.GetValue<double>(), "value", place, value, at, faults);
                return;
        }
    }

    private static void Structure(JsonObject value, ShapePlace place, string at, List<string> faults)
    {
        foreach (var name in ServiceModel.Items(place.Shape, "required").Select(name => name.GetString()!))
            if (value[name] is null) faults.Add($"Value null at '{Path(at, name)}' failed to satisfy constraint: Member must not be null");
        foreach (var (name, member) in value)
            // A member that is newer than the model is for the service to judge.
            if (place.Member(name) is { } known) Check(member!, known, Path(at, name), faults);
    }

    private static void Text(string text, ShapePlace place, JsonNode value, string at, List<string> faults)
    {
        Range(text.Length, "length", place, value, at, faults);
        if (ServiceModel.Member(place.Shape, "enum") is { } allowed && allowed.EnumerateArray().All(item => item.GetString() != text))
            faults.Add($"Value '{text}' at '{at}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", allowed.EnumerateArray().Select(item => item.GetString()))}]");
        if (ServiceModel.Text(place.Shape, "pattern") is { Length: > 0 } pattern && Patterns.GetOrAdd(pattern, Compile) is { } regex && !regex.IsMatch(text))
            faults.Add($"Value '{text}' at '{at}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}");
    }

    private static void Range(double number, string what, ShapePlace place, JsonNode value, string at, List<string> faults)
    {
        var shown = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (ServiceModel.Member(place.Shape, "min") is { ValueKind: JsonValueKind.Number } min && number < min.GetDouble())
            faults.Add($"Value '{shown}' at '{at}' failed to satisfy constraint: Member must have {what} greater than or equal to {min.GetRawText()}");
        if (ServiceModel.Member(place.Shape, "max") is { ValueKind: JsonValueKind.Number } max && number > max.GetDouble())
            faults.Add($"Value '{shown}' at '{at}' failed to satisfy constraint: Member must have {what} less than or equal to {max.GetRawText()}");
    }

    private static string Path(string at, string name)
    {
        var member = char.ToLowerInvariant(name[0]) + name[1..];
        return at.Length == 0 ? member : $"{at}.{member}";
    }

    /// <summary>A whole text must match, as in the Java that these are written for; null: .NET does not read it.</summary>
    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex($@"\A(?:{pattern.Replace(@"\p{ASCII}", @"[\x00-\x7F]", StringComparison.Ordinal)})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
