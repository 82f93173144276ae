using System.Diagnostics;
using System.Text.Json;

namespace CostTool.Sources.Tests.Athena;

/// <summary>The grammar of Trino, as Debian's python3-sqlglot has it.</summary>
internal static class TrinoGrammar
{
    private const string Script = """
        import json, sys, sqlglot
        from sqlglot import exp
        text = sys.stdin.read()
        tree = sqlglot.parse_one(text, read="trino", error_level=sqlglot.ErrorLevel.RAISE)
        unknown = sorted({f.name.lower() for f in tree.find_all(exp.Anonymous)})
        json.dump({"duckdb": tree.sql(dialect="duckdb"), "unknown": unknown}, sys.stdout)
        """;

    /// <summary>Reads a text as Trino does and writes it for DuckDB.</summary>
    /// <returns>The text for DuckDB, and the functions that the grammar only knows by name.</returns>
    public static async Task<(string DuckDb, IReadOnlyList<string> Unknown)> ReadAsync(string text, CancellationToken cancellationToken)
    {
        // Debian's own Python: it has the package, and another python3 may come first on PATH.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(text);
        python.StandardInput.Close();
        var (answer, error) = (python.StandardOutput.ReadToEndAsync(cancellationToken), python.StandardError.ReadToEndAsync(cancellationToken));
        await python.WaitForExitAsync(cancellationToken);
        Assert.True(python.ExitCode == 0, await error);
        using var document = JsonDocument.Parse(await answer);
        return (document.RootElement.GetProperty("duckdb").GetString()!, [.. document.RootElement.GetProperty("unknown").EnumerateArray().Select(name => name.GetString()!)]);
    }
}
