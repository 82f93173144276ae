using System.CommandLine;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql.Athena;

namespace CostTool.Cli.Commands;

/// <summary>The options of every command that can ask Athena.</summary>
internal sealed class AthenaArguments
{
    private const decimal Gigabyte = 1_000_000_000;

    private readonly Option<string?> _table = new("--athena") { Description = "Ask this table of Athena instead of reading files.", HelpName = "DATABASE.TABLE" };
    private readonly Option<string> _workGroup = new("--workgroup") { Description = "Workgroup of Athena.", DefaultValueFactory = _ => "primary" };
    private readonly Option<string?> _output = new("--output") { Description = "Where Athena puts results, if the workgroup does not say.", HelpName = "s3://BUCKET/FOLDER/" };
    private readonly Option<decimal?> _maxScan = new("--max-scan-gb") { Description = "Stop the query that goes past so many scanned gigabytes (10^9 bytes), all queries of the command together.", HelpName = "GB" };

    public AthenaArguments AddTo(Command command)
    {
        command.Add(_table);
        command.Add(_workGroup);
        command.Add(_output);
        command.Add(_maxScan);
        return this;
    }

    /// <summary>The table that is asked for; null where files are to be read.</summary>
    /// <exception cref="ProblemException">The name has another form.</exception>
    public AthenaTable? Table(ParseResult parsed) => parsed.GetValue(_table) is { } name ? AthenaTable.Parse(name, "--athena") : null;

    /// <summary>Says what is known of the cost, asks, and says what it cost, also where it failed. Talk goes to the error stream.</summary>
    /// <exception cref="ProblemException">Athena refuses, or an option is wrong.</exception>
    public async Task<T> AskAsync<T>(ParseResult parsed, Func<AthenaEngine, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var connection = AthenaConnection.Open(Options(parsed), PriceBook.LoadBuiltIn(), TimeProvider.System);
        var talk = parsed.InvocationConfiguration.Error;
        await talk.WriteLineAsync((await connection.Engine.ForeseeAsync(tableBytes: null, cancellationToken)).ToString());
        try
        {
            return await ask(connection.Engine);
        }
        finally
        {
            await talk.WriteLineAsync($"Athena: {connection.Engine.Spent}");
        }
    }

    private AthenaOptions Options(ParseResult parsed)
    {
        var most = parsed.GetValue(_maxScan);
        if (most is <= 0 or > 1_000_000) throw new ProblemException(new Problem($"`{most}` gigabytes cannot be a limit", "--max-scan-gb", "give a number above 0, at most 1000000"));
        var output = parsed.GetValue(_output);
        if (output is not null && !output.StartsWith("s3://", StringComparison.Ordinal))
            throw new ProblemException(new Problem($"`{output}` is not a place for results", "--output", "write s3://BUCKET/FOLDER/"));
        return new AthenaOptions { WorkGroup = parsed.GetValue(_workGroup)!, Output = output, MaxScanBytes = most is { } gigabytes ? (long)(gigabytes * Gigabyte) : null };
    }
}
