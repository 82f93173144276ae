using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>Reads the document that <c>python -m costtool_runner dump -A app</c> prints.</summary>
/// <remarks>Its form is described in docs/celery-sources.md.</remarks>
public static class BeatDump
{
    /// <summary>The form of the document that is read here.</summary>
    public const int Form = 1;

    private const string Again = "write it again with `python -m costtool_runner dump -A app`";
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>Reads a dump.</summary>
    /// <param name="json">The document in UTF-8.</param>
    /// <param name="file">Its name, for origins and errors.</param>
    /// <exception cref="ProblemException">Not JSON (with the line), or not a dump of a known form.</exception>
    public static CeleryReading Read(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[3..];
        try
        {
            return ReadDocument(json, file);
        }
        catch (JsonException fault)
        {
            throw new ProblemException(new Problem($"the text is not JSON at line {fault.LineNumber + 1}", $"{file}:{fault.LineNumber + 1}", Again));
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to a string that is not Unicode.
            throw new ProblemException(new Problem("a string is not valid Unicode text", file, Again));
        }
    }

    private static CeleryReading ReadDocument(ReadOnlySpan<byte> json, string file)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw NotADump(file);
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var entries = new List<(int Line, JsonElement Entry)>();
        var (line, counted, found) = (1, 0, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name != "beat_schedule" || reader.TokenType != JsonTokenType.StartArray)
            {
                members[name] = JsonElement.ParseValue(ref reader);
                continue;
            }

            found = true;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                line += json[counted..start].Count((byte)'\n');
                counted = start;
                entries.Add((line, JsonElement.ParseValue(ref reader)));
            }
        }

        // What follows the document is part of the check: two dumps in one file are a mistake.
        while (reader.Read())
        {
        }

        if (!found || !members.TryGetValue("costtool_dump", out var form)) throw NotADump(file);
        if (form.ValueKind != JsonValueKind.Number || !form.TryGetInt32(out var number) || number != Form)
            throw new ProblemException(new Problem(
                $"the dump has the form `{Shortened.Text(form.GetRawText())}`, and this release reads form {Form}", file, "use the runner and costtool of the same release"));
        var facts = DumpFacts.From(members);
        return Fold(entries, facts, file);
    }

    private static ProblemException NotADump(string file) =>
        new(new Problem("the JSON is not a dump of a Celery app: it has no `costtool_dump` with a `beat_schedule` list", file, Again));

    private static CeleryReading Fold(List<(int Line, JsonElement Entry)> entries, CeleryFacts facts, string file)
    {
        var fold = new EntryFold();
        foreach (var (line, entry) in entries)
        {
            var origin = $"{file}:{line}";
            var name = entry.ValueKind == JsonValueKind.Object && Text(entry, "name") is { } text ? text : $"entry at line {line}";
            fold.Add(name, origin, () => Entry(entry, name, facts.TimeZone ?? "UTC", origin));
        }

        return fold.ToReading(facts);
    }

    private static CeleryEntry Entry(JsonElement entry, string name, string zone, string origin)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "name") is null) throw new RefusedException("the entry has no `name`");
        if (Text(entry, "refused") is { } reason) throw new RefusedException(reason);
        var schedule = Member(entry, "schedule");
        var lost = NotJson(entry);
        var options = EntryOptions.From(Member(entry, "options"));
        if (lost.FirstOrDefault(item => item.Path.StartsWith("options", StringComparison.Ordinal)) is { Path: not null } option)
            options = options with { Others = WithLost(options.Others, lost) };
        return new CeleryEntry
        {
            Name = name,
            Task = Text(entry, "task") is { Length: > 0 } task ? task : throw new RefusedException("the entry names no task"),
            Schedule = ScheduleJson.Read(schedule),
            TimeZone = Text(schedule, "timezone") ?? zone,
            ArgsJson = Arguments(entry, "args", JsonValueKind.Array, lost),
            KwargsJson = Arguments(entry, "kwargs", JsonValueKind.Object, lost),
            Queue = options.Queue,
            Options = options.Others,
            Enabled = true,
            StartTime = null,
            Expires = options.Expires,
            ExpireSeconds = options.ExpireSeconds,
            OneOff = false,
            LastRun = null,
            Origin = origin,
        };
    }

    // Arguments of which a part has no JSON form cannot be sent again: the entry is refused, with the place and the type.
    private static string Arguments(JsonElement entry, string name, JsonValueKind wanted, IReadOnlyList<(string Path, string Type)> lost)
    {
        if (lost.FirstOrDefault(item => item.Path.StartsWith(name, StringComparison.Ordinal)) is { Path: not null } first)
            throw new RefusedException($"`{Shortened.Text(first.Path)}` is a {Shortened.Text(first.Type)}, which JSON cannot hold");
        var value = Member(entry, name);
        return value.ValueKind == wanted ? value.GetRawText() : throw new RefusedException($"`{name}` is not a JSON {(wanted == JsonValueKind.Array ? "array" : "object")}");
    }

    private static SortedDictionary<string, string> WithLost(IReadOnlyDictionary<string, string> options, IReadOnlyList<(string Path, string Type)> lost)
    {
        var all = new SortedDictionary<string, string>(options.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (path, type) in lost)
            if (path.StartsWith("options.", StringComparison.Ordinal)) all[path["options.".Length..]] = $"{{\"not_json\":{JsonSerializer.Serialize(type)}}}";
        return all;
    }

    private static IReadOnlyList<(string Path, string Type)> NotJson(JsonElement entry) => Member(entry, "not_json") is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => (Text(item, "path") ?? "", Text(item, "type") ?? ""))]
        : [];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
