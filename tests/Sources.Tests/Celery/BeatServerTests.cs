using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

/// <summary>The same shop in three real databases.</summary>
public sealed class BeatServerTests(PostgreSqlShop postgres, MariaDbShop mariaDb, ShopFile file) : IClassFixture<PostgreSqlShop>, IClassFixture<MariaDbShop>, IClassFixture<ShopFile>
{
    private static readonly CeleryTimes Paris = new() { TimeZone = "Europe/Paris" };
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Url(string server, string? password = null, string database = "shop") => server == "postgresql"
        ? postgres.Url(password ?? PostgreSqlShop.Password, database)
        : mariaDb.Url(password ?? MariaDbShop.Password, database);

    private static DateTimeOffset? Milliseconds(DateTimeOffset? instant) => instant?.AddTicks(-(instant.Value.Ticks % TimeSpan.TicksPerMillisecond));

    private static Task<CeleryReading> Read(string url) => BeatDatabase.ReadAsync(CeleryData.Url(url), Paris, Token);

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task The_server_gives_the_same_entries_as_the_file(string server)
    {
        var wanted = await BeatDatabase.ReadAsync(CeleryData.Sqlite(file.FullPath), Paris, Token);
        // The PostgreSQL dump was written with milliseconds, the file with microseconds.
        if (server == "postgresql") wanted = wanted with { Entries = [.. wanted.Entries.Select(entry => entry with { LastRun = Milliseconds(entry.LastRun) })] };
        Assert.Equal(CeleryData.Shown(wanted), CeleryData.Shown(await Read(Url(server))));
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task The_server_gives_the_same_history_as_the_file(string server)
    {
        Task<HistoryReading> History(DatabaseUrl url) => ResultTable.ReadAsync(url, Paris, tracksStarted: true, null, Token);
        var (wanted, got) = (await History(CeleryData.Sqlite(file.FullPath)), await History(CeleryData.Url(Url(server))));
        Assert.Equal(2606, got.Records);
        Assert.Equal(
            wanted.Profiles.Select(profile => (profile.Task, profile.Runs, profile.Succeeded, profile.Failed, profile.Unfinished, profile.AttemptsWithoutRuntime, Math.Round(profile.Runtime.SumSeconds))),
            got.Profiles.Select(profile => (profile.Task, profile.Runs, profile.Succeeded, profile.Failed, profile.Unfinished, profile.AttemptsWithoutRuntime, Math.Round(profile.Runtime.SumSeconds))));
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task A_wrong_password_is_one_problem_without_the_password(string server)
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Read(Url(server, "hunter2")))).Problems);
        Assert.Equal("the database refuses this user or password", problem.What);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task A_database_that_does_not_exist_is_named(string server) =>
        Assert.Equal("there is no database `other`", Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Read(Url(server, null, "other")))).Problems).What);

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task A_database_without_the_tables_says_which_are_missing(string server) => Assert.Equal(
        "the database has no table `django_celery_beat_periodictask`, `django_celery_beat_crontabschedule`, `django_celery_beat_intervalschedule`",
        Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Read(Url(server, null, "empty")))).Problems).What);

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task A_database_that_is_down_is_one_problem_without_the_password(string scheme)
    {
        // Port 1 of the loopback address: nothing listens there.
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Read($"{scheme}://shop:hunter2@127.0.0.1:1/shop"))).Problems);
        Assert.StartsWith("the database cannot be read: ", problem.What, StringComparison.Ordinal);
        Assert.Equal($"{scheme}://shop@127.0.0.1:1/shop", problem.Where);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    public async Task Nothing_can_be_written_though_the_user_may(string server)
    {
        await using var database = await ReadOnlyDatabase.OpenAsync(CeleryData.Url(Url(server)), Token);
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => database.RowsAsync("DELETE FROM django_celery_beat_periodictask", _ => { }, Token));
        Assert.Contains("read", refusal.Problems[0].What, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_row_that_the_server_cannot_give_a_value_for_is_refused_alone()
    {
        await postgres.RunAsync("CREATE SCHEMA odd", "shop");
        await postgres.RunAsync(
            """
            CREATE TABLE odd.django_celery_beat_crontabschedule (LIKE public.django_celery_beat_crontabschedule);
            CREATE TABLE odd.django_celery_beat_intervalschedule (id integer, every integer, period text);
            CREATE TABLE odd.django_celery_beat_periodictask (id integer, name text, task text, interval_id integer, enabled boolean, last_run_at timestamptz);
            INSERT INTO odd.django_celery_beat_intervalschedule VALUES (1, 5, 'minutes');
            INSERT INTO odd.django_celery_beat_periodictask VALUES (1, 'ancient', 't', 1, true, '4713-01-01 00:00 BC'), (2, 'good', 't', 1, true, '2025-01-01 12:00+02');
            """,
            "shop");
        var reading = await Read(postgres.Url() + "?schema=odd");
        Assert.Equal("good", Assert.Single(reading.Entries).Name);
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 10, 0, 0, TimeSpan.Zero), reading.Entries[0].LastRun);
        Assert.Equal("ancient", Assert.Single(reading.Refused).Name);
    }
}
