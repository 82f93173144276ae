using System.Globalization;
using System.Text;
using MySqlConnector;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CostTool.Sources.Tests.Celery;

/// <summary>A real PostgreSQL, from the Debian package, with the shop's tables.</summary>
public sealed class PostgreSqlShop : IAsyncLifetime
{
    public const string Password = "pg/s3cr@t";
    private readonly ServerProcess server = new("postgres");

    public int Port => server.Port;

    public string Url(string password = Password, string database = "shop") => $"postgresql://shop:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}";

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public async Task RunAsync(string sql, string database)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Database={database};Username=shop;Password={Password};Pooling=false;Timeout=5");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task StartAsync()
    {
        var programs = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var data = Path.Combine(server.Folder, "data");
        server.WriteFile("password", Password);
        await server.RunAsync($"{programs}/initdb", ["-D", data, "-U", "shop", "--auth=scram-sha-256", $"--pwfile={server.Folder}/password", "--no-sync", "--encoding=UTF8", "--locale=C"]);
        await server.StartAsync(
            $"{programs}/postgres",
            ["-D", data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={server.Folder}", "-c", "fsync=off"],
            () => RunAsync("SELECT 1", "postgres"));
        await RunAsync("CREATE DATABASE shop", "postgres");
        await RunAsync("CREATE DATABASE empty", "postgres");
        server.WriteFile("shop.sql", Encoding.UTF8.GetString(CeleryData.Unpacked("django_celery.postgresql.sql.gz")));
        await server.RunAsync(
            $"{programs}/psql",
            ["-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "shop", "-d", "shop", "-f", $"{server.Folder}/shop.sql"],
            ("PGPASSWORD", Password));
    }
}

/// <summary>A real MariaDB, from the Debian package, with the shop's tables as Django makes them there.</summary>
public sealed class MariaDbShop : IAsyncLifetime
{
    public const string Password = "my/s3cr@t";
    private readonly ServerProcess server = new("mysql");

    public int Port => server.Port;

    public string Url(string password = Password, string database = "shop") => $"mysql://shop:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}";

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private MySqlConnection Connection(string database) => new($"Server=127.0.0.1;Port={Port};Database={database};User ID=shop;Password={Password};Pooling=false;ConnectionTimeout=5");

    private async Task StartAsync()
    {
        var data = Path.Combine(server.Folder, "data");
        await server.RunAsync("/usr/bin/mariadb-install-db", ["--no-defaults", $"--datadir={data}", "--skip-test-db", "--auth-root-authentication-method=normal"]);
        // One statement a line. An anonymous account at localhost would come before one at any host.
        server.WriteFile("init.sql", $"CREATE DATABASE shop CHARACTER SET utf8mb4;\nCREATE DATABASE empty;\nCREATE USER shop@localhost IDENTIFIED BY '{Password}';\nGRANT ALL ON *.* TO shop@localhost;\n");
        await server.StartAsync(
            "/usr/sbin/mariadbd",
            ["--no-defaults", $"--datadir={data}", $"--port={Port}", "--bind-address=127.0.0.1", $"--socket={server.Folder}/socket", $"--init-file={server.Folder}/init.sql", "--skip-log-bin"],
            async () =>
            {
                await using var connection = Connection("shop");
                await connection.OpenAsync();
            });
        await FillAsync();
    }

    // The columns that Django's migrations give on MySQL, and the rows of the shop's SQLite file.
    private static readonly string[] Tables =
    [
        "django_celery_beat_crontabschedule (id integer AUTO_INCREMENT PRIMARY KEY, minute varchar(240) NOT NULL, hour varchar(96) NOT NULL, day_of_week varchar(64) NOT NULL, day_of_month varchar(124) NOT NULL, month_of_year varchar(64) NOT NULL, timezone varchar(63) NOT NULL)",
        "django_celery_beat_intervalschedule (id integer AUTO_INCREMENT PRIMARY KEY, every integer NOT NULL, period varchar(24) NOT NULL)",
        "django_celery_beat_solarschedule (id integer AUTO_INCREMENT PRIMARY KEY, latitude numeric(9, 6) NOT NULL, longitude numeric(9, 6) NOT NULL, event varchar(24) NOT NULL)",
        "django_celery_beat_clockedschedule (id integer AUTO_INCREMENT PRIMARY KEY, clocked_time datetime(6) NOT NULL)",
        "django_celery_beat_periodictask (id integer AUTO_INCREMENT PRIMARY KEY, name varchar(200) NOT NULL UNIQUE, task varchar(200) NOT NULL, args longtext NOT NULL, kwargs longtext NOT NULL, queue varchar(200) NULL, exchange varchar(200) NULL, routing_key varchar(200) NULL, expires datetime(6) NULL, enabled bool NOT NULL, last_run_at datetime(6) NULL, total_run_count integer UNSIGNED NOT NULL, date_changed datetime(6) NOT NULL, description longtext NOT NULL, crontab_id integer NULL, interval_id integer NULL, solar_id integer NULL, one_off bool NOT NULL, start_time datetime(6) NULL, priority integer UNSIGNED NULL, headers longtext NOT NULL, clocked_id integer NULL, expire_seconds integer UNSIGNED NULL)",
        "django_celery_beat_periodictasks (ident smallint NOT NULL PRIMARY KEY, last_update datetime(6) NOT NULL)",
        "django_celery_results_taskresult (id integer AUTO_INCREMENT PRIMARY KEY, task_id varchar(255) NOT NULL UNIQUE, status varchar(50) NOT NULL, content_type varchar(128) NOT NULL, content_encoding varchar(64) NOT NULL, result longtext NULL, date_done datetime(6) NOT NULL, traceback longtext NULL, meta longtext NULL, task_args longtext NULL, task_kwargs longtext NULL, task_name varchar(255) NULL, worker varchar(100) NULL, date_created datetime(6) NOT NULL, periodic_task_name varchar(255) NULL)",
    ];

    private async Task FillAsync()
    {
        using var file = new ShopFile();
        await using var source = new SqliteConnection($"Data Source={file.FullPath};Mode=ReadOnly;Pooling=false");
        await source.OpenAsync();
        await using var target = Connection("shop");
        await target.OpenAsync();
        await using var transaction = await target.BeginTransactionAsync();
        foreach (var table in Tables)
        {
            await using (var create = new MySqlCommand($"CREATE TABLE {table}", target, transaction)) await create.ExecuteNonQueryAsync();
            await CopyAsync(source, target, transaction, table.Split(' ')[0]);
        }

        await transaction.CommitAsync();
    }

    private static async Task CopyAsync(SqliteConnection source, MySqlConnection target, MySqlTransaction transaction, string table)
    {
        await using var select = new SqliteCommand($"SELECT * FROM {table}", source);
        await using var reader = await select.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var sql = $"INSERT INTO {table} ({string.Join(',', columns)}) VALUES ({string.Join(',', columns.Select(column => "@" + column))})";
        while (await reader.ReadAsync())
        {
            await using var insert = new MySqlCommand(sql, target, transaction);
            for (var column = 0; column < columns.Length; column++) insert.Parameters.AddWithValue(columns[column], reader.GetValue(column));
            await insert.ExecuteNonQueryAsync();
        }
    }
}
