using CostTool.Analyzer.Problems;
using DuckDB.NET.Data;

namespace CostTool.Sources.Sql;

/// <summary>The rows of one running query.</summary>
internal sealed class DuckDbRows : IDisposable
{
    private readonly DuckDBCommand _command;
    private readonly Func<DuckDBException, ProblemException> _problem;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private DuckDBDataReader? _reader;

    public DuckDbRows(DuckDBCommand command, Func<DuckDBException, ProblemException> problem, CancellationToken cancellation)
    {
        (_command, _problem, _cancellation) = (command, problem, cancellation);
        _registration = cancellation.Register(command.Cancel);
    }

    /// <summary>The row that <see cref="Read"/> went to.</summary>
    public DuckDBDataReader Current => _reader!;

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="ProblemException">The engine cannot answer.</exception>
    public bool Read()
    {
        try
        {
            _reader ??= _command.ExecuteReader();
            return _reader.Read();
        }
        catch (DuckDBException exception)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw _problem(exception);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _reader?.Dispose();
        _command.Dispose();
    }
}
