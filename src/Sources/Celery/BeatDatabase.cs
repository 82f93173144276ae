using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Sources.Celery;

/// <summary>How times are meant that the database holds without a zone.</summary>
public sealed record CeleryTimes
{
    /// <summary>The app's <c>CELERY_TIMEZONE</c>: the zone of entries that have none of their own, as in old tables.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Zone of stored times that say none. Django stores UTC; with <c>USE_TZ = False</c> it stores its <c>TIME_ZONE</c>.</summary>
    public DateTimeZone Stored { get; init; } = DateTimeZone.Utc;
}

/// <summary>Reads the tables of django-celery-beat, old and new, without Django and without changing anything.</summary>
public static class BeatDatabase
{
    internal const string Tasks = "django_celery_beat_periodictask";
    private const string Crontabs = "django_celery_beat_crontabschedule";
    private const string Intervals = "django_celery_beat_intervalschedule";
    private const string Solars = "django_celery_beat_solarschedule";
    private const string Clocks = "django_celery_beat_clockedschedule";

    /// <summary>Reads every periodic task; a row that cannot be read is refused and the others come through.</summary>
    /// <exception cref="ProblemException">The database cannot be read, or is not one of django-celery-beat (says which tables are missing).</exception>
    public static async Task<CeleryReading> ReadAsync(DatabaseUrl url, CeleryTimes times, CancellationToken cancellationToken)
    {
        await using var database = await ReadOnlyDatabase.OpenAsync(url, cancellationToken).ConfigureAwait(false);
        var tables = await database.TablesAsync([Tasks, Crontabs, Intervals, Solars, Clocks], cancellationToken).ConfigureAwait(false);
        // Solar and clocked schedules came with later releases.
        string[] missing = [.. new[] { Tasks, Crontabs, Intervals }.Where(table => !tables.ContainsKey(table))];
        if (missing.Length > 0)
        {
            throw new ProblemException(new Problem(
                $"the database has no table {string.Join(", ", missing.Select(table => $"`{table}`"))}",
                url.ToString(),
                "give the database (and, on PostgreSQL, with ?schema=NAME the schema) in which django-celery-beat keeps its tables"));
        }

        var schedules = new BeatSchedules();
        foreach (var (kind, table) in ScheduleTables.Where(pair => tables.ContainsKey(pair.Table)))
            await database.RowsAsync($"SELECT * FROM {table}", row => AddSchedule(schedules, kind, row, times), cancellationToken).ConfigureAwait(false);

        var fold = new EntryFold();
        await database.RowsAsync($"SELECT * FROM {Tasks} ORDER BY id", row => Add(fold, row, schedules, times), cancellationToken).ConfigureAwait(false);
        return fold.ToReading(facts: null);
    }

    /// <summary>Kinds of schedule with their tables, in the order in which a task's columns are asked for them.</summary>
    internal static readonly (string Kind, string Table)[] ScheduleTables = [("interval", Intervals), ("crontab", Crontabs), ("solar", Solars), ("clocked", Clocks)];

    /// <summary>Where an entry of the table was read.</summary>
    internal static string OriginOf(string? id) => $"{Tasks} id {id}";

    /// <summary>Keeps a row of the table of a kind of schedule.</summary>
    internal static void AddSchedule(BeatSchedules schedules, string kind, TableRow row, CeleryTimes times) => schedules.Add(kind, row, kind switch
    {
        "crontab" => Crontab,
        "interval" => Interval,
        "solar" => Solar,
        _ => row => Clocked(row, times),
    });

    private static void Add(EntryFold fold, TableRow row, BeatSchedules schedules, CeleryTimes times)
    {
        var origin = OriginOf(row.Text("id"));
        fold.Add(row.Text("name") ?? origin, origin, () => Entry(row, schedules, times, origin));
    }

    /// <exception cref="RefusedException">The row cannot be read.</exception>
    internal static CeleryEntry Entry(TableRow row, BeatSchedules schedules, CeleryTimes times, string origin)
    {
        var (schedule, zone) = schedules.Of(row);
        return new CeleryEntry
        {
            Name = row.Text("name") is { Length: > 0 } name ? name : throw new RefusedException("the row has no `name`"),
            Task = row.Text("task") is { Length: > 0 } task ? task : throw new RefusedException("the row names no task"),
            Schedule = schedule,
            TimeZone = zone ?? times.TimeZone,
            ArgsJson = ArgumentText.Array(row.Text("args")),
            KwargsJson = ArgumentText.Object(row.Text("kwargs"), "kwargs"),
            Queue = NotEmpty(row.Text("queue")),
            Options = Options(row),
            Enabled = row.Flag("enabled") ?? true,
            StartTime = row.Instant("start_time", times.Stored),
            Expires = row.Instant("expires", times.Stored),
            ExpireSeconds = row.Integer("expire_seconds"),
            OneOff = row.Flag("one_off") ?? false,
            LastRun = row.Instant("last_run_at", times.Stored),
            Origin = origin,
        };
    }

    private static SortedDictionary<string, string> Options(TableRow row)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (ReadOnlySpan<string>)["exchange", "routing_key"])
            if (NotEmpty(row.Text(name)) is { } text) options[name] = System.Text.Json.JsonSerializer.Serialize(text);
        if (row.Integer("priority") is { } priority) options["priority"] = priority.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (ArgumentText.Object(row.Text("headers"), "headers") is var headers and not "{}") options["headers"] = headers;
        return options;
    }

    private static (CelerySchedule, string?) Crontab(TableRow row) => (
        new CelerySchedule.Crontab(Field(row, "minute"), Field(row, "hour"), Field(row, "day_of_week"), Field(row, "day_of_month"), Field(row, "month_of_year")),
        NotEmpty(row.Text("timezone")));

    private static CrontabField.Text Field(TableRow row, string name) => new(row.Text(name) ?? throw new RefusedException($"its crontab has no `{name}`"));

    private static (CelerySchedule, string?) Interval(TableRow row) =>
        (IntervalText.Of(row.Integer("every") ?? throw new RefusedException("its interval has no `every`"), row.Text("period") ?? ""), null);

    private static (CelerySchedule, string?) Solar(TableRow row) => (
        new CelerySchedule.Solar(
            row.Text("event") ?? throw new RefusedException("its solar schedule has no `event`"),
            row.Number("latitude") ?? throw new RefusedException("its solar schedule has no `latitude`"),
            row.Number("longitude") ?? throw new RefusedException("its solar schedule has no `longitude`")),
        null);

    private static (CelerySchedule, string?) Clocked(TableRow row, CeleryTimes times) =>
        (new CelerySchedule.Clocked(row.Instant("clocked_time", times.Stored) ?? throw new RefusedException("its clocked schedule has no time")), null);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
