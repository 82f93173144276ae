using System.Text;
using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CostTool.Sources.Sql;

/// <summary>The answer of a query column by column, some thousand rows at a time: without a call for each cell.</summary>
internal sealed class DuckDbChunks : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly bool _ownsConnection;
    private readonly Func<string, ProblemException> _problem;
    private readonly CancellationToken _cancellation;
    private readonly DuckDBPreparedStatement _statement;
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;

    public DuckDbChunks(DuckDBConnection connection, bool ownsConnection, string sql, Func<string, ProblemException> problem, CancellationToken cancellation)
    {
        (_connection, _ownsConnection, _problem, _cancellation) = (connection, ownsConnection, problem, cancellation);
        if (NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, sql, out _statement) != DuckDBState.Success)
            throw problem(NativeMethods.PreparedStatements.DuckDBPrepareError(_statement));
        if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(_statement, out _result) != DuckDBState.Success)
            throw problem(NativeMethods.Query.DuckDBResultError(ref _result));
    }

    /// <summary>Rows of the current chunk.</summary>
    public int Rows { get; private set; }

    /// <summary>Goes to the next chunk; false after the last.</summary>
    /// <exception cref="ProblemException">The engine cannot answer.</exception>
    public bool Read()
    {
        _cancellation.ThrowIfCancellationRequested();
        _chunk?.Dispose();
        _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        Rows = _chunk.IsInvalid ? 0 : (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        if (Rows > 0) return true;
        return NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 } error ? throw _problem(error) : false;
    }

    /// <summary>A column of the current chunk.</summary>
    public unsafe DuckDbColumn Column(int index)
    {
        var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk!, index);
        return new DuckDbColumn(NativeMethods.Vectors.DuckDBVectorGetData(vector), NativeMethods.Vectors.DuckDBVectorGetValidity(vector));
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Close();
        _statement.Dispose();
        if (_ownsConnection) _connection.Dispose();
        GC.KeepAlive(_connection);
    }
}

/// <summary>A column of a chunk; valid until the next chunk is read.</summary>
internal readonly unsafe struct DuckDbColumn(void* data, ulong* validity)
{
    /// <summary>Whether any row may be NULL.</summary>
    public bool MayBeNull => validity != null;

    public bool IsNull(int row) => validity != null && (validity[row >> 6] & (1UL << (row & 63))) == 0;

    public long Whole(int row) => ((long*)data)[row];

    /// <summary>A whole number of zero or more, such as a hash.</summary>
    public ulong Unsigned(int row) => ((ulong*)data)[row];

    public double Number(int row) => ((double*)data)[row];

    /// <summary>The sixteen bytes that hold a text or point to it: equal ones are of equal texts within a chunk.</summary>
    public UInt128 Handle(int row) => ((UInt128*)data)[row];

    /// <summary>A text; empty where the cell is NULL.</summary>
    public string String(int row) => IsNull(row) ? string.Empty : Encoding.UTF8.GetString(Text(row));

    /// <summary>The UTF-8 of a text.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        var cell = (byte*)data + (row * 16);
        var length = *(int*)cell;
        return new ReadOnlySpan<byte>(length <= 12 ? cell + 4 : *(byte**)(cell + 8), length);
    }
}
