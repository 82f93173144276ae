using System.Data;
using System.Data.Common;
using CostTool.Analyzer.Problems;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace CostTool.Sources.Celery;

/// <summary>A connection on which nothing can be changed: one read-only transaction, with a limit on each statement.</summary>
internal sealed class ReadOnlyDatabase : IAsyncDisposable
{
    // Seconds. The tables are small or read in order of an index; what takes longer hurts the shop that is asked.
    private const int ConnectSeconds = 10;
    internal const int StatementSeconds = 120;

    private readonly DbConnection connection;
    private readonly DatabaseUrl url;
    private DbTransaction? transaction;

    private ReadOnlyDatabase(DbConnection connection, DatabaseUrl url) => (this.connection, this.url) = (connection, url);

    /// <summary>Opens the database and starts the transaction.</summary>
    /// <exception cref="ProblemException">Not reachable, wrong password, no such database or file. Never quotes the password.</exception>
    public static async Task<ReadOnlyDatabase> OpenAsync(DatabaseUrl url, CancellationToken cancellationToken)
    {
        var database = new ReadOnlyDatabase(Connection(url, SqliteOpenMode.ReadOnly), url);
        try
        {
            await database.BeginAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch (Exception fault) when (fault is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw new ProblemException(Trouble(url, fault));
        }
    }

    /// <summary>The tables among these that exist, with their columns in lower case.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> TablesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var result = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!await ExistsAsync(name, cancellationToken).ConfigureAwait(false)) continue;
            var columns = new HashSet<string>(StringComparer.Ordinal);
            await ForEachAsync($"SELECT * FROM {name} WHERE 1 = 0", reader => Names(reader, columns), _ => { }, cancellationToken).ConfigureAwait(false);
            result[name] = columns;
        }

