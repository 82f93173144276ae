using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace CostTool.AwsDouble.Athena;

/// <summary>Athena over an embedded engine: what a query answers is real, how long it takes is counted in polls and not in time.</summary>
public sealed class AthenaDouble : IServiceDouble, IDisposable
{
    private const int LongestPage = 1000;

    // Most tests never ask Athena, and an engine takes longer to start than all the rest.
    private readonly Lazy<DuckDBConnection> _engine = new(Engine);
    private readonly Dictionary<string, DoubleQuery> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public string Model => "athena";

    public string? InvalidCode => "InvalidRequestException";

    /// <summary>How often a query is seen as queued, then as running.</summary>
    public int PollsQueued { get; set; } = 1;

    public int PollsRunning { get; set; } = 2;

    /// <summary>Bytes of the whole of any query; while it runs, the part in proportion.</summary>
    public long BytesOfQuery { get; set; } = 1_000_000;

    /// <summary>Where the workgroup puts results; null: a query must say it.</summary>
    public string? WorkGroupOutput { get; set; } = "s3://results/";

    /// <summary>The workgroup cancels a query that scans more.</summary>
    public long? BytesCutoff { get; set; }

    /// <summary>The next queries end like this, whatever their text.</summary>
    public Queue<(string Reason, bool Retryable)> Failures { get; } = new();

    public IReadOnlyCollection<DoubleQuery> Queries => _queries.Values;

    /// <summary>Makes a table of an expression of the embedded engine, such as <c>read_csv('file')</c>.</summary>
    public void AddTable(string database, string table, string from)
    {
        Execute($"CREATE SCHEMA IF NOT EXISTS {Quoted(database)}");
        Execute($"CREATE OR REPLACE VIEW {Quoted(database)}.{Quoted(table)} AS SELECT * FROM {from}");
    }

    /// <summary>The sorted rows of a text, without the ways of a query.</summary>
    public IReadOnlyList<string> Answer(string sql)
    {
        var query = new DoubleQuery("", sql, "", this, null);
        query.Finish(_engine.Value);
        if (query.State != "SUCCEEDED") throw new InvalidOperationException(query.Reason);
        return [.. query.Rows.Skip(1).Select(row => string.Join('|', row.Select(cell => cell ?? "NULL"))).Order(StringComparer.Ordinal)];
    }

    public JsonObject Handle(string operation, JsonObject request) => operation switch
    {
        "StartQueryExecution" => Start(request),
        "GetQueryExecution" => Get(Find(request)),
        "GetQueryResults" => Results(Find(request), request),
        "StopQueryExecution" => Stop(Find(request)),
        "GetWorkGroup" => WorkGroup(request),
        _ => throw new ServiceErrorException("UnknownOperationException", operation),
    };

    public void Dispose()
    {
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }

