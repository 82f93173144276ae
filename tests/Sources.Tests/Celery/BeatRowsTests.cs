using System.Data.Common;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Sources.Celery;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using NodaTime;
using Npgsql;

namespace CostTool.Sources.Tests.Celery;

/// <summary>Rows that are turned on and off in three real databases.</summary>
public sealed class BeatRowsTests(PostgreSqlShop postgres, MariaDbShop mariaDb, ShopFile file) : IClassFixture<PostgreSqlShop>, IClassFixture<MariaDbShop>, IClassFixture<ShopFile>
{
    private const string Tasks = "django_celery_beat_periodictask";
    private static readonly CeleryTimes Paris = new() { TimeZone = "Europe/Paris" };
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 30, 15) + Duration.FromMilliseconds(250);

    public static TheoryData<string> Servers => ["postgresql", "mysql", "sqlite"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Disabling_writes_one_column_of_one_row_and_tells_beat(string server)
    {
        var entry = await EntryAsync(server, 4);
        await RowsOf(server).SetAsync(entry, enabled: true, lastRun: null, Token);
        var (before, told) = (await TableAsync(server), await LastUpdateAsync(server));
        await RowsOf(server, Now + Duration.FromSeconds(1)).SetAsync(entry, enabled: false, lastRun: null, Token);
        var after = await TableAsync(server);
        var changed = before.Keys.Union(after.Keys).Where(cell => before.GetValueOrDefault(cell) != after.GetValueOrDefault(cell));
        Assert.Equal([(4, "enabled")], changed);
        Assert.True(await LastUpdateAsync(server) > told);
        Assert.False((await RowsOf(server).ReadAsync(entry, Token))!.Enabled);
        await RowsOf(server).SetAsync(entry, enabled: false, lastRun: null, Token);
        Assert.False((await RowsOf(server).ReadAsync(entry, Token))!.Enabled);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Enabling_gives_the_row_the_last_run_that_beat_is_to_count_from(string server)
    {
        var entry = await EntryAsync(server, 5);
        await RowsOf(server).SetAsync(entry, enabled: false, lastRun: null, Token);
        await RowsOf(server).SetAsync(entry, enabled: true, lastRun: Now, Token);
        var read = (await BeatDatabase.ReadAsync(Url(server), Paris, Token)).Entries.Single(one => one.Name == entry.Row.Name);
        Assert.True(read.Enabled);
        Assert.Equal(Now.ToDateTimeOffset(), read.LastRun);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_row_that_is_no_longer_the_plans_is_left_alone_and_beat_is_told_nothing(string server)
    {
        var entry = await EntryAsync(server, 6);
        await RowsOf(server).AnnounceAsync(Token);
        var (before, told) = (await TableAsync(server), await LastUpdateAsync(server));
        PlannedRow[] others =
        [
            entry.Row with { Name = "other" }, entry.Row with { Task = "shop.other" }, entry.Row with { Schedule = "every 5 min" }, entry.Row with { TimeZone = "UTC" },
            entry.Row with { ArgsJson = "[1]" }, entry.Row with { KwargsJson = "{\"a\": 1}" },
        ];
        foreach (var other in others)
        {
            var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => RowsOf(server, Now + Duration.FromHours(1)).SetAsync(entry with { Row = other }, enabled: false, lastRun: null, Token))).Problems);
            Assert.Contains("is not the one of the plan", problem.What, StringComparison.Ordinal);
        }

        Assert.Equal(before, await TableAsync(server));
        Assert.Equal(told, await LastUpdateAsync(server));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_row_that_is_gone_is_null_and_cannot_be_written(string server)
    {
        var entry = (await EntryAsync(server, 6)) with { RowId = 999_999 };
        Assert.Null(await RowsOf(server).ReadAsync(entry, Token));
        Assert.Contains("it is gone", (await Assert.ThrowsAsync<ProblemException>(() => RowsOf(server).SetAsync(entry, enabled: false, lastRun: null, Token))).Problems[0].What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Telling_beat_makes_the_row_where_there_is_none_and_is_later_than_what_beat_saw(string server)
    {
        await RunAsync(server, "DELETE FROM django_celery_beat_periodictasks");
        await RowsOf(server).AnnounceAsync(Token);
        Assert.Equal(Now, await LastUpdateAsync(server));
        // The app's clock is ahead: what it wrote lies in our future.
        await RunAsync(server, $"UPDATE django_celery_beat_periodictasks SET last_update = '2031-01-01 00:00:00{(server == "postgresql" ? "+00:00" : "")}'");
        await RowsOf(server).AnnounceAsync(Token);
        Assert.Equal(Instant.FromUtc(2031, 1, 1, 0, 0) + Duration.FromMilliseconds(1), await LastUpdateAsync(server));
        await RunAsync(server, "DELETE FROM django_celery_beat_periodictasks");
    }

    [Fact]
    public async Task Times_without_a_zone_are_written_in_the_zone_that_the_app_stores()
    {
        var entry = await EntryAsync("mysql", 7);
        var times = Paris with { Stored = DateTimeZoneProviders.Tzdb["Europe/Paris"] };
        await new BeatRows(Url("mysql"), times, new StoppedClock(Now)).SetAsync(entry, enabled: true, lastRun: Now, Token);
        Assert.Equal("2026-11-23 13:30:15.250000", (await TableAsync("mysql"))[(7, "last_run_at")]); // Paris is an hour ahead in winter.
    }

    [Fact]
    public async Task A_user_who_may_only_read_is_told_what_to_grant_without_the_password()
    {
        await postgres.RunAsync("CREATE ROLE reader LOGIN PASSWORD 'hunter2'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", "shop");
        var rows = new BeatRows(CeleryData.Url($"postgresql://reader:hunter2@127.0.0.1:{postgres.Port}/shop"), Paris, new StoppedClock(Now));
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => rows.AnnounceAsync(Token))).Problems);
        Assert.Equal("the user may not write beat's tables", problem.What);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_down_is_a_fault_that_passes_and_shows_no_password()
    {
        var rows = new BeatRows(CeleryData.Url("postgresql://shop:hunter2@127.0.0.1:1/shop"), Paris, new StoppedClock(Now));
        var fault = await Assert.ThrowsAsync<AccountFaultException>(() => rows.AnnounceAsync(Token));
        Assert.Equal(FaultEffect.None, fault.Effect);
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    private DatabaseUrl Url(string server) => server switch
    {
        "postgresql" => CeleryData.Url(postgres.Url()),
        "mysql" => CeleryData.Url(mariaDb.Url()),
        _ => CeleryData.Sqlite(file.FullPath),
    };

    private BeatRows RowsOf(string server, Instant? now = null) => new(Url(server), Paris, new StoppedClock(now ?? Now));

    private async Task<SwitchedEntry> EntryAsync(string server, long id)
    {
        var entry = (await BeatDatabase.ReadAsync(Url(server), Paris, Token)).Entries.Single(one => one.Origin == $"{Tasks} id {id}");
        return new SwitchedEntry { Id = entry.Name, Row = PlannedRow.Of(entry), Origin = entry.Origin, RowId = id, Schedules = [] };
    }

    private async Task<Dictionary<(long Id, string Column), string>> TableAsync(string server)
    {
        var cells = new Dictionary<(long, string), string>();
        await using var connection = await OpenAsync(server);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Tasks} ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            var id = Convert.ToInt64(reader["id"], CultureInfo.InvariantCulture);
            for (var column = 0; column < reader.FieldCount; column++)
                cells[(id, reader.GetName(column))] = reader.GetValue(column) is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)!;
        }

        return cells;
    }

    private async Task<Instant> LastUpdateAsync(string server)
    {
        await using var connection = await OpenAsync(server);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT last_update FROM django_celery_beat_periodictasks WHERE ident = 1";
        var value = await command.ExecuteScalarAsync(Token);
        var time = value as DateTime? ?? DateTime.Parse((string)value!, CultureInfo.InvariantCulture);
        return Instant.FromDateTimeUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc));
    }

    private async Task RunAsync(string server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<DbConnection> OpenAsync(string server)
    {
        DbConnection connection = server switch
        {
            "postgresql" => new NpgsqlConnection($"Host=127.0.0.1;Port={postgres.Port};Database=shop;Username=shop;Password={PostgreSqlShop.Password};Pooling=false;Timeout=5"),
            "mysql" => new MySqlConnection($"Server=127.0.0.1;Port={mariaDb.Port};Database=shop;User ID=shop;Password={MariaDbShop.Password};Pooling=false;ConnectionTimeout=5"),
            _ => new SqliteConnection($"Data Source={file.FullPath};Pooling=false"),
        };
        await connection.OpenAsync(Token);
        return connection;
    }
}

/// <summary>A clock that stands.</summary>
internal sealed class StoppedClock(Instant now) : ISwitchClock
{
    public Instant Now => now;

    public Task WaitUntilAsync(Instant moment, CancellationToken cancellationToken) => throw new InvalidOperationException("nobody waits here");
}
