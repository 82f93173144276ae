using CostTool.Analyzer.Problems;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Sources.Celery;

/// <summary>Reads the results of django-celery-results into task profiles.</summary>
public static class ResultTable
{
    private const string Table = "django_celery_results_taskresult";
    private static readonly string[] Required = ["id", "status", "date_done"];
    private static readonly string[] Wanted = ["id", "task_name", "status", "date_created", "date_started", "date_done"];

    /// <summary>Reads every row, without its result and traceback.</summary>
    /// <param name="url">The database.</param>
    /// <param name="times">How stored times are meant.</param>
    /// <param name="tracksStarted">
    /// The app sets <c>task_track_started</c>: then a row is made when its task starts, and where there is no <c>date_started</c> the time from
    /// <c>date_created</c> to <c>date_done</c> is the runtime. Rows in which the two are equal come from tasks that do not track, and have none.
    /// </param>
    /// <param name="repair">Takes the attempts for a history that can be replayed; null where none is wanted.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="ProblemException">The database cannot be read, or has no such table.</exception>
    public static async Task<HistoryReading> ReadAsync(DatabaseUrl url, CeleryTimes times, bool tracksStarted, HistoryRepair? repair, CancellationToken cancellationToken)
    {
        var reading = new Reading(times, tracksStarted, repair);
        var columns = await RowsAsync(url, _ => reading.Add, cancellationToken).ConfigureAwait(false);
        return reading.Finish(columns);
    }

    /// <summary>Reads the file that stands for a database, with the same outcome as the database.</summary>
    /// <param name="path">The file, gzipped.</param>
    /// <param name="shown">Its name, for errors.</param>
    /// <param name="times">How stored times are meant.</param>
    /// <param name="tracksStarted">As of the database.</param>
    /// <param name="repair">As of the database.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProblemException">The file is cut off, or is not of <c>costtool collect</c>.</exception>
    public static HistoryReading ReadFile(string path, string shown, CeleryTimes times, bool tracksStarted, HistoryRepair? repair, CancellationToken cancellationToken)
    {
        var reading = new Reading(times, tracksStarted, repair);
        var (columns, rows) = ResultRows.Read(path, shown, cancellationToken);
        foreach (var row in rows) reading.Add(row);
        return reading.Finish(columns);
    }

    /// <summary>Gives every row to a reader that is made once the columns are known; answers with all columns of the table.</summary>
    internal static async Task<IReadOnlySet<string>> RowsAsync(DatabaseUrl url, Func<IReadOnlyList<string>, Action<TableRow>> reader, CancellationToken cancellationToken)
    {
        await using var database = await ReadOnlyDatabase.OpenAsync(url, cancellationToken).ConfigureAwait(false);
        var tables = await database.TablesAsync([Table], cancellationToken).ConfigureAwait(false);
        if (!tables.TryGetValue(Table, out var columns))
            throw new ProblemException(new Problem($"the database has no table `{Table}`", url.ToString(), "give the database in which django-celery-results keeps its results"));
        string[] missing = [.. Required.Where(column => !columns.Contains(column))];
        if (missing.Length > 0) throw new ProblemException(new Problem($"the table `{Table}` has no column `{missing[0]}`", url.ToString(), "give a table of django-celery-results"));
        string[] names = [.. Wanted.Where(columns.Contains)];
        var order = columns.Contains("date_created") ? "date_created" : "date_done";
        await database.RowsAsync($"SELECT {string.Join(", ", names)} FROM {Table} ORDER BY {order}, id", reader(names), cancellationToken).ConfigureAwait(false);
        return columns;
    }

    private static TaskRun Run(TableRow row, CeleryTimes times, bool tracksStarted)
    {
        var outcome = row.Text("status") switch
        {
            "SUCCESS" => TaskOutcome.Succeeded,
            "FAILURE" => TaskOutcome.Failed,
            "REVOKED" => TaskOutcome.Revoked,
            "REJECTED" => TaskOutcome.Rejected,
            "IGNORED" => TaskOutcome.Ignored,
            _ => TaskOutcome.Unfinished,
        };
        var (created, started, done) = (row.Instant("date_created", times.Stored), row.Instant("date_started", times.Stored), row.Instant("date_done", times.Stored));
        if (started is null && tracksStarted && done > created) started = created;
        var attempted = outcome is TaskOutcome.Succeeded or TaskOutcome.Failed;
        return new TaskRun
        {
            Task = row.Text("task_name"),
            // No column tells when the task was asked for; the row is made when it starts or ends, which is the nearest.
            Arrived = created ?? started ?? done,
            RuntimeSeconds = attempted ? (done - started)?.TotalSeconds : null,
            Attempted = attempted,
            Outcome = outcome,
        };
    }

    private static IReadOnlyList<string> Caveats(IReadOnlySet<string> columns, bool tracksStarted)
    {
        var caveats = new List<string>
        {
            "a results row holds the last attempt only: retries are not counted, and no row tells how long a task waited",
            "the arrival of a run is the time at which its row was made, when it started or ended",
        };
        if (!columns.Contains("date_started"))
        {
            caveats.Add(tracksStarted
                ? "the table has no `date_started`: the runtime is the time from `date_created` to `date_done`, and rows in which they are equal have none"
                : "the table has no `date_started`: no row tells a runtime");
        }

        if (!columns.Contains("task_name")) caveats.Add("the table has no `task_name`: no run belongs to a task");
        return caveats;
    }

    /// <summary>Folds rows into profiles, and into a history where one is wanted.</summary>
    private sealed class Reading(CeleryTimes times, bool tracksStarted, HistoryRepair? repair)
    {
        private readonly TaskProfileBuilder profiles = new();
        private readonly RefusedRecords refused = new();
        private long rows;

        public void Add(TableRow row)
        {
            var origin = $"{Table} id {row.Text("id")}";
            try
            {
                var run = Run(row, times, tracksStarted);
                profiles.Add(run);
                repair?.Add(RunAttempts.Of(run));
                rows++;
            }
            catch (RefusedException refusal)
            {
                refused.Add(origin, refusal.Message, origin);
            }
        }

        public HistoryReading Finish(IReadOnlySet<string> columns) => new()
        {
            Profiles = profiles.Build(),
            Records = rows,
            NamelessRuns = profiles.Nameless,
            RefusedRecords = refused.Count,
            Refused = refused.First,
            Caveats = Caveats(columns, tracksStarted),
        };
    }
}
