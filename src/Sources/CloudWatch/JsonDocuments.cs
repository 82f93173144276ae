using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;

namespace CostTool.Sources.CloudWatch;

/// <summary>Answers of the AWS command line as JSON documents, and the members that they may or may not have.</summary>
internal static class JsonDocuments
{
    /// <exception cref="ProblemException">The file cannot be read or is not one JSON object.</exception>
    public static JsonDocument Open(string path, string shown, CancellationToken cancellationToken)
    {
        using var text = PackedText.Open(path, shown, cancellationToken);
        try
        {
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
        }

        throw new ProblemException(new Problem("the file is not one JSON object", shown, "give the answer of the AWS command line as it was printed with --output json"));
    }

    /// <summary>A member; an undefined element where there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : "";

    /// <summary>A number, or a text that is one; null where there is none.</summary>
    public static double? Number(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } member => member.GetDouble(),
        { ValueKind: JsonValueKind.String } member when double.TryParse(member.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Elements of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];
}
