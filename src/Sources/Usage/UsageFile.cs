using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;
using CostTool.Sources.Sql;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Usage;

/// <summary>A file of samples, and the SELECT that gives its canonical columns.</summary>
/// <remarks>
/// Instants become whole seconds since 1970 and readings become DOUBLE. The form of the column <c>timestamp</c> is decided by its first cell and holds for the file:
/// a later cell of another form stops the reading with an error, so that no instant is ever guessed. Numbers count as seconds between 2001 and 2100
/// (10^9 to 4102444800) and as milliseconds a thousandfold of that; all else is ambiguous and refused.
/// </remarks>
internal sealed class UsageFile
{
    /// <summary>Begins the message of an error that the SELECT itself raises for a cell.</summary>
    public const string RefusedInstant = "refused-instant:";

    private const string ZonedPattern = @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})? ?(Z|[+-]\d\d(:?\d\d)?)";
    private const int LongestLine = 1 << 20;
    private const long FirstSecond = 1_000_000_000;
    private const long LastSecond = 4_102_444_800;

    private static readonly string[] Texts = ["timestamp", "workload", "container", "instance"];

    private readonly Dictionary<string, (string Sql, string Type)> _columns;
    private readonly string _from;

    private UsageFile(Dictionary<string, (string Sql, string Type)> columns, string from)
    {
        (_columns, _from) = (columns, from);
    }

    /// <summary>Columns are stored by themselves, so that some can be read without the others.</summary>
    public required bool IsColumnar { get; init; }

    public IReadOnlySet<string> Columns => _columns.Keys.ToHashSet(StringComparer.Ordinal);

    /// <exception cref="ProblemException">The file cannot be read, or lacks columns.</exception>
    public static UsageFile Open(WorkspaceFile file, DuckDbEngine engine, CancellationToken cancellationToken)
    {
        var form = UsageFileForm.Of(file);
        if (form.IsGzip) GzipCheck.Require(file.FullPath, file.Path, cancellationToken);
        var path = SqlText.Literal(engine.Readable(file.FullPath));
        var compression = form.IsGzip ? "gzip" : "none";
        var jsonCompression = form.IsGzip ? "gzip" : "uncompressed";
        var json = $"read_json({path}, format = 'newline_delimited', compression = '{jsonCompression}', hive_partitioning = false, maximum_object_size = {SqlText.Number(LongestLine)}";
        var csv = $"read_csv({path}, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', compression = '{compression}', max_line_size = {SqlText.Number(LongestLine)}, hive_partitioning = false";
        var described = form.Packing switch
        {
            UsagePacking.Parquet => $"read_parquet({path}, hive_partitioning = false)",
            UsagePacking.JsonLines => json + ")",
            _ => csv + ", all_varchar = true, null_padding = true)",
        };
        var found = new List<(string Name, string Type)>();
        engine.Query($"DESCRIBE SELECT * FROM {described}", file.Path, row => found.Add((row.GetString(0), row.GetString(1))), cancellationToken);

        var columns = new Dictionary<string, (string Sql, string Type)>(StringComparer.Ordinal);
        foreach (var (name, type) in found)
            if (UsageTable.Canonical.Contains(name.Trim().ToLowerInvariant(), StringComparer.Ordinal)) columns.TryAdd(name.Trim().ToLowerInvariant(), (SqlText.Identifier(name), type));
        if (UsageTable.Missing(columns.Keys.ToHashSet(StringComparer.Ordinal)) is { } missing)
            throw new ProblemException(new Problem($"the usage file has no column {missing}; it has {Shown(found)}", file.Path, "name the columns as the canonical long table does"));

        var from = form.Packing switch
        {
            UsagePacking.Parquet => described,
            UsagePacking.JsonLines => $"{json}, columns = {{{string.Join(", ", columns.Select(column => $"{column.Value.Sql}: '{CellType(column.Key)}'"))}}})",
            _ => $"{csv}, auto_detect = false, columns = {{{string.Join(", ", found.Select(column => $"{SqlText.Identifier(column.Name)}: '{CellType(column.Name.Trim().ToLowerInvariant())}'"))}}})",
        };
        if (form.Packing != UsagePacking.Parquet)
            foreach (var name in columns.Keys.ToList()) columns[name] = (columns[name].Sql, CellType(name));
        var opened = new UsageFile(columns, from) { IsColumnar = form.Packing == UsagePacking.Parquet };
        opened.DecideInstants(file, engine, cancellationToken);
        return opened;
    }

    /// <summary>The canonical columns that are asked for; NULL where the file has none.</summary>
    public string Select(IEnumerable<string> names) => $"SELECT {string.Join(", ", names.Select(name => $"{Expression(name)} AS \"{name}\""))} FROM {_from}";

    private string Expression(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
            return name switch
            {
                "container" => "''",
                "instance" => _columns.ContainsKey("workload") ? Expression("workload") : "''",
                _ => "CAST(NULL AS DOUBLE)",
            };
        if (name == "timestamp") return column.Sql;
        if (name is "container") return $"coalesce({AsText(column)}, '')";
        if (name is "workload" or "instance") return AsText(column);
        return column.Type == "DOUBLE" ? column.Sql : $"CAST({column.Sql} AS DOUBLE)";
    }

    private static string AsText((string Sql, string Type) column) => column.Type == "VARCHAR" ? column.Sql : $"CAST({column.Sql} AS VARCHAR)";

    private static string CellType(string name) => Texts.Contains(name, StringComparer.Ordinal) || !UsageTable.Canonical.Contains(name, StringComparer.Ordinal) ? "VARCHAR" : "DOUBLE";

    private static string Shown(List<(string Name, string Type)> columns)
    {
        var names = columns.Take(40).Select(column => new string([.. column.Name.Where(character => !char.IsControl(character)).Take(60)]));
        return string.Join(", ", names) + (columns.Count > 40 ? $" and {columns.Count - 40} more" : "");
    }

    private void DecideInstants(WorkspaceFile file, DuckDbEngine engine, CancellationToken cancellationToken)
    {
        var (sql, type) = _columns["timestamp"];
        if (type is "TIMESTAMP WITH TIME ZONE")
        {
            _columns["timestamp"] = ($"CAST(floor(epoch({sql})) AS BIGINT)", "BIGINT");
            return;
        }

        if (type.StartsWith("TIMESTAMP", StringComparison.Ordinal) || type is "DATE")
            throw new ProblemException(new Problem($"the column `timestamp` is of type {type}, which has no zone", file.Path, "write it as TIMESTAMP WITH TIME ZONE, or as seconds since 1970"));
        if (type is not ("VARCHAR" or "BIGINT" or "UBIGINT" or "INTEGER" or "UINTEGER" or "HUGEINT" or "DOUBLE" or "FLOAT") && !type.StartsWith("DECIMAL", StringComparison.Ordinal))
            throw new ProblemException(new Problem($"the column `timestamp` is of type {type}", file.Path, "write it as TIMESTAMP WITH TIME ZONE, ISO-8601 text with a zone, or seconds since 1970"));

        string? first = null;
        engine.Query($"SELECT CAST({sql} AS VARCHAR) FROM {_from} WHERE {sql} IS NOT NULL LIMIT 1", file.Path, row => first = row.GetString(0), cancellationToken);
        var refuse = $"error({SqlText.Literal(RefusedInstant)} || CAST({sql} AS VARCHAR))";
        var number = type == "VARCHAR" ? $"TRY_CAST({sql} AS DOUBLE)" : sql;
        string Within(long unit) => $"{number} >= {SqlText.Number(FirstSecond * unit)} AND {number} < {SqlText.Number(LastSecond * unit)}";
        string Seconds(long unit) => unit == 1 && type is "BIGINT" ? sql : $"CAST(floor({number} / {SqlText.Number(unit)}) AS BIGINT)";
        string Checked(long unit) => $"CASE WHEN {Within(unit)} THEN {Seconds(unit)} WHEN {sql} IS NOT NULL THEN {refuse} END";

        if (first is null || !double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var instant))
        {
            if (type != "VARCHAR") _columns["timestamp"] = (Checked(1), "BIGINT");
            else _columns["timestamp"] = ($"CASE WHEN regexp_full_match({sql}, '{ZonedPattern}') THEN coalesce(CAST(floor(epoch(TRY_CAST({sql} AS TIMESTAMPTZ))) AS BIGINT), {refuse}) WHEN {sql} IS NOT NULL THEN {refuse} END", "BIGINT");
        }
        else if (instant is >= FirstSecond and < LastSecond) _columns["timestamp"] = (Checked(1), "BIGINT");
        else if (instant is >= FirstSecond * 1000 and < LastSecond * 1000) _columns["timestamp"] = (Checked(1000), "BIGINT");
        else throw new ProblemException(Refused(first, file.Path));
    }

    /// <summary>What is wrong with a cell of <c>timestamp</c>.</summary>
    public static Problem Refused(string cell, string shown)
    {
        var quoted = cell.Length > 60 ? cell[..60] + "…" : cell;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new Problem($"the timestamp `{quoted}` is ambiguous: the column's other cells are of another unit, or it is neither seconds nor milliseconds of the years 2001 to 2100", shown, "write every instant as ISO-8601 with a zone or every one as seconds since 1970")
            : new Problem($"the timestamp `{quoted}` is not ISO-8601 with a zone", shown, "write it as `2026-10-01T00:00:00Z`, or every one as seconds since 1970");
    }
}
