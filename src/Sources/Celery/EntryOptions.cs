using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace CostTool.Sources.Celery;

/// <summary>Send options of an entry, with those that have a field of their own taken out.</summary>
internal sealed record EntryOptions(string? Queue, DateTimeOffset? Expires, double? ExpireSeconds, IReadOnlyDictionary<string, string> Others)
{
    public static EntryOptions Empty { get; } = new(null, null, null, FrozenDictionary<string, string>.Empty);

    /// <summary>Reads an object such as <c>{"queue": "io", "expires": 10, "priority": 3}</c>.</summary>
    /// <exception cref="RefusedException">Not an object.</exception>
    public static EntryOptions From(JsonElement options)
    {
        if (options.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return Empty;
        if (options.ValueKind != JsonValueKind.Object) throw new RefusedException($"options are not a JSON object: `{Shortened.Text(options.GetRawText())}`");
        var others = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var result = new EntryOptions(null, null, null, others);
        foreach (var option in options.EnumerateObject())
        {
            switch (option.Name, option.Value.ValueKind)
            {
                case ("queue", JsonValueKind.String):
                    result = result with { Queue = option.Value.GetString() };
                    break;
                case ("expires", JsonValueKind.Number):
                    result = result with { ExpireSeconds = option.Value.GetDouble() };
                    break;
                case ("expires", JsonValueKind.String) when DateTimeOffset.TryParse(option.Value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                    result = result with { Expires = at.ToUniversalTime() };
                    break;
                case (_, JsonValueKind.Null):
                    break;
                default:
                    others[option.Name] = option.Value.GetRawText();
                    break;
            }
        }

        return result;
    }
}

/// <summary>Text of others in a message: short, so that one bad value does not fill the screen.</summary>
internal static class Shortened
{
    private const int Longest = 60;

    public static string Text(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : $"{line[..Longest]}…";
    }
}
