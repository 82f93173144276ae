using System.Globalization;
using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.History;

/// <summary>The tables of the history and the steps that bring an older store to them. A step, once released, is never changed: what comes later is a further step.</summary>
internal static class HistorySchema
{
    // No primary keys: DuckDB checks them too eagerly where one transaction deletes and inserts the same key, and there is one writer.
    private const string Tables = """
        CREATE TABLE night (day DATE NOT NULL, samples BIGINT NOT NULL, containers INTEGER NOT NULL, hours_seen INTEGER NOT NULL, usage_fingerprint VARCHAR NOT NULL, basis VARCHAR NOT NULL,
            fingerprint VARCHAR NOT NULL, revision INTEGER NOT NULL, revised_because VARCHAR[] NOT NULL, workspace_seen BOOLEAN NOT NULL, month VARCHAR, nodes_usd_per_hour DECIMAL(28,12),
            nodes_before_usd_per_hour DECIMAL(28,12), realised_by_ended_usd DECIMAL(28,6) NOT NULL);
        CREATE TABLE usage_day (day DATE NOT NULL, workload VARCHAR NOT NULL, container VARCHAR NOT NULL, samples BIGINT NOT NULL, hours_seen INTEGER NOT NULL, cpu_max_cores DOUBLE,
            memory_max_bytes DOUBLE, oom_kills BIGINT NOT NULL, sketch BLOB NOT NULL);
        CREATE TABLE usage_total (day DATE NOT NULL, samples BIGINT NOT NULL, containers INTEGER NOT NULL, hours_seen INTEGER NOT NULL, fingerprint VARCHAR NOT NULL);
        CREATE TABLE size_seen (day DATE NOT NULL, workload VARCHAR NOT NULL, container VARCHAR NOT NULL, replicas INTEGER NOT NULL, cpu_millicores BIGINT, memory_bytes BIGINT,
            usd_per_vcpu_hour DECIMAL(28,12), usd_per_gib_hour DECIMAL(28,12), shares_nodes BOOLEAN, evidence VARCHAR);
        CREATE TABLE recommendation (day DATE NOT NULL, workload VARCHAR NOT NULL, container VARCHAR NOT NULL, replicas INTEGER NOT NULL, current_cpu_millicores BIGINT, current_memory_bytes BIGINT,
            cpu_millicores BIGINT, memory_bytes BIGINT, cpu_breach DOUBLE, cpu_breach_low DOUBLE, cpu_breach_high DOUBLE, memory_breach DOUBLE, memory_breach_low DOUBLE, memory_breach_high DOUBLE,
            window_days INTEGER NOT NULL, samples BIGINT NOT NULL, confidence VARCHAR NOT NULL, direction VARCHAR NOT NULL, reasons VARCHAR[] NOT NULL,
            current_memory_limit_bytes BIGINT, memory_limit_bytes BIGINT);
        CREATE TABLE scenario (day DATE NOT NULL, place INTEGER NOT NULL, id VARCHAR NOT NULL, name VARCHAR NOT NULL, usd_per_month DECIMAL(28,6) NOT NULL, usd_per_month_low DECIMAL(28,6) NOT NULL,
            usd_per_month_high DECIMAL(28,6) NOT NULL, saving_usd_per_month DECIMAL(28,6));
        CREATE TABLE price (day DATE NOT NULL, id VARCHAR NOT NULL, usd_per_unit DECIMAL(28,12) NOT NULL, unit VARCHAR NOT NULL, dated VARCHAR NOT NULL);
        CREATE TABLE input (day DATE NOT NULL, path VARCHAR NOT NULL, role VARCHAR NOT NULL, row_count BIGINT, sha256 VARCHAR NOT NULL);
        CREATE TABLE claim (day DATE NOT NULL, place INTEGER NOT NULL, workload VARCHAR NOT NULL, container VARCHAR NOT NULL, recommended_on DATE NOT NULL, replicas INTEGER NOT NULL,
            from_cpu_millicores BIGINT NOT NULL, from_memory_bytes BIGINT NOT NULL, to_cpu_millicores BIGINT NOT NULL, to_memory_bytes BIGINT NOT NULL, potential_usd_per_month DECIMAL(28,6),
            evidence VARCHAR NOT NULL, state VARCHAR NOT NULL, applied_on DATE, running_usd_per_month DECIMAL(28,6), days_at_prices INTEGER NOT NULL, saved_at_prices_usd DECIMAL(28,6) NOT NULL,
            days_measured INTEGER NOT NULL, realised_usd DECIMAL(28,6) NOT NULL, ended_on DATE, ended_because VARCHAR);
        """;

    private const string Views = """
        CREATE VIEW ledger AS SELECT * EXCLUDE (day, place), day AS as_of FROM claim
            QUALIFY row_number() OVER (PARTITION BY workload, container, recommended_on ORDER BY day DESC) = 1 ORDER BY workload, container, recommended_on;
        CREATE VIEW size_now AS SELECT * FROM recommendation WHERE day = (SELECT max(day) FROM night) ORDER BY workload, container;
        """;

    // The deployment is whose pool it is; a worker is known by its ARN.
    private const string WorkerEvents = """
        CREATE TABLE worker_event (worker VARCHAR NOT NULL, kind VARCHAR NOT NULL, deployment VARCHAR NOT NULL, pool VARCHAR, happened_at TIMESTAMP NOT NULL, purchase VARCHAR, vcpu DECIMAL(9,3),
            memory_mib DECIMAL(12,0), zone VARCHAR, reason VARCHAR, worked_seconds DOUBLE);
        CREATE VIEW capacity AS SELECT vcpu, memory_mib, zone, purchase, count(*) FILTER (kind = 'Interrupted') AS interrupted, count(*) FILTER (kind = 'FailedToStart') AS failed_to_start,
            count(*) FILTER (kind = 'OutOfMemory') AS out_of_memory, count(*) FILTER (kind = 'Failed') AS failed, count(*) FILTER (kind = 'Ended') AS ended, sum(worked_seconds) / 3600 AS worker_hours
            FROM worker_event GROUP BY ALL ORDER BY ALL;
        """;

    private static readonly string[] Steps = [Tables, Views, WorkerEvents];

    /// <summary>The version that this program writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Brings a store to <see cref="Version"/>, or to an earlier one in a test: each step is one transaction with its number.</summary>
    /// <exception cref="ProblemException">A newer program wrote the store.</exception>
    public static void Migrate(DuckDBConnection connection, string store, int? to = null)
    {
        Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM schema_version";
        var present = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (present > Version)
            throw new ProblemException(new Problem($"the store has schema version `{present}`, this costtool knows versions up to {Version}", store, "run the costtool that wrote it, or a newer one; nothing was changed"));
        for (var step = present; step < (to ?? Version); step++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, Steps[step]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version VALUES ({step + 1})"));
            transaction.Commit();
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
