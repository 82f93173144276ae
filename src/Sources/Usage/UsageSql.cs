using System.Globalization;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Usage;

/// <summary>The questions to a table of samples, in the dialect that DuckDB and Athena (Trino) share.</summary>
/// <remarks>
/// Where the two differ the texts keep to what means the same in both: NaN is found by <c>NOT (x &lt;= most)</c>, because <c>NaN = NaN</c> and <c>NaN &gt; x</c> hold in
/// one dialect only; instants are seconds and hours begin at <c>second - second % 3600</c>, because time functions and the division of whole numbers differ; sums are of
/// whole numbers (millionths of a core), so that no order of adding changes a digit.
/// <para>
/// A text scans the table once, and every row of the answer is of one of four kinds: of a reason (rows left out), of a day's bucket, of a day, or of an hour of the week.
/// Of several samples of an instance in one second the largest reading counts, and the others are counted as repeated.
/// </para>
/// </remarks>
public static class UsageSql
{
    /// <summary>What exceeds this is no number of cores: infinite, or of another unit.</summary>
    internal const string MostCores = "1e6";

    /// <summary>What exceeds this is no number of bytes.</summary>
    internal const string MostBytes = "1e15";

    private static readonly string[] Measured = ["cpu_cores", "memory_bytes"];

    /// <summary>The instant of a row in whole seconds since 1970.</summary>
    internal static string Seconds(UsageTable table) => table.Instants switch
    {
        InstantForm.EpochSeconds => "\"timestamp\"",
        InstantForm.EpochMilliseconds => "CAST(floor(\"timestamp\" / 1000.0) AS BIGINT)",
        InstantForm.Timestamp => "date_diff('second', TIMESTAMP '1970-01-01 00:00:00', \"timestamp\")",
        _ => "date_diff('second', CAST('1970-01-01 00:00:00 UTC' AS TIMESTAMP WITH TIME ZONE), \"timestamp\")",
    };

    /// <summary>Why a row is left out, in words; NULL where it is kept.</summary>
    internal static string Reason(UsageTable table, DateTimeOffset? asOf)
    {
        var reasons = new List<string>
        {
            "WHEN workload IS NULL OR workload = '' THEN 'no workload'",
            "WHEN \"timestamp\" IS NULL THEN 'no timestamp'",
        };
        if (asOf is { } present)
            reasons.Add($"WHEN {Seconds(table)} > {present.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)} THEN 'timestamp after the present'");
        var readings = Measured.Where(table.Has).ToList();
        reasons.Add($"WHEN {string.Join(" AND ", readings.Select(name => $"{name} IS NULL"))} THEN 'no reading'");
        foreach (var name in readings)
        {
            reasons.Add($"WHEN {name} < 0 THEN 'negative {name}'");
            reasons.Add($"WHEN NOT ({name} <= {Most(name)}) THEN '{name} not a number up to {Most(name)}'");
        }

        return $"CASE {string.Join(" ", reasons)} END";
    }

    /// <summary>A limit: a number above zero, as zero and -1 are written for no limit.</summary>
    internal static string Limit(UsageTable table, string name) => table.Has(name) ? $"CASE WHEN {name} > 0 AND {name} <= {Most(name)} THEN {name} END" : "CAST(NULL AS DOUBLE)";

    /// <summary>A column, or NULL where the table has none.</summary>
    internal static string Reading(UsageTable table, string name) => table.Has(name) ? name : "CAST(NULL AS DOUBLE)";

    /// <summary>The samples that are kept, by workload, container, instance and instant.</summary>
    internal static string Series(UsageTable table, DateTimeOffset? asOf) => $"""
        SELECT workload, container, instance, {Seconds(table)} AS second,
          {Reading(table, "cpu_cores")}, {Reading(table, "memory_bytes")}, {Limit(table, "cpu_limit_cores")}, {Limit(table, "memory_limit_bytes")}
        FROM {table.Sql} WHERE {Reason(table, asOf)} IS NULL
        ORDER BY 1, 2, 3, 4
        """;

    /// <summary>Reason and number of the rows; a NULL reason counts what is kept.</summary>
    internal static string Reasons(UsageTable table, DateTimeOffset? asOf) => $"SELECT {Reason(table, asOf)} AS reason, count(*) AS row_count FROM {table.Sql} GROUP BY 1";

    /// <summary>The sketches of all containers; read the answer with <see cref="UsageAnswer"/>.</summary>
    public static string Sketches(UsageTable table, DateTimeOffset? asOf) => Folded($"""
        SELECT reason, workload, container, instance, second, count(*) AS row_count, max(cpu) AS cpu, max(memory) AS memory,
          max(cpu_limit) AS cpu_limit, max(memory_limit) AS memory_limit, max(throttled) AS throttled, max(kills) AS kills
        FROM ({Samples(table, asOf, "")}) AS sample
        GROUP BY reason, workload, container, instance, second
        """);

