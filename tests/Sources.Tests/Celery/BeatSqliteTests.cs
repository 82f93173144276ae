using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CostTool.Sources.Tests.Celery;

public sealed class BeatSqliteTests(ShopFile shop) : IClassFixture<ShopFile>
{
    private static readonly CeleryTimes Paris = new() { TimeZone = "Europe/Paris" };
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<CeleryReading> Shop() => BeatDatabase.ReadAsync(CeleryData.Sqlite(shop.FullPath), Paris, Token);

    private async Task<CeleryReading> Made(string sql, CeleryTimes? times = null)
    {
        var path = Path.Combine(shop.Folder, Guid.NewGuid().ToString("N"));
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Token);
        }

        return await BeatDatabase.ReadAsync(CeleryData.Sqlite(path), times ?? Paris, Token);
    }

    [Fact]
    public async Task Every_row_is_read_as_the_library_reads_it()
    {
        var reading = await Shop();
        Assert.Equal(70, reading.Entries.Count);
        var refused = Assert.Single(reading.Refused);
        Assert.Equal(("broken args json", "args is not JSON: `[1, 2,`", "django_celery_beat_periodictask id 69"), (refused.Name, refused.Reason, refused.Origin));

        var expected = JsonNode.Parse(CeleryData.Unpacked("django_expected.json.gz"))!["tasks"]!.AsArray();
        Assert.Equal(71, expected.Count);
        var entries = reading.Entries.ToDictionary(entry => entry.Name);
        foreach (var task in expected.Where(task => task!["args_error"] is null)) Same(task!, entries[(string)task!["name"]!]);
    }

    private static void Same(JsonNode task, CeleryEntry entry)
    {
        Assert.Equal(((string)task["task"]!, (bool)task["enabled"]!), (entry.Task, entry.Enabled));
        switch (entry.Schedule)
        {
            case CelerySchedule.Crontab when task["crontab"] is null:
                Assert.Equal("ValueError", (string)task["error"]!); // minute 61, weekday 7: the compiler's to refuse
                return;
            case CelerySchedule.Crontab crontab:
                CrontabField Field(string name) => new CrontabField.Text((string)task["crontab"]![name]!);
                Assert.Equal(new CelerySchedule.Crontab(Field("minute"), Field("hour"), Field("day_of_week"), Field("day_of_month"), Field("month_of_year")), crontab);
                Assert.Equal((string)task["tz"]!, entry.TimeZone);
                break;
            case CelerySchedule.Interval interval:
                Assert.Equal((double)task["interval"]!["seconds"]!, interval.Every.TotalSeconds);
                Assert.False(interval.Relative);
                break;
            case CelerySchedule.Solar solar:
                Assert.Equal((string)task["solar"]!["event"]!, solar.Event);
                Assert.Equal(double.Parse((string)task["solar"]!["latitude"]!, System.Globalization.CultureInfo.InvariantCulture), solar.Latitude);
                Assert.Equal(double.Parse((string)task["solar"]!["longitude"]!, System.Globalization.CultureInfo.InvariantCulture), solar.Longitude);
                break;
            case CelerySchedule.Clocked clocked:
                Assert.Equal(DateTimeOffset.Parse((string)task["clocked"]!, System.Globalization.CultureInfo.InvariantCulture), clocked.At);
                break;
        }

        Assert.Equal((bool)task["one_off"]!, entry.OneOff);
        Assert.True(JsonNode.DeepEquals(task["args"], JsonNode.Parse(entry.ArgsJson!)), entry.Name);
        Assert.True(JsonNode.DeepEquals(task["kwargs"], JsonNode.Parse(entry.KwargsJson!)), entry.Name);
        Assert.True(JsonNode.DeepEquals(task["options"], Options(entry)), $"{entry.Name}: {Options(entry).ToJsonString()}");
    }

    // The options as beat would send them.
    private static JsonObject Options(CeleryEntry entry)
    {
        var options = new JsonObject { ["headers"] = new JsonObject(), ["periodic_task_name"] = entry.Name };
        if (entry.Queue is not null) options["queue"] = entry.Queue;
        foreach (var (name, value) in entry.Options) options[name] = JsonNode.Parse(value);
        if (entry.ExpireSeconds is { } seconds) options["expires"] = (int)seconds;
        if (entry.Expires is { } at) options["expires"] = at.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        return options;
    }

    [Fact]
    public async Task Times_are_utc_to_the_microsecond()
    {
        var entries = (await Shop()).Entries.ToDictionary(entry => entry.Name);
        Assert.Equal(new DateTimeOffset(2025, 6, 16, 9, 15, 58, TimeSpan.Zero).AddMicroseconds(476336), entries["every 15 minutes"].LastRun);
        Assert.Equal(new DateTimeOffset(2025, 6, 18, 9, 30, 0, TimeSpan.Zero), entries["shop: starts later"].StartTime);
        Assert.Equal(new DateTimeOffset(2025, 7, 6, 9, 30, 0, TimeSpan.Zero), entries["shop: expires later"].Expires);
    }

    // The first release: no zones, no solar or clocked schedules, none of the later columns.
    private const string Old = """
        CREATE TABLE django_celery_beat_crontabschedule (id integer PRIMARY KEY, minute varchar(64), hour varchar(64), day_of_week varchar(64), day_of_month varchar(64), month_of_year varchar(64));
        CREATE TABLE django_celery_beat_intervalschedule (id integer PRIMARY KEY, every integer, period varchar(24));
        CREATE TABLE django_celery_beat_periodictask (id integer PRIMARY KEY, name varchar(200), task varchar(200), args text, kwargs text, queue varchar(200), exchange varchar(200),
            routing_key varchar(200), expires datetime, enabled bool, last_run_at datetime, total_run_count integer, date_changed datetime, description text, crontab_id integer, interval_id integer);
        INSERT INTO django_celery_beat_crontabschedule VALUES (1, '0', '4', '*', '*', '*');
        INSERT INTO django_celery_beat_intervalschedule VALUES (1, 10, 'seconds'), (2, 1, 'fortnights'), (3, 0, 'days'), (4, 'many', 'days'), (5, 9223372036854775807, 'days');

        """;

    private static string Task(string name, string columns = "", string values = "") =>
        $"INSERT INTO django_celery_beat_periodictask (name, task, enabled{columns}) VALUES ('{name}', 't', 1{values});";

    [Fact]
    public async Task Tables_of_the_first_release_are_read()
    {
        var reading = await Made(Old + Task("a", ", crontab_id, last_run_at, queue", ", 1, '2025-06-16 09:15:58', ''") + Task("b", ", interval_id", ", 1"));
        Assert.Empty(reading.Refused);
        var (a, b) = (reading.Entries[0], reading.Entries[1]);
        Assert.Equal(("Europe/Paris", "[]", "{}", null, false, true), (a.TimeZone, a.ArgsJson, a.KwargsJson, a.Queue, a.OneOff, a.Enabled));
        Assert.Null(a.StartTime);
        Assert.Equal(new CelerySchedule.Interval(TimeSpan.FromSeconds(10), false), b.Schedule);
    }

    [Theory]
    [InlineData("UTC", 9)]
    [InlineData("Europe/Paris", 7)]       // 09:15 in summer is 07:15 UTC
    [InlineData("America/New_York", 13)]
    public async Task Times_stored_without_a_zone_are_read_in_the_zone_that_is_given(string zone, int hour)
    {
        var reading = await Made(Old + Task("a", ", crontab_id, last_run_at", ", 1, '2025-06-16 09:15:58'"), new CeleryTimes { Stored = DateTimeZoneProviders.Tzdb[zone] });
        Assert.Equal(new DateTimeOffset(2025, 6, 16, hour, 15, 58, TimeSpan.Zero), reading.Entries[0].LastRun);
        Assert.Equal("UTC", reading.Entries[0].TimeZone);
    }

    [Theory]
    [InlineData(", interval_id", ", 2", "the interval's period is `fortnights`, not days, hours, minutes, seconds or microseconds")]
    [InlineData(", interval_id", ", 3", "the interval `0 days` is not a positive length of time")]
    [InlineData(", interval_id", ", 4", "the column `every` is `many`, not an integer")]
    [InlineData(", interval_id", ", 5", "the interval `9223372036854775807 days` is too long")]
    [InlineData(", interval_id", ", 9", "its interval schedule, id `9`, is not in the database")]
    [InlineData("", "", "the row has no schedule")]
    [InlineData(", interval_id, args", ", 1, '{\"a\": 1}'", "args is not a JSON array: `{\"a\": 1}`")]
    [InlineData(", interval_id, kwargs", ", 1, 'nonsense'", "kwargs is not JSON: `nonsense`")]
    [InlineData(", interval_id, last_run_at", ", 1, 'yesterday'", "the column `last_run_at` is `yesterday`, not a time")]
    public async Task A_broken_row_is_refused_and_the_others_come_through(string columns, string values, string reason)
    {
        var reading = await Made(Old + Task("bad", columns, values) + Task("good", ", interval_id", ", 1"));
        Assert.Equal("good", Assert.Single(reading.Entries).Name);
        Assert.Equal(("bad", reason, "django_celery_beat_periodictask id 1"), (reading.Refused[0].Name, reading.Refused[0].Reason, reading.Refused[0].Origin));
    }

    [Theory]
    [InlineData("CREATE TABLE users (id integer);", "the database has no table `django_celery_beat_periodictask`, `django_celery_beat_crontabschedule`, `django_celery_beat_intervalschedule`")]
    [InlineData(Old + "DROP TABLE django_celery_beat_crontabschedule;", "the database has no table `django_celery_beat_crontabschedule`")]
    public async Task A_database_of_something_else_says_which_tables_are_missing(string sql, string what) =>
        Assert.Equal(what, Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Made(sql))).Problems).What);

    [Fact]
    public async Task A_file_that_is_missing_or_no_database_is_one_problem()
    {
        var missing = await Assert.ThrowsAsync<ProblemException>(() => BeatDatabase.ReadAsync(CeleryData.Sqlite(Path.Combine(shop.Folder, "none")), Paris, Token));
        Assert.Equal("the SQLite file cannot be opened", missing.Problems[0].What);
        Assert.False(File.Exists(Path.Combine(shop.Folder, "none")));
        var text = Path.Combine(shop.Folder, "text");
        await File.WriteAllTextAsync(text, string.Join('\n', Enumerable.Repeat("no database", 200)), Token);
        var other = await Assert.ThrowsAsync<ProblemException>(() => BeatDatabase.ReadAsync(CeleryData.Sqlite(text), Paris, Token));
        Assert.Equal("the file is not a SQLite database", other.Problems[0].What);
    }

    [Fact]
    public async Task Nothing_can_be_written()
    {
        await using var database = await ReadOnlyDatabase.OpenAsync(CeleryData.Sqlite(shop.FullPath), Token);
        await Assert.ThrowsAsync<ProblemException>(() => database.RowsAsync("DELETE FROM django_celery_beat_periodictask", _ => { }, Token));
    }
}
