using System.Text.RegularExpressions;
using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.Sql;

/// <summary>An embedded SQL engine with bounded memory and a temporary folder that goes with it.</summary>
internal sealed partial class DuckDbEngine : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("costtool-");
    private readonly string _noun;

    /// <param name="threads">Threads of the engine.</param>
    /// <param name="memoryMebibytes">Memory that it may use before it spills to its temporary folder.</param>
    /// <param name="noun">What its files are, as the errors say it.</param>
    /// <param name="inOrder">Rows of an answer come in the order of the file.</param>
    public DuckDbEngine(int threads, int memoryMebibytes, string noun, bool inOrder = false)
    {
        _noun = noun;
        _connection.Open();
        Execute($"""
            SET memory_limit = '{SqlText.Number(memoryMebibytes)}MiB';
            SET threads = {SqlText.Number(threads)};
            SET preserve_insertion_order = {(inOrder ? "true" : "false")};
            SET temp_directory = {SqlText.Literal(_temporary.FullName)};
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET TimeZone = 'UTC';
            SET parquet_metadata_cache = true;
            SET lock_configuration = true;
            """);
    }

    /// <summary>Runs a query over one file and hands each row to <paramref name="row"/>.</summary>
    /// <exception cref="ProblemException">The engine cannot read the file.</exception>
    public void Query(string sql, string shown, Action<DuckDBDataReader> row, CancellationToken cancellationToken)
    {
        using var rows = Open(sql, shown, cancellationToken);
        while (rows.Read()) row(rows.Current);
    }

    /// <summary>Starts a query whose rows are fetched one by one: an answer may be larger than the memory.</summary>
    /// <exception cref="ProblemException">The engine cannot read the file.</exception>
    public DuckDbRows Open(string sql, string shown, CancellationToken cancellationToken)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return new DuckDbRows(command, exception => new ProblemException(Unreadable(shown, exception.Message)), cancellationToken);
    }

    /// <summary>Starts a query whose answer is taken column by column.</summary>
    /// <exception cref="ProblemException">The engine cannot read the file.</exception>
    /// <param name="sql">The query.</param>
    /// <param name="shown">The file, for errors.</param>
    /// <param name="beside">Other queries are answered at the same time: it has a connection of its own.</param>
    /// <param name="cancellationToken">Stops between two chunks.</param>
    public DuckDbChunks OpenChunks(string sql, string shown, bool beside, CancellationToken cancellationToken)
    {
        var connection = _connection;
        if (beside)
        {
            connection = _connection.Duplicate();
            connection.Open();
        }

        return new DuckDbChunks(connection, beside, sql, message => new ProblemException(Unreadable(shown, message)), cancellationToken);
    }

    /// <summary>The name under which the engine finds a file: itself, or a link where the engine would take the name for a pattern.</summary>
    public string Readable(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0) return path;
        var link = Path.Combine(_temporary.FullName, $"file-{Guid.NewGuid():N}");
        File.CreateSymbolicLink(link, path);
        return link;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _temporary.Delete(recursive: true);
    }

    /// <summary>Runs a statement without an answer.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private Problem Unreadable(string shown, string message)
    {
        if (RefusedCell().Match(message) is { Success: true } refused) return Usage.UsageFile.Refused(refused.Groups[1].Value, shown);
        var line = LineNumber().Match(message);
        var where = line.Success ? $"{shown}:{line.Groups[1].Value}" : shown;
        var conversion = Conversion().Match(message);
        if (conversion.Success)
            return new Problem($"`{Short(conversion.Groups[1].Value)}` is not {Meaning(conversion.Groups[2].Value)}", where, "correct the cell or export the file again");
        return message.Contains("Expected Number of Columns", StringComparison.Ordinal)
            ? new Problem("a row has more or fewer cells than the header", where, "check that the file is whole and separated by commas")
            : new Problem($"the file cannot be read as {_noun}: {Short(message)}", where, "download or export it again");
    }

    private static string Meaning(string type) => type.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? "a time" : "a number";

    private static string Short(string text)
    {
        var firstLine = text.AsSpan().Trim();
        var end = firstLine.IndexOfAny('\r', '\n');
        if (end >= 0) firstLine = firstLine[..end];
        return firstLine.Length > 160 ? $"{firstLine[..160]}…" : firstLine.ToString();
    }

    [GeneratedRegex(Usage.UsageFile.RefusedInstant + @"([^\r\n]*)")]
    private static partial Regex RefusedCell();

    [GeneratedRegex(@"CSV Error on Line: (\d+)")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"[Cc]ould not convert string ""(.*?)"" to ['""]?(\w+)", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
