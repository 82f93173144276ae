using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;
using Microsoft.Data.Sqlite;

namespace CostTool.Sources.Tests.Celery;

public sealed class ResultTableTests(ShopFile shop) : IClassFixture<ShopFile>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<HistoryReading> Read(bool tracksStarted) => ResultTable.ReadAsync(CeleryData.Sqlite(shop.FullPath), new CeleryTimes(), tracksStarted, null, Token);

    // Counted with SQL in the file: name, rows, SUCCESS, FAILURE, REVOKED, RETRY or STARTED, ended rows whose two dates are equal.
    [Theory]
    [InlineData("shop.billing.tasks.charge_card", 350, 335, 7, 3, 5, 0)]
    [InlineData("shop.mail.tasks.send_email", 764, 734, 13, 11, 6, 0)]
    [InlineData("shop.maintenance.tasks.clear_sessions", 52, 52, 0, 0, 0, 52)] // does without task_track_started
    [InlineData("shop.webhooks.tasks.deliver", 236, 214, 15, 4, 3, 229)]
    public async Task Rows_are_counted_and_runtimes_only_where_the_dates_tell_one(string task, long rows, long succeeded, long failed, long revoked, long unfinished, long equal)
    {
        var profile = (await Read(tracksStarted: true)).Profiles.Single(profile => profile.Task == task);
        Assert.Equal((rows, succeeded, failed, revoked, unfinished), (profile.Runs, profile.Succeeded, profile.Failed, profile.Revoked, profile.Unfinished));
        Assert.Equal((equal, succeeded + failed - equal, rows), (profile.AttemptsWithoutRuntime, profile.Runtime.Count, profile.RunsWithoutWait));
        Assert.Equal(rows, profile.ArrivalsByHourOfWeek.Sum());
        // Julian days of SQLite hold 0.1 ms: sum(date_done - date_created) of the ended rows is 733.08 s.
        if (task == "shop.billing.tasks.charge_card") Assert.Equal(733.08, profile.Runtime.SumSeconds, 1);
    }

    [Fact]
    public async Task Without_date_started_no_row_tells_a_runtime_unless_the_app_tracks()
    {
        var reading = await Read(tracksStarted: false);
        Assert.Equal((2606, 0, 12), (reading.Records, reading.RefusedRecords, reading.Profiles.Count));
        Assert.All(reading.Profiles, profile => Assert.Equal((0, profile.Succeeded + profile.Failed), (profile.Runtime.Count, profile.AttemptsWithoutRuntime)));
        Assert.Contains("the table has no `date_started`: no row tells a runtime", reading.Caveats);
    }

    [Fact]
    public async Task With_date_started_the_runtime_is_from_there()
    {
        var path = Path.Combine(shop.Folder, "new");
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE django_celery_results_taskresult (id integer, task_name text, status text, date_created datetime, date_started datetime, date_done datetime);
                INSERT INTO django_celery_results_taskresult VALUES
                    (1, 't', 'SUCCESS', '2025-01-01 10:00:00', '2025-01-01 10:00:05', '2025-01-01 10:00:15'),
                    (2, 't', 'SUCCESS', '2025-01-01 11:00:00', NULL, '2025-01-01 11:00:15'),
                    (3, 't', 'SUCCESS', 'nonsense', NULL, '2025-01-01 12:00:15'),
                    (4, NULL, 'SUCCESS', '2025-01-01 13:00:00', NULL, '2025-01-01 13:00:15');
                """;
            await command.ExecuteNonQueryAsync(Token);
        }

        var reading = await ResultTable.ReadAsync(CeleryData.Sqlite(path), new CeleryTimes(), tracksStarted: false, null, Token);
        var profile = Assert.Single(reading.Profiles);
        Assert.Equal((2, 1, 1, 10.0), (profile.Runs, profile.Runtime.Count, profile.AttemptsWithoutRuntime, profile.Runtime.Longest));
        Assert.Equal((1, 1, "django_celery_results_taskresult id 3"), (reading.NamelessRuns, reading.RefusedRecords, reading.Refused[0].Origin));
    }

    [Fact]
    public async Task A_database_without_the_table_says_so()
    {
        var path = Path.Combine(shop.Folder, "none");
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE users (id integer)";
            await command.ExecuteNonQueryAsync(Token);
        }

        var problem = await Assert.ThrowsAsync<ProblemException>(() => ResultTable.ReadAsync(CeleryData.Sqlite(path), new CeleryTimes(), true, null, Token));
        Assert.Equal("the database has no table `django_celery_results_taskresult`", problem.Problems[0].What);
    }

    [Fact]
    public void Flower_gives_runs_and_its_python_texts_are_never_read()
    {
        var reading = FlowerTasks.Read(Encoding.UTF8.GetBytes("""
            {
              "a": {"uuid": "a", "name": "t", "state": "SUCCESS", "sent": 100.0, "received": 100.5, "started": 102.0, "succeeded": 110.0, "runtime": 7.5, "args": "(<object at 0x1>, __import__('os'))", "retries": 0, "eta": null, "routing_key": "q"},
              "b": {"uuid": "b", "name": "t", "state": "FAILURE", "sent": null, "received": 200, "started": 201, "failed": 205, "runtime": null, "retries": 2},
              "c": {"uuid": "c", "name": "t", "state": "STARTED", "received": 300, "started": null},
              "d": {"uuid": "d", "name": null, "state": "PENDING"},
              "e": 5
            }
            """), "tasks.json");
        var profile = Assert.Single(reading.Profiles);
        Assert.Equal((3, 1, 1, 1, 2), (profile.Runs, profile.Succeeded, profile.Failed, profile.Unfinished, profile.Retries));
        Assert.Equal((11.5, 1, 2.0), (profile.Runtime.SumSeconds, profile.QueueWait.Count, profile.QueueWait.Longest)); // 7.5 and 205 - 201; 102 - 100
        Assert.Equal((1, 1, "e"), (reading.NamelessRuns, reading.RefusedRecords, reading.Refused[0].Name));
    }

    [Theory]
    [InlineData("{\n\"a\": }", "the text is not JSON at line 2")]
    [InlineData("[]", "the JSON is not an object of tasks by id")]
    public void An_answer_that_is_none_is_one_problem(string json, string what) =>
        Assert.Equal(what, Assert.Single(Assert.Throws<ProblemException>(() => FlowerTasks.Read(Encoding.UTF8.GetBytes(json), "tasks.json")).Problems).What);
}