    /// <summary>The sketches of whole tasks: the sum of the containers of an instance at each second. Of the workloads named only.</summary>
    public static string TaskSketches(UsageTable table, DateTimeOffset? asOf, IReadOnlyList<string> workloads) => Folded($"""
        SELECT reason, workload, '' AS container, instance, second, CAST(sum(row_count) AS BIGINT) AS row_count,
          CAST(sum(CAST(floor(cpu * 1000000 + 0.5) AS BIGINT)) AS BIGINT) / 1e6 AS cpu, CAST(CAST(sum(CAST(floor(memory + 0.5) AS BIGINT)) AS BIGINT) AS DOUBLE) AS memory,
          CASE WHEN count(cpu_limit) = count(*) THEN CAST(sum(CAST(floor(cpu_limit * 1000000 + 0.5) AS BIGINT)) AS BIGINT) / 1e6 END AS cpu_limit,
          CASE WHEN count(memory_limit) = count(*) THEN CAST(CAST(sum(CAST(floor(memory_limit + 0.5) AS BIGINT)) AS BIGINT) AS DOUBLE) END AS memory_limit,
          max(throttled) AS throttled, CAST(sum(kills) AS BIGINT) AS kills
        FROM (
          SELECT reason, workload, container, instance, second, count(*) AS row_count, max(cpu) AS cpu, max(memory) AS memory,
            max(cpu_limit) AS cpu_limit, max(memory_limit) AS memory_limit, max(throttled) AS throttled, max(kills) AS kills
          FROM ({Samples(table, asOf, $"WHERE workload IN ({string.Join(", ", workloads.Select(SqlText.Literal))})")}) AS sample
          WHERE reason IS NULL
          GROUP BY reason, workload, container, instance, second) AS one
        GROUP BY reason, workload, instance, second
        """);

    // One row a row of the table; rows left out keep only their reason.
    private static string Samples(UsageTable table, DateTimeOffset? asOf, string where) => $"""
        SELECT reason, CASE WHEN reason IS NULL THEN workload END AS workload, CASE WHEN reason IS NULL THEN coalesce(container, '') END AS container,
          CASE WHEN reason IS NULL THEN coalesce(instance, workload) END AS instance, CASE WHEN reason IS NULL THEN second END AS second,
          CASE WHEN reason IS NULL THEN cpu END AS cpu, CASE WHEN reason IS NULL THEN memory END AS memory, cpu_limit, memory_limit, throttled, kills
        FROM (
          SELECT {Reason(table, asOf)} AS reason, workload, {(table.Has("container") ? "container" : "''")} AS container, {(table.Has("instance") ? "instance" : "workload")} AS instance,
            {Seconds(table)} AS second, {Reading(table, "cpu_cores")} AS cpu, {Reading(table, "memory_bytes")} AS memory,
            {Limit(table, "cpu_limit_cores")} AS cpu_limit, {Limit(table, "memory_limit_bytes")} AS memory_limit,
            {(table.Has("throttled_ratio") ? "CASE WHEN throttled_ratio > 0.01 AND throttled_ratio <= 1e6 THEN 1 ELSE 0 END" : "0")} AS throttled,
            {(table.Has("oom_kills") ? "CASE WHEN oom_kills > 0 AND oom_kills <= 1e9 THEN CAST(oom_kills AS BIGINT) ELSE 0 END" : "0")} AS kills
          FROM {table.Sql} {where}) AS judged
        """;

