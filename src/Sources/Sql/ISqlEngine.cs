using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Sql;

/// <summary>Answers SQL in the dialect that DuckDB and Athena (Trino) share.</summary>
public interface ISqlEngine
{
    /// <summary>Asks, and hands each row of the answer to <paramref name="row"/>; a row is valid only within the call.</summary>
    /// <param name="text">One SELECT.</param>
    /// <param name="row">Called once a row, in the order of the answer.</param>
    /// <param name="cancellationToken">Stops the engine's work too.</param>
    /// <exception cref="ProblemException">The engine refuses the text, or the data cannot be read.</exception>
    Task QueryAsync(string text, Action<ISqlRow> row, CancellationToken cancellationToken);
}

/// <summary>One row of an answer; columns count from zero.</summary>
public interface ISqlRow
{
    /// <summary>A text; null where the cell is NULL.</summary>
    string? Text(int column);

    /// <summary>A whole number; null where the cell is NULL.</summary>
    long? Whole(int column);

    /// <summary>A number; null where the cell is NULL.</summary>
    double? Number(int column);
}
