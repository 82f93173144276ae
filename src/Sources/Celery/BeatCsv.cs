using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>Reads entries from a plain CSV, one a row; its columns are described in docs/celery-sources.md.</summary>
public static class BeatCsv
{
    private static readonly (string Column, string[] Synonyms)[] Names =
    [
        ("project", ["app", "source"]),
        ("name", ["entry", "schedule_name"]),
        ("task", ["task_name"]),
        ("kind", ["type"]),
        ("minute", ["m"]),
        ("hour", ["h"]),
        ("day_of_week", ["dow", "weekday"]),
        ("day_of_month", ["dom", "day"]),
        ("month_of_year", ["moy", "month"]),
        ("every_seconds", ["seconds", "interval_seconds"]),
        ("relative", []),
        ("event", ["solar_event"]),
        ("latitude", ["lat"]),
        ("longitude", ["lon"]),
        ("at", ["clocked_time", "clocked"]),
        ("timezone", ["tz", "time_zone"]),
        ("queue", []),
        ("args", []),
        ("kwargs", []),
        ("options", []),
        ("enabled", []),
        ("one_off", []),
        ("start_time", ["start"]),
        ("expires", []),
        ("expire_seconds", []),
        ("last_run_at", ["last_run"]),
        ("refused", []),
    ];

    private static readonly string[] Required = ["name", "task"];

    /// <summary>Reads a CSV.</summary>
    /// <param name="csv">The text, with a header.</param>
    /// <param name="file">Its name, for origins and errors.</param>
    /// <param name="timeZone">Zone of rows that name none.</param>
    /// <exception cref="ProblemException">No header with the columns that are needed, or a quotation mark that is never closed.</exception>
    public static CeleryReading Read(TextReader csv, string file, string timeZone)
    {
        var fold = new EntryFold();
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, int>? columns = null;
        foreach (var (line, cells) in CsvRecords.Read(csv, file))
        {
            if (columns is null)
            {
                columns = Columns(cells, file);
                continue;
            }

            var row = new CsvRow(columns, cells);
            var origin = string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
            var name = Name(row) ?? origin;
            // Lists of entries repeat a name for a task with two schedules: the second is told apart by a number.
            if ((times[name] = times.GetValueOrDefault(name) + 1) is > 1 and var time) name = string.Create(CultureInfo.InvariantCulture, $"{name} ({time})");
            fold.Add(name, origin, () => Entry(row, name, timeZone, origin));
        }

        if (columns is null) throw new ProblemException(new Problem("the CSV is empty", file, "give a header and one entry a row"));
        return fold.ToReading(facts: null);
    }