    // From one row a sample to what a sketch keeps. By hour and instance first, as the instances of an hour are counted; by day and bucket beside it.
    private static string Folded(string samples) => $"""
        SELECT reason, workload, container, day, bucket, week_second, CAST(sum(row_count) AS BIGINT) AS row_count, CAST(sum(samples) AS BIGINT) AS samples,
          CAST(sum(cpu_samples) AS BIGINT) AS cpu_samples, CAST(sum(cpu_micros) AS BIGINT) AS cpu_micros, max(cpu_max) AS cpu_max,
          CAST(sum(memory_samples) AS BIGINT) AS memory_samples, max(memory_max) AS memory_max, max(cpu_limit) AS cpu_limit, max(memory_limit) AS memory_limit,
          CAST(sum(cpu_saturated) AS BIGINT) AS cpu_saturated, CAST(sum(memory_saturated) AS BIGINT) AS memory_saturated, CAST(sum(throttled) AS BIGINT) AS throttled,
          CAST(sum(kills) AS BIGINT) AS kills, count(hour) AS hours_seen, max(instances) AS instances, min(first_second) AS first_second, max(last_second) AS last_second,
          CAST(sum(climbing) AS BIGINT) AS climbing, CAST(sum(climbable) AS BIGINT) AS climbable,
          CAST(sum(climbed_micros) AS BIGINT) AS climbed_micros, min(cpu_min) AS cpu_min
        FROM (
          SELECT reason, workload, container, coalesce(day, hour - hour % 86400) AS day, hour, bucket, CASE WHEN bucket IS NULL THEN (hour + 259200) % 604800 END AS week_second,
            sum(row_count) AS row_count, sum(samples) AS samples, sum(cpu_samples) AS cpu_samples, sum(cpu_micros) AS cpu_micros, max(cpu_max) AS cpu_max,
            sum(memory_samples) AS memory_samples, max(memory_max) AS memory_max, max(cpu_limit) AS cpu_limit, max(memory_limit) AS memory_limit,
            sum(cpu_saturated) AS cpu_saturated, sum(memory_saturated) AS memory_saturated, sum(throttled) AS throttled, sum(kills) AS kills,
            count(*) AS instances, min(first_second) AS first_second, max(last_second) AS last_second,
            sum(CASE WHEN cpu_samples >= 4 AND cpu_at_first = cpu_min AND cpu_at_last = cpu_max AND cpu_max > cpu_min THEN 1 ELSE 0 END) AS climbing,
            sum(CASE WHEN cpu_samples >= 4 THEN 1 ELSE 0 END) AS climbable, min(cpu_min) AS cpu_min,
            sum(CASE WHEN cpu_samples >= 4 AND cpu_at_first = cpu_min AND cpu_at_last = cpu_max AND cpu_max > cpu_min THEN CAST(floor((cpu_max - cpu_min) * 1000000 + 0.5) AS BIGINT) ELSE 0 END) AS climbed_micros
          FROM (
            SELECT reason, workload, container, instance, hour, day, bucket, sum(row_count) AS row_count, count(*) AS samples, count(cpu) AS cpu_samples,
              sum(CAST(floor(cpu * 1000000 + 0.5) AS BIGINT)) AS cpu_micros, max(cpu) AS cpu_max, min(cpu) AS cpu_min,
              min_by(cpu, second) AS cpu_at_first, max_by(cpu, second) AS cpu_at_last,
              count(memory) AS memory_samples, max(memory) AS memory_max, max(cpu_limit) AS cpu_limit, max(memory_limit) AS memory_limit,
              sum(CASE WHEN cpu >= 0.98 * cpu_limit THEN 1 ELSE 0 END) AS cpu_saturated, sum(CASE WHEN memory >= 0.98 * memory_limit THEN 1 ELSE 0 END) AS memory_saturated,
              sum(throttled) AS throttled, sum(kills) AS kills, min(second) AS first_second, max(second) AS last_second
            FROM (
              SELECT reason, workload, container, instance, second, second - second % 3600 AS hour, second - second % 86400 AS day,
                CASE WHEN reason IS NOT NULL THEN NULL WHEN cpu <= {Smallest} THEN {FirstBucket} ELSE CAST(ceil(ln(cpu) * {BucketsPerLogarithm} - {EndTolerance}) AS BIGINT) END AS bucket,
                row_count, cpu, memory, cpu_limit, memory_limit, throttled, kills
              FROM ({samples}) AS grouped) AS placed
            GROUP BY GROUPING SETS ((reason, workload, container, instance, hour), (workload, container, day, bucket))) AS hourly
          WHERE reason IS NOT NULL OR hour IS NOT NULL OR bucket IS NOT NULL
          GROUP BY reason, workload, container, coalesce(day, hour - hour % 86400), hour, bucket) AS daily
        GROUP BY GROUPING SETS ((reason, workload, container, day, bucket), (reason, workload, container, week_second))
        HAVING grouping(week_second) = 1 OR week_second IS NOT NULL
        """;

    private static readonly string Smallest = UsageHistogram.Smallest.ToString("R", CultureInfo.InvariantCulture);
    private static readonly string FirstBucket = SqlText.Number(UsageHistogram.FirstBucket);
    private static readonly string BucketsPerLogarithm = UsageHistogram.BucketsPerLogarithm.ToString("E16", CultureInfo.InvariantCulture);
    private static readonly string EndTolerance = UsageHistogram.EndTolerance.ToString("E0", CultureInfo.InvariantCulture);

    private static string Most(string name) => name.StartsWith("cpu", StringComparison.Ordinal) ? MostCores : MostBytes;
}
