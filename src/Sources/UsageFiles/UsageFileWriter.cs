using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Sql;
using DuckDB.NET.Data;

namespace CostTool.Sources.UsageFiles;

/// <summary>Writes the canonical long table of utilization: Parquet (zstd), CSV or CSV.gz by the name of the file, sorted, and there at once or not at all.</summary>
/// <remarks>Rows wait in an embedded database on disk, so that memory does not grow with them. The same samples in any order give the same rows.</remarks>
public sealed class UsageFileWriter : IUsageSink, IDisposable
{
    private const string Sorted = "workload, container, instance, timestamp, cpu_cores, memory_bytes, cpu_limit_cores, memory_limit_bytes, throttled_ratio, oom_kills";
    private readonly string target;
    private readonly string shown;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-usage-");
    private readonly DuckDBConnection connection;
    private readonly UsageTally tally = new();
    private DuckDBAppender? appender;

    /// <param name="path">File to write; its folder is made.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="ProblemException">The name ends in none of .parquet, .csv and .csv.gz.</exception>
    public UsageFileWriter(string path, string name)
    {
        (target, shown) = (Path.GetFullPath(path), name);
        _ = Format(path, name);
        connection = new DuckDBConnection($"DataSource={Path.Combine(folder.FullName, "rows.duckdb")}");
        connection.Open();
        Execute($"""
            SET memory_limit = '256MiB';
            SET threads = 2;
            SET temp_directory = {SqlText.Literal(folder.FullName)};
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET TimeZone = 'UTC';
            CREATE TABLE samples (timestamp TIMESTAMP, workload VARCHAR, container VARCHAR, instance VARCHAR, cpu_cores DOUBLE, memory_bytes DOUBLE,
                cpu_limit_cores DOUBLE, memory_limit_bytes DOUBLE, throttled_ratio DOUBLE, oom_kills BIGINT);
            """);
        appender = connection.CreateAppender("samples");
    }

    /// <summary>Samples kept so far.</summary>
    public long Kept => tally.Kept;

    /// <summary>The counts so far.</summary>
    public UsageIntake Intake => tally.ToIntake();

    /// <summary>Whether a file of this name can be written.</summary>
    /// <exception cref="ProblemException">It cannot.</exception>
    public static void RequireKnownName(string path, string name) => _ = Format(path, name);

    /// <inheritdoc />
    public void Keep(in UsageSample sample)
    {
        if (appender is null) throw new InvalidOperationException("the file is already written");
        var row = appender.CreateRow()
            .AppendValue(sample.Timestamp.UtcDateTime).AppendValue(sample.Key.Workload).AppendValue(sample.Key.Container).AppendValue(sample.Instance)
            .AppendValue(sample.CpuCores).AppendValue(sample.MemoryBytes).AppendValue(sample.CpuLimitCores).AppendValue(sample.MemoryLimitBytes)
            .AppendValue(sample.ThrottledRatio).AppendValue(sample.OomKills);
        row.EndRow();
        tally.Keep();
    }

    /// <inheritdoc />
    public void LeaveOut(string reason, string where, long rows = 1) => tally.LeaveOut(reason, where, rows);

    /// <inheritdoc />
    public void Note(string text) => tally.Note(text);

    /// <summary>Writes the file and answers with the counts. A file of that name is replaced.</summary>
    /// <exception cref="ProblemException">There is no sample, or the file cannot be written.</exception>
    public UsageIntake Finish(CancellationToken cancellationToken)
    {
        appender?.Dispose();
        appender = null;
        var intake = tally.ToIntake();
        if (intake.Kept == 0)
            throw new ProblemException(new Problem(intake.Rows == 0 ? "the input holds no sample" : $"none of the {intake.Rows} rows is usable: {string.Join("; ", intake.Notes)}", shown, "check that the input is of the named source and its time range has data"));
        Copy($"SELECT {{0}} FROM samples ORDER BY {Sorted}", cancellationToken);
        return intake;
    }

    /// <summary>Writes the rows of finished Parquet files, sorted, in place of rows that were kept here.</summary>
    /// <exception cref="ProblemException">A file cannot be read, or the result not be written.</exception>
    public void FinishFrom(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        appender?.Dispose();
        appender = null;
        Copy($"SELECT {{0}} FROM read_parquet([{string.Join(", ", parts.Select(SqlText.Literal))}]) ORDER BY {Sorted}", cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        appender?.Dispose();
        connection.Dispose();
        folder.Delete(recursive: true);
    }

    private void Copy(string query, CancellationToken cancellationToken)
    {
        var format = Format(target, shown);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Execute($"COPY ({string.Format(System.Globalization.CultureInfo.InvariantCulture, query, format.Columns)}) TO {SqlText.Literal(unfinished)} ({format.Options})", cancellationToken);
            File.Move(unfinished, target, overwrite: true);
        }
        catch (DuckDBException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProblemException(new Problem($"the usage file cannot be written: {exception.Message.Split('\n')[0]}", shown, "check the folder, its permissions and the free space"));
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private void Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var registration = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }

    private static (string Columns, string Options) Format(string path, string shown)
    {
        const string rest = "workload, container, instance, cpu_cores, memory_bytes, cpu_limit_cores, memory_limit_bytes, throttled_ratio, oom_kills";
        const string instant = "timestamp::TIMESTAMPTZ AS timestamp";
        const string text = "strftime(timestamp::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%gZ') AS timestamp";
        return path switch
        {
            _ when path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) => ($"{instant}, {rest}", "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9"),
            _ when path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase) => ($"{text}, {rest}", "FORMAT csv, HEADER, COMPRESSION gzip"),
            _ when path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) => ($"{text}, {rest}", "FORMAT csv, HEADER"),
            _ => throw new ProblemException(new Problem($"`{Path.GetFileName(path)}` is not a name for a usage file", shown, "let it end in .parquet, .csv.gz or .csv")),
        };
    }
}