    private static Dictionary<string, int> Columns(string[] header, string file)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < header.Length; index++)
        {
            var written = header[index].Trim().TrimStart('\uFEFF').ToLowerInvariant();
            if (Names.FirstOrDefault(name => name.Column == written || name.Synonyms.Contains(written, StringComparer.Ordinal)).Column is { } column) columns.TryAdd(column, index);
        }

        string[] missing = [.. Required.Where(column => !columns.ContainsKey(column))];
        return missing.Length == 0
            ? columns
            : throw new ProblemException(new Problem(
                $"the CSV has no column {string.Join(", ", missing.Select(column => $"`{column}`"))}; it has {Shortened.Text(string.Join(", ", header))}",
                file,
                "name the columns as docs/celery-sources.md does"));
    }

    private static string? Name(CsvRow row) => row["name"] is not { } name ? null : row["project"] is { } project ? $"{project}: {name}" : name;

    private static CeleryEntry Entry(CsvRow row, string name, string timeZone, string origin)
    {
        if (row["refused"] is { } reason) throw new RefusedException(reason);
        var extra = Options(row);
        var options = EntryOptions.From(Without(extra, "args", "kwargs"));
        return new CeleryEntry
        {
            Name = row["name"] is null ? throw new RefusedException("the row has no name") : name,
            Task = row["task"] ?? throw new RefusedException("the row names no task"),
            Schedule = Schedule(row),
            TimeZone = row["timezone"] ?? timeZone,
            ArgsJson = ArgumentText.Array(row["args"] ?? Member(extra, "args")),
            KwargsJson = ArgumentText.Object(row["kwargs"] ?? Member(extra, "kwargs"), "kwargs"),
            Queue = row["queue"] ?? options.Queue,
            Options = options.Others,
            Enabled = row.Flag("enabled") ?? true,
            StartTime = Instant(row["start_time"]),
            Expires = Instant(row["expires"]) ?? options.Expires,
            ExpireSeconds = row.Number("expire_seconds") ?? options.ExpireSeconds,
            OneOff = row.Flag("one_off") ?? false,
            LastRun = Instant(row["last_run_at"]),
            Origin = origin,
        };
    }

    private static CelerySchedule Schedule(CsvRow row) => (row["kind"] ?? Guessed(row)) switch
    {
        "crontab" => new CelerySchedule.Crontab(Field(row, "minute"), Field(row, "hour"), Field(row, "day_of_week"), Field(row, "day_of_month"), Field(row, "month_of_year")),
        "interval" => IntervalText.OfSeconds(Needed(row, "every_seconds"), row.Flag("relative") ?? false),
        "solar" => new CelerySchedule.Solar(row["event"] ?? throw new RefusedException("the row has no `event`"), Needed(row, "latitude"), Needed(row, "longitude")),
        "clocked" => new CelerySchedule.Clocked(Instant(row["at"]) ?? throw new RefusedException("the row has no `at`")),
        "custom" => new CelerySchedule.Custom(row["every_seconds"] is { } seconds ? $"custom class, asked every {seconds} s" : "custom class"),
        var other => throw new RefusedException($"the kind is `{Shortened.Text(other)}`, not crontab, interval, solar, clocked or custom"),
    };

    private static string Guessed(CsvRow row) => row switch
    {
        _ when row["every_seconds"] is not null => "interval",
        _ when row["event"] is not null => "solar",
        _ when row["at"] is not null => "clocked",
        _ when row["minute"] is not null || row["hour"] is not null || row["day_of_week"] is not null || row["day_of_month"] is not null || row["month_of_year"] is not null => "crontab",
        _ => throw new RefusedException("the row has no schedule"),
    };

    // A field that was left out is Celery's default.
    private static CrontabField.Text Field(CsvRow row, string name) => new(row.Raw(name) is { Length: > 0 } text ? text : "*");

    private static double Needed(CsvRow row, string name) => row.Number(name) ?? throw new RefusedException($"the row has no `{name}`");

    private static DateTimeOffset? Instant(string? text) => text is null ? null : ScheduleJson.Instant(text);

    private static JsonElement Options(CsvRow row)
    {
        if (row["options"] is not { } text) return default;
        using var document = JsonDocument.Parse(ArgumentText.Object(text, "options"));
        return document.RootElement.Clone();
    }

    private static string? Member(JsonElement options, string name) => options.ValueKind == JsonValueKind.Object && options.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    private static JsonElement Without(JsonElement options, params string[] names) => options.ValueKind != JsonValueKind.Object
        ? options
        : JsonSerializer.SerializeToElement(options.EnumerateObject().Where(option => !names.Contains(option.Name, StringComparer.Ordinal)).DistinctBy(option => option.Name).ToDictionary(option => option.Name, option => option.Value));
}

/// <summary>A row by column name; blank cells are absent.</summary>
internal sealed class CsvRow(IReadOnlyDictionary<string, int> columns, string[] cells)
{
    /// <summary>The trimmed text of a cell; null where the column or the text is missing.</summary>
    public string? this[string column] => Raw(column)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text of a cell as it stands: blanks in a crontab field are Celery's to judge.</summary>
    public string? Raw(string column) => columns.TryGetValue(column, out var index) && index < cells.Length ? cells[index] : null;

    /// <exception cref="RefusedException">Not a number.</exception>
    public double? Number(string column) => this[column] switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        var text => throw new RefusedException($"`{column}` is `{Shortened.Text(text)}`, not a number"),
    };

    /// <exception cref="RefusedException">Neither yes nor no.</exception>
    public bool? Flag(string column) => this[column] switch
    {
        null => null,
        "true" or "True" or "TRUE" or "1" or "yes" or "t" => true,
        "false" or "False" or "FALSE" or "0" or "no" or "f" => false,
        var text => throw new RefusedException($"`{column}` is `{Shortened.Text(text)}`, not true or false"),
    };
}
