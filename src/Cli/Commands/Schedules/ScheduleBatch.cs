using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>Answers crontabs from JSON Lines: a line in, a line out, in order.</summary>
/// <param name="count">Fires to list.</param>
/// <param name="version">Release of Celery.</param>
/// <param name="now">Start of a line that names none.</param>
internal sealed class ScheduleBatch(int count, CeleryVersion version, Instant now)
{
    /// <summary>How far after the start fires are listed: five years, the span of the compiler's proof.</summary>
    private static readonly Duration Horizon = Duration.FromDays(1827);

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers every line of a file; blank lines are passed over.</summary>
    /// <exception cref="ProblemException">A line is not a JSON object with the fields of a crontab.</exception>
    public void Run(TextReader input, string file, TextWriter output, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        for (var line = 1; input.ReadLine() is { } text; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(text)) continue;
            buffer.SetLength(0);
            using (var writer = new Utf8JsonWriter(buffer, Compact)) Answer(Question(text, $"{file}:{line}"), writer);
            output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }
    }

    private void Answer((CeleryEntry Entry, Instant Start) question, Utf8JsonWriter writer)
    {
        var (entry, start) = question;
        var fields = (CelerySchedule.Crontab)entry.Schedule;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone);
        var parsed = CeleryCrontab.TryParse(fields, version, out var crontab, out var refusal);
        var compiled = ScheduleCompiler.Compile(entry, new CompilerOptions { Start = start, CeleryVersion = version });

        writer.WriteStartObject();
        writer.WriteStartArray("celery");
        if (crontab is { IsImpossible: false } && zone is not null) Fires(new CeleryCalendar(crontab, zone, version), start, writer);
        writer.WriteEndArray();
        writer.WriteString("celery_error",
            !parsed ? $"{refusal!.ErrorClass}: {refusal.Message}"
            : crontab!.IsImpossible ? "RuntimeError: no month has such a day"
            : zone is null ? $"unknown time zone {entry.TimeZone}"
            : null);
        writer.WriteStartArray("expressions");
        foreach (var part in compiled.Expressions) writer.WriteStringValue(part.Expression.ToString());
        writer.WriteEndArray();
        writer.WriteString("expression_timezone", compiled.Expressions.Count == 0 ? null : compiled.Expressions[0].TimeZone);
        writer.WriteStartArray("eventbridge");
        Fires(new UnionOf([.. compiled.Expressions.Select(part => part.Calendar(start))]), start, writer);
        writer.WriteEndArray();
        writer.WriteBoolean("exact", compiled.Exact);
        writer.WriteString("refused", compiled.Refusal?.Reason);
        writer.WriteEndObject();
    }

    private void Fires(IFireTimes calendar, Instant start, Utf8JsonWriter writer)
    {
        foreach (var fire in calendar.After(start, count).TakeWhile(fire => fire <= start + Horizon))
            writer.WriteStringValue(fire.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private (CeleryEntry Entry, Instant Start) Question(string text, string where)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            // The exception counts lines within the line, which would contradict the place.
            throw Broken(where, $"the line is not JSON: {exception.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw Broken(where, "the line is not a JSON object");
            var zone = Text(root, "tz", where) ?? "UTC";
            var start = Text(root, "start", where) is not { } begin ? now
                : DateTimeOffset.TryParse(begin, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant.FromDateTimeOffset(at)
                : throw Broken(where, $"`start` is not an instant: `{begin}`");
            var entry = new CeleryEntry
            {
                Name = Text(root, "id", where) ?? where,
                Task = "unnamed",
                Schedule = new CelerySchedule.Crontab(Field(root, "minute"), Field(root, "hour"), Field(root, "day_of_week"), Field(root, "day_of_month"), Field(root, "month_of_year")),
                TimeZone = zone,
                ArgsJson = null,
                KwargsJson = null,
                Queue = null,
                Options = new Dictionary<string, string>(StringComparer.Ordinal),
                Enabled = true,
                StartTime = null,
                Expires = null,
                ExpireSeconds = null,
                OneOff = false,
                LastRun = null,
                Origin = where,
            };
            return (entry, start);
        }
    }

    // A field that is left out is Celery's default.
    private static CrontabField Field(JsonElement root, string name) => !root.TryGetProperty(name, out var value) ? new CrontabField.Text("*") : value.ValueKind switch
    {
        JsonValueKind.String => new CrontabField.Text(value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var number) => new CrontabField.Number(number),
        JsonValueKind.Array => new CrontabField.List([.. value.EnumerateArray().Select(item => item.GetRawText())]),
        _ => new CrontabField.Other(value.GetRawText()),
    };

    private static string? Text(JsonElement root, string name, string where) => !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Broken(where, $"`{name}` is not a text: `{value.GetRawText()}`");

    private static ProblemException Broken(string where, string what) =>
        new(new Problem(what, where, "write a JSON object a line with minute, hour, day_of_week, day_of_month, month_of_year, tz and start (2026-11-23T00:00:00Z)"));

    private sealed class UnionOf(IReadOnlyList<IFireTimes> calendars) : IFireTimes
    {
        public Instant? Next(Instant after)
        {
            Instant? first = null;
            foreach (var calendar in calendars)
                if (calendar.Next(after) is { } next && (first is null || next < first)) first = next;
            return first;
        }
    }
}
