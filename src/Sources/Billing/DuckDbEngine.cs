using System.Text.RegularExpressions;
using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.Billing;

/// <summary>An embedded SQL engine with bounded memory and a temporary folder that goes with it.</summary>
internal sealed partial class DuckDbEngine : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("costtool-");

    public DuckDbEngine(BillReadOptions options)
    {
        _connection.Open();
        Execute($"""
            SET memory_limit = '{SqlText.Number(options.MemoryLimitMebibytes)}MiB';
            SET threads = {SqlText.Number(options.Threads)};
            SET preserve_insertion_order = false;
            SET temp_directory = {SqlText.Literal(_temporary.FullName)};
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            SET TimeZone = 'UTC';
            SET parquet_metadata_cache = true;
            SET lock_configuration = true;
            """);
    }

    /// <summary>Runs a query over one bill file and hands each row to <paramref name="row"/>.</summary>
    /// <exception cref="ProblemException">The engine cannot read the file.</exception>
    public void Query(string sql, BillPath path, Action<DuckDBDataReader> row, CancellationToken cancellationToken)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var registration = cancellationToken.Register(command.Cancel);
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read()) row(reader);
        }
        catch (DuckDBException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProblemException(Unreadable(path, exception.Message));
        }
    }

    /// <summary>The name under which the engine finds a file: itself, or a link where the engine would take the name for a pattern.</summary>
    public string Readable(BillPath path)
    {
        if (path.FullPath.AsSpan().IndexOfAny('*', '?', '[') < 0) return path.FullPath;
        var link = System.IO.Path.Combine(_temporary.FullName, $"bill-{Guid.NewGuid():N}");
        File.CreateSymbolicLink(link, path.FullPath);
        return link;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _temporary.Delete(recursive: true);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Problem Unreadable(BillPath path, string message)
    {
        var line = LineNumber().Match(message);
        var where = line.Success ? $"{path.Shown}:{line.Groups[1].Value}" : path.Shown;
        var conversion = Conversion().Match(message);
        if (conversion.Success)
            return new Problem($"`{Short(conversion.Groups[1].Value)}` is not {Meaning(conversion.Groups[2].Value)}", where, "correct the cell or export the bill again");
        return message.Contains("Expected Number of Columns", StringComparison.Ordinal)
            ? new Problem("a row has more or fewer cells than the header", where, "check that the file is whole and separated by commas")
            : new Problem($"the file cannot be read as a bill: {Short(message)}", where, "download or export it again");
    }

    private static string Meaning(string type) => type.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? "a time" : "a number";

    private static string Short(string text)
    {
        var firstLine = text.AsSpan().Trim();
        var end = firstLine.IndexOfAny('\r', '\n');
        if (end >= 0) firstLine = firstLine[..end];
        return firstLine.Length > 160 ? $"{firstLine[..160]}…" : firstLine.ToString();
    }

    [GeneratedRegex(@"CSV Error on Line: (\d+)")]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"[Cc]ould not convert string ""(.*?)"" to ['""]?(\w+)", RegexOptions.Singleline)]
    private static partial Regex Conversion();
}
