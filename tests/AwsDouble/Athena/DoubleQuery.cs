using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;

namespace CostTool.AwsDouble.Athena;

/// <summary>A query of the double, from QUEUED to its end.</summary>
public sealed class DoubleQuery
{
    private readonly AthenaDouble _athena;
    private readonly (string Reason, bool Retryable)? _failure;
    private int _polls;

    internal DoubleQuery(string id, string sql, string request, AthenaDouble athena, (string Reason, bool Retryable)? failure) =>
        (Id, Sql, Request, _athena, _failure) = (id, sql, request, athena, failure);

    public string Id { get; }

    public string Sql { get; }

    public string State { get; private set; } = "QUEUED";

    public string? Reason { get; private set; }

    public bool Retryable => _failure is { Retryable: true };

    public long BytesScanned { get; private set; }

    internal string Request { get; }

    internal IReadOnlyList<(string Name, string Type)> Columns { get; private set; } = [];

    /// <summary>The names of the columns, then the rows, as Athena gives them.</summary>
    internal List<string?[]> Rows { get; } = [];

    internal void Stop()
    {
        if (State is "QUEUED" or "RUNNING") (State, Reason) = ("CANCELLED", "Query cancelled by user");
    }

    internal void MoveOn(DuckDBConnection connection)
    {
        if (State is not ("QUEUED" or "RUNNING")) return;
        var ran = ++_polls - _athena.PollsQueued;
        if (ran <= 0) return;
        State = "RUNNING";
        BytesScanned = _athena.BytesOfQuery * Math.Min(ran, _athena.PollsRunning + 1) / (_athena.PollsRunning + 1);
        if (BytesScanned > _athena.BytesCutoff) (State, Reason) = ("CANCELLED", "Query cancelled! : Bytes scanned limit was exceeded");
        else if (ran > _athena.PollsRunning) Finish(connection);
    }

    private static string Type(Type type, string name) => type switch
    {
        _ when type == typeof(int) => "integer",
        _ when type == typeof(long) || type == typeof(BigInteger) => "bigint",
        _ when type == typeof(double) => "double",
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(DateTime) => "timestamp",
        _ when type == typeof(decimal) => name.ToLowerInvariant(),
        _ => "varchar",
    };

    /// <summary>A value as Athena writes it.</summary>
    private static string? Cell(object value) => value switch
    {
        DBNull => null,
        bool flag => flag ? "true" : "false",
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => Double(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Java's way: decimals always, an exponent below a thousandth and from ten million on.</summary>
    private static string Double(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(number) is 0 or (>= 1e-3 and < 1e7)) return shortest.Contains('.', StringComparison.Ordinal) ? shortest : shortest + ".0";
        var digits = string.Concat(shortest.Split('E')[0].Where(char.IsAsciiDigit)).Trim('0');
        var exponent = int.Parse(number.ToString("E16", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture);
        return $"{(number < 0 ? "-" : "")}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    internal void Finish(DuckDBConnection connection)
    {
        if (_failure is { } failure)
        {
            (State, Reason) = ("FAILED", failure.Reason);
            return;
        }

        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            using var reader = command.ExecuteReader();
            Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(column => (reader.GetName(column), Type(reader.GetFieldType(column), reader.GetDataTypeName(column))))];
            Rows.Add([.. Columns.Select(column => column.Name)]);
            while (reader.Read()) Rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Cell(reader.GetValue(column)))]);
            State = "SUCCEEDED";
        }
        catch (DuckDBException exception)
        {
            (State, Reason) = ("FAILED", $"SYNTAX_ERROR: {exception.Message.Split('\n')[0]}");
        }
    }
}