        return result;
    }

    /// <summary>Reads rows one by one; the row is valid during the call only.</summary>
    public Task RowsAsync(string sql, Action<TableRow> each, CancellationToken cancellationToken)
    {
        TableRow? row = null;
        return ForEachAsync(sql, reader => row = new TableRow(reader), _ => each(row!), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A connection that is not open yet.</summary>
    /// <param name="url">Where.</param>
    /// <param name="mode">Of a file. One that is not there would be created in another mode than these two.</param>
    internal static DbConnection Connection(DatabaseUrl url, SqliteOpenMode mode) => url.Kind switch
    {
        DatabaseKind.PostgreSql => new NpgsqlConnection(PostgreSql(url).ConnectionString),
        DatabaseKind.MySql => new MySqlConnection(MySql(url).ConnectionString),
        _ => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = url.Database, Mode = mode, Pooling = false, DefaultTimeout = StatementSeconds }.ConnectionString),
    };

    private static NpgsqlConnectionStringBuilder PostgreSql(DatabaseUrl url)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port,
            Database = url.Database,
            Username = url.User,
            Password = url.Password,
            ApplicationName = "costtool",
            Timeout = ConnectSeconds,
            CommandTimeout = StatementSeconds,
            Pooling = false,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        if (url.Query.TryGetValue("sslmode", out var mode))
            builder.SslMode = Enum.TryParse<Npgsql.SslMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var parsed) ? parsed : Npgsql.SslMode.VerifyFull;
        if (url.Query.TryGetValue("sslrootcert", out var certificate)) builder.RootCertificate = certificate;
        if (url.Query.TryGetValue("schema", out var schema)) builder.SearchPath = schema;
        return builder;
    }

    private static MySqlConnectionStringBuilder MySql(DatabaseUrl url)
    {
        var builder = new MySqlConnectionStringBuilder
        {
            Server = url.Host,
            Port = (uint)url.Port,
            Database = url.Database,
            UserID = url.User ?? "",
            Password = url.Password ?? "",
            ApplicationName = "costtool",
            ConnectionTimeout = ConnectSeconds,
            DefaultCommandTimeout = StatementSeconds,
            Pooling = false,
        };
        if (url.Query.TryGetValue("sslmode", out var mode))
        {
            builder.SslMode = mode.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
            {
                "DISABLE" or "DISABLED" => MySqlSslMode.None,
                "ALLOW" or "PREFER" or "PREFERRED" => MySqlSslMode.Preferred,
                "REQUIRE" or "REQUIRED" => MySqlSslMode.Required,
                "VERIFYCA" => MySqlSslMode.VerifyCA,
                _ => MySqlSslMode.VerifyFull,
            };
        }

        if (url.Query.TryGetValue("sslrootcert", out var certificate)) builder.SslCa = certificate;
        return builder;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        switch (connection)
        {
            case NpgsqlConnection:
                transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
                await RunAsync("SET TRANSACTION READ ONLY", cancellationToken).ConfigureAwait(false);
                await RunAsync($"SET LOCAL statement_timeout = '{StatementSeconds}s'", cancellationToken).ConfigureAwait(false);
                break;
            case MySqlConnection mysql:
                var limit = mysql.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase)
                    ? $"SET SESSION max_statement_time = {StatementSeconds}"
                    : $"SET SESSION max_execution_time = {StatementSeconds}000";
                await RunAsync(limit, cancellationToken).ConfigureAwait(false);
                transaction = await mysql.BeginTransactionAsync(IsolationLevel.RepeatableRead, isReadOnly: true, cancellationToken).ConfigureAwait(false);
                break;
            default:
                // The file is opened read-only; a deferred transaction gives one view of it.
                transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
                await RunAsync("SELECT 1 FROM sqlite_master LIMIT 1", cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ExistsAsync(string table, CancellationToken cancellationToken)
    {
        var found = false;
        await ForEachAsync(
            url.Kind switch
            {
                DatabaseKind.PostgreSql => $"SELECT 1 WHERE to_regclass('{table}') IS NOT NULL",
                DatabaseKind.MySql => $"SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{table}'",
                _ => $"SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = '{table}'",
            },
            _ => { },
            _ => found = true,
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static void Names(DbDataReader reader, HashSet<string> columns)
    {
        for (var column = 0; column < reader.FieldCount; column++) columns.Add(reader.GetName(column).ToLowerInvariant());
    }

    private async Task ForEachAsync(string sql, Action<DbDataReader> opened, Action<DbDataReader> each, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = Command(sql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            opened(reader);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) each(reader);
        }
        catch (Exception fault) when (fault is DbException or TimeoutException or IOException)
        {
            throw new ProblemException(Trouble(url, fault));
        }
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        // Every text passed here is a constant of ours: no name or value of the outside is ever put into SQL.
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }

    /// <summary>What went wrong, without the password.</summary>
    internal static Problem Trouble(DatabaseUrl url, Exception fault) => fault switch
    {
        PostgresException { SqlState: "28P01" or "28000" } or MySqlException { Number: 1045 or 1044 } or MySqlException { Number: 1698 } =>
            new Problem("the database refuses this user or password", url.ToString(), "check the user and the password; reading needs SELECT on the django_celery_* tables only"),
        PostgresException { SqlState: "3D000" } or MySqlException { Number: 1049 } =>
            new Problem($"there is no database `{url.Database}`", url.ToString(), "check the name after the host"),
        PostgresException { SqlState: "42501" } or MySqlException { Number: 1142 } =>
            new Problem("the user may not read a table", url.ToString(), "grant SELECT on the django_celery_* tables"),
        PostgresException { SqlState: "57014" } or MySqlException { Number: 1969 or 3024 } =>
            new Problem($"a query took longer than {StatementSeconds} s", url.ToString(), "read from a replica, or at a calmer hour"),
        SqliteException { SqliteErrorCode: 14 } => new Problem("the SQLite file cannot be opened", url.ToString(), "check the path: sqlite:///file is relative, sqlite:////folder/file absolute"),
        SqliteException { SqliteErrorCode: 26 } => new Problem("the file is not a SQLite database", url.ToString(), "check the path"),
        _ => new Problem($"the database cannot be read: {Scrubbed(url, fault)}", url.ToString(), "check that it runs, that this machine reaches its port, and the URL"),
    };

    private static string Scrubbed(DatabaseUrl url, Exception fault)
    {
        var text = fault.Message.ReplaceLineEndings(" ");
        return url.Password is { Length: > 0 } password ? text.Replace(password, "***", StringComparison.Ordinal) : text;
    }
}
