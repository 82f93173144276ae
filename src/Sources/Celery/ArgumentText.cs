using System.Text.Json;

namespace CostTool.Sources.Celery;

/// <summary>Arguments of a task as JSON text.</summary>
internal static class ArgumentText
{
    // No task takes arguments nested deeper; a text of a million brackets is an attack.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>A JSON array, unchanged; <c>[]</c> for an empty text, as django-celery-beat takes it.</summary>
    /// <exception cref="RefusedException">Not a JSON array.</exception>
    public static string Array(string? text) => Checked(text, "args", "[]", JsonValueKind.Array, "array");

    /// <summary>A JSON object, unchanged; <c>{}</c> for an empty text.</summary>
    /// <exception cref="RefusedException">Not a JSON object.</exception>
    public static string Object(string? text, string name) => Checked(text, name, "{}", JsonValueKind.Object, "object");

    private static string Checked(string? text, string name, string empty, JsonValueKind wanted, string kind)
    {
        if (string.IsNullOrEmpty(text)) return empty;
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind != wanted) throw new RefusedException($"{name} is not a JSON {kind}: `{Shortened.Text(text)}`");
            return text.Trim();
        }
        catch (JsonException)
        {
            throw new RefusedException($"{name} is not JSON: `{Shortened.Text(text)}`");
        }
    }
}
