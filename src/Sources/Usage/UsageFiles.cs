using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;
using CostTool.Sources.Workspaces;
using DuckDB.NET.Data;

namespace CostTool.Sources.Usage;

/// <summary>Files of the canonical long table as one table of the embedded engine; CSV, JSON lines, both also gzipped, and Parquet, mixed as they come.</summary>
public sealed class UsageFiles : ISqlEngine, IDisposable
{
    private const string View = "usage_samples";

    private readonly DuckDbEngine _engine;

    private UsageFiles(DuckDbEngine engine, string shown, UsageTable table)
    {
        (_engine, Shown, Table) = (engine, shown, table);
    }

    /// <summary>The files as errors name them.</summary>
    public string Shown { get; }

    /// <summary>The table that texts read.</summary>
    public UsageTable Table { get; }

    /// <summary>All files are columnar, so that reading the names by themselves costs little.</summary>
    internal bool AreColumnar { get; private init; }

    /// <summary>Opens the files and looks at their columns; the rows are read by the questions.</summary>
    /// <exception cref="ProblemException">A file is missing, damaged, lacks columns, or writes its instants in a way that could be misread.</exception>
    public static UsageFiles Open(IReadOnlyList<WorkspaceFile> files, UsageReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        if (files.Count == 0) throw new ProblemException(new Problem("there is no usage file", "usage", "name a file of the canonical long table"));
        var engine = new DuckDbEngine(options.Threads, options.MemoryLimitMebibytes, "usage samples", inOrder: true);
        try
        {
            var opened = files.Select(file => UsageFile.Open(file, engine, cancellationToken)).ToList();
            var columns = UsageTable.Canonical.Where(name => opened.Exists(file => file.Columns.Contains(name)) || name is "container" or "instance").ToList();
            var selects = opened.Select(file => file.Select(columns));
            engine.Execute($"CREATE VIEW {View} AS {string.Join(" UNION ALL ", selects)}");
            var shown = files.Count == 1 ? files[0].Path : $"{files[0].Path} and {SqlText.Number(files.Count - 1)} more";
            return new UsageFiles(engine, shown, new UsageTable(View, InstantForm.EpochSeconds, columns.ToHashSet(StringComparer.Ordinal))) { AreColumnar = opened.TrueForAll(file => file.IsColumnar) };
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public Task QueryAsync(string text, Action<ISqlRow> row, CancellationToken cancellationToken)
    {
        Query(text, row, cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _engine.Dispose();

    /// <summary>Runs a statement without an answer.</summary>
    internal void Execute(string text) => _engine.Execute(text);

    /// <summary>Starts a question whose rows are fetched one by one.</summary>
    internal DuckDbRows Open(string text, CancellationToken cancellationToken) => _engine.Open(text, Shown, cancellationToken);

    /// <summary>Starts a question whose answer is taken column by column.</summary>
    /// <param name="text">The question.</param>
    /// <param name="beside">Others are answered at the same time.</param>
    /// <param name="cancellationToken">Stops between two chunks.</param>
    internal DuckDbChunks OpenChunks(string text, bool beside, CancellationToken cancellationToken) => _engine.OpenChunks(text, Shown, beside, cancellationToken);

    /// <inheritdoc cref="ISqlEngine.QueryAsync"/>
    internal void Query(string text, Action<ISqlRow> row, CancellationToken cancellationToken)
    {
        var current = new Row();
        _engine.Query(text, Shown, reader =>
        {
            current.Reader = reader;
            row(current);
        }, cancellationToken);
    }

    private sealed class Row : ISqlRow
    {
        public DuckDBDataReader Reader { get; set; } = null!;

        public string? Text(int column) => Reader.IsDBNull(column) ? null : Reader.GetString(column);

        public long? Whole(int column) => Reader.IsDBNull(column) ? null : Reader.GetInt64(column);

        public double? Number(int column) => Reader.IsDBNull(column) ? null : Reader.GetDouble(column);
    }
}