    private static DuckDBConnection Engine()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, "SET TimeZone = 'UTC'");
        // Trino's name for it; the embedded engine writes JSON as text by a cast.
        Execute(connection, "CREATE MACRO json_format(document) AS CAST(document AS VARCHAR)");
        return connection;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Text(JsonNode? node, params string[] path)
    {
        foreach (var name in path) node = node?[name];
        return node?.GetValue<string>();
    }

    private static JsonObject Stop(DoubleQuery query)
    {
        query.Stop();
        return [];
    }

    private JsonObject Start(JsonObject request)
    {
        var sql = Text(request, "QueryString") ?? throw Invalid("QueryString is required");
        var token = Text(request, "ClientRequestToken") ?? throw Invalid("ClientRequestToken is required");
        if (token.Length is < 32 or > 128) throw Invalid("ClientRequestToken must have 32 to 128 characters");
        if ((Text(request, "ResultConfiguration", "OutputLocation") ?? WorkGroupOutput) is null)
            throw Invalid("No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.");
        var content = request.ToJsonString();
        if (_tokens.TryGetValue(token, out var known))
            return _queries[known].Request == content ? new JsonObject { ["QueryExecutionId"] = known } : throw Invalid("Idempotent parameters do not match");
        var id = $"00000000-0000-4000-8000-{(_queries.Count + 1).ToString("D12", CultureInfo.InvariantCulture)}";
        _tokens[token] = id;
        _queries[id] = new DoubleQuery(id, sql, content, this, Failures.TryDequeue(out var failure) ? failure : null);
        return new JsonObject { ["QueryExecutionId"] = id };
    }

    private JsonObject Get(DoubleQuery query)
    {
        query.MoveOn(_engine.Value);
        var status = new JsonObject { ["State"] = query.State, ["SubmissionDateTime"] = 1793491200.5 };
        if (query.Reason is { } reason)
        {
            status["StateChangeReason"] = reason;
            if (query.State == "FAILED") status["AthenaError"] = new JsonObject { ["ErrorCategory"] = query.Retryable ? 1 : 2, ["ErrorType"] = 1, ["Retryable"] = query.Retryable, ["ErrorMessage"] = reason };
        }

        return new JsonObject
        {
            ["QueryExecution"] = new JsonObject
            {
                ["QueryExecutionId"] = query.Id,
                ["Status"] = status,
                ["Statistics"] = new JsonObject { ["DataScannedInBytes"] = query.BytesScanned, ["EngineExecutionTimeInMillis"] = 1 },
                ["WorkGroup"] = "primary",
                // A member that clients of this age do not know.
                ["SubstatementType"] = "SELECT",
            },
        };
    }

    private JsonObject Results(DoubleQuery query, JsonObject request)
    {
        if (query.State != "SUCCEEDED") throw Invalid($"Query did not finish successfully. Final query state: {query.State}");
        var most = request["MaxResults"]?.GetValue<int>() ?? LongestPage;
        if (most is < 1 or > LongestPage) throw Invalid("MaxResults is more than maximum allowed length 1000.");
        var from = Text(request, "NextToken") is { } token ? int.Parse(token.AsSpan("page-".Length), CultureInfo.InvariantCulture) : 0;
        var rows = new JsonArray();
        foreach (var row in query.Rows.Skip(from).Take(most))
            rows.Add(new JsonObject { ["Data"] = new JsonArray([.. row.Select(cell => cell is null ? new JsonObject() : new JsonObject { ["VarCharValue"] = cell })]) });
        var answer = new JsonObject
        {
            ["ResultSet"] = new JsonObject
            {
                ["Rows"] = rows,
                ["ResultSetMetadata"] = new JsonObject { ["ColumnInfo"] = new JsonArray([.. query.Columns.Select(column => new JsonObject { ["Name"] = column.Name, ["Type"] = column.Type })]) },
            },
        };
        if (from + most < query.Rows.Count) answer["NextToken"] = $"page-{(from + most).ToString(CultureInfo.InvariantCulture)}";
        return answer;
    }

    private JsonObject WorkGroup(JsonObject request)
    {
        var name = Text(request, "WorkGroup");
        if (name != "primary") throw Invalid($"WorkGroup {name} is not found.");
        var configuration = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = WorkGroupOutput } };
        if (BytesCutoff is { } cutoff) configuration["BytesScannedCutoffPerQuery"] = cutoff;
        return new JsonObject { ["WorkGroup"] = new JsonObject { ["Name"] = name, ["State"] = "ENABLED", ["Configuration"] = configuration } };
    }

    private DoubleQuery Find(JsonObject request) =>
        _queries.TryGetValue(Text(request, "QueryExecutionId") ?? "", out var query) ? query : throw Invalid($"QueryExecution {Text(request, "QueryExecutionId")} was not found");

    private static ServiceErrorException Invalid(string message) => new("InvalidRequestException", message, 400, ("AthenaErrorCode", "INVALID_INPUT"));

    private void Execute(string sql) => Execute(_engine.Value, sql);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
