using System.Data;
using System.Data.Common;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Schedules;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using NodaTime;
using Npgsql;

namespace CostTool.Sources.Celery;

/// <summary>One transaction on beat's tables. What is not committed is undone.</summary>
/// <remarks>
/// Beat notices changes of its table by one row: <c>DatabaseScheduler.schedule_changed</c> of django-celery-beat compares <c>last_update</c> of <c>django_celery_beat_periodictasks</c>, <c>ident</c> 1, with the one that it saw last,
/// at every turn of its loop, and reads all rows anew when it is later. Django's own signals write that row; who changes a task without Django has to.
/// </remarks>
internal sealed class WritableBeat : IAsyncDisposable
{
    private const string Changes = "django_celery_beat_periodictasks";

    // A change must be later than the last one to be seen, also where the app's clock is ahead of ours.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(1);

    private readonly DbConnection connection;
    private readonly DatabaseUrl url;
    private readonly CeleryTimes times;
    private DbTransaction? transaction;

    private WritableBeat(DbConnection connection, DatabaseUrl url, CeleryTimes times) => (this.connection, this.url, this.times) = (connection, url, times);

    /// <summary>Runs a unit of work and commits it.</summary>
    /// <exception cref="AccountFaultException">The database did not answer; after the commit was sent nobody knows whether it took effect.</exception>
    /// <exception cref="ProblemException">It refuses the user, or a table is not there.</exception>
    public static async Task<T> DoAsync<T>(DatabaseUrl url, CeleryTimes times, Func<WritableBeat, Task<T>> work, CancellationToken cancellationToken)
    {
        var effect = FaultEffect.None;
        var beat = new WritableBeat(ReadOnlyDatabase.Connection(url, SqliteOpenMode.ReadWrite), url, times);
        await using (beat.ConfigureAwait(false))
        {
            try
            {
                await beat.BeginAsync(cancellationToken).ConfigureAwait(false);
                var result = await work(beat).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                effect = FaultEffect.Unknown;
                await beat.transaction!.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
            catch (Exception fault) when (fault is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                if (Refusal(url, fault) is { } problem) throw new ProblemException(problem);
                throw new AccountFaultException(ReadOnlyDatabase.Trouble(url, fault).ToString(), effect, fault);
            }
        }
    }

    /// <summary>The row as it is, locked until the end; null when there is none.</summary>
    /// <exception cref="ProblemException">It is there, and cannot be read.</exception>
    public async Task<CeleryEntry?> LockAsync(long id, CancellationToken cancellationToken)
    {
        var needed = new List<(string Kind, string Table, long Id)>();
        var found = await EachAsync($"SELECT * FROM {BeatDatabase.Tasks} WHERE id = @id{ForUpdate}", row =>
        {
            foreach (var (kind, table) in BeatDatabase.ScheduleTables)
                if (row.Integer($"{kind}_id") is { } schedule) needed.Add((kind, table, schedule));
        }, cancellationToken, ("@id", id)).ConfigureAwait(false);
        if (!found) return null;
        var schedules = new BeatSchedules();
        foreach (var (kind, table, schedule) in needed)
            await EachAsync($"SELECT * FROM {table} WHERE id = @id", row => BeatDatabase.AddSchedule(schedules, kind, row, times), cancellationToken, ("@id", schedule)).ConfigureAwait(false);
        CeleryEntry? entry = null;
        try
        {
            await EachAsync($"SELECT * FROM {BeatDatabase.Tasks} WHERE id = @id", row => entry = BeatDatabase.Entry(row, schedules, times, BeatDatabase.OriginOf(row.Text("id"))), cancellationToken, ("@id", id)).ConfigureAwait(false);
        }
        catch (RefusedException refusal)
        {
            throw new ProblemException(new Problem($"the row cannot be read: {refusal.Message}", BeatDatabase.OriginOf(id.ToString(CultureInfo.InvariantCulture)), "mend the row in Django's admin, and plan again"));
        }

        return entry;
    }

    /// <summary>Turns a row on or off. Nothing else of it is written but, where one is given, its last run.</summary>
    public async Task SetAsync(long id, bool enabled, Instant? lastRun, CancellationToken cancellationToken)
    {
        var written = lastRun is { } last
            ? await RunAsync($"UPDATE {BeatDatabase.Tasks} SET enabled = @enabled, last_run_at = @last_run WHERE id = @id", cancellationToken, ("@enabled", enabled), ("@last_run", Stored(last)), ("@id", id)).ConfigureAwait(false)
            : await RunAsync($"UPDATE {BeatDatabase.Tasks} SET enabled = @enabled WHERE id = @id", cancellationToken, ("@enabled", enabled), ("@id", id)).ConfigureAwait(false);
        if (written != 1) throw new ProblemException(new Problem("the row could not be written", BeatDatabase.OriginOf(id.ToString(CultureInfo.InvariantCulture)), "look whether a trigger or a policy of the database forbids it"));
    }

    /// <summary>Tells beat that its table changed; makes the row that says so where there is none.</summary>
    public async Task AnnounceAsync(Instant now, CancellationToken cancellationToken)
    {
        DateTimeOffset? last = null;
        await EachAsync($"SELECT last_update FROM {Changes} WHERE ident = 1{ForUpdate}", row => last = row.Instant("last_update", times.Stored), cancellationToken).ConfigureAwait(false);
        var at = last is { } before ? Instant.Max(now, Instant.FromDateTimeOffset(before + Later)) : now;
        var clause = url.Kind is DatabaseKind.MySql ? "ON DUPLICATE KEY UPDATE last_update = @at" : "ON CONFLICT (ident) DO UPDATE SET last_update = @at";
        await RunAsync($"INSERT INTO {Changes} (ident, last_update) VALUES (1, @at) {clause}", cancellationToken, ("@at", Stored(at))).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    // SQLite locks the whole file when a transaction that writes begins.
    private string ForUpdate => url.Kind is DatabaseKind.Sqlite ? "" : " FOR UPDATE";

    private static Problem? Refusal(DatabaseUrl url, Exception fault) => fault switch
    {
        PostgresException { SqlState: "42501" } or MySqlException { Number: 1142 or 1143 } or SqliteException { SqliteErrorCode: 8 } =>
            new Problem("the user may not write beat's tables", url.ToString(), $"grant SELECT and UPDATE on {BeatDatabase.Tasks}, SELECT, INSERT and UPDATE on {Changes}"),
        PostgresException { SqlState: "42P01" } or MySqlException { Number: 1146 } or SqliteException { SqliteErrorCode: 1 } =>
            new Problem($"the database lacks a table of django-celery-beat, `{BeatDatabase.Tasks}` or `{Changes}`", url.ToString(), "give the database in which django-celery-beat keeps its tables"),
        PostgresException { SqlState: "28P01" or "28000" or "3D000" } or MySqlException { Number: 1044 or 1045 or 1049 or 1698 } or SqliteException { SqliteErrorCode: 14 or 26 } => ReadOnlyDatabase.Trouble(url, fault),
        _ => null,
    };

    // As Django stores times: with a zone in PostgreSQL, without one elsewhere.
    private object Stored(Instant at) => url.Kind switch
    {
        DatabaseKind.PostgreSql => at.ToDateTimeUtc(),
        DatabaseKind.MySql => at.InZone(times.Stored).ToDateTimeUnspecified(),
        _ => at.InZone(times.Stored).ToDateTimeUnspecified().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
    };

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        if (connection is NpgsqlConnection) await RunAsync($"SET LOCAL statement_timeout = '{ReadOnlyDatabase.StatementSeconds}s'", cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> EachAsync(string sql, Action<TableRow> each, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var found = false;
                for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); found = true) each(new TableRow(reader));
                return found;
            }
        }
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        var command = Command(sql, values);
        await using (command.ConfigureAwait(false)) return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        // Every text passed here is a constant of ours; what comes from outside is a parameter.
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
