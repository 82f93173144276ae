namespace CostTool.Sources.Billing;

/// <summary>The columns of a Parquet file.</summary>
internal static class ParquetColumns
{
    public static IReadOnlyList<SourceColumn> Read(BillPath path, DuckDbEngine engine, CancellationToken cancellationToken)
    {
        var columns = new List<SourceColumn>();
        var file = SqlText.Literal(engine.Readable(path));
        engine.Query($"DESCRIBE SELECT * FROM read_parquet({file}, hive_partitioning = false)", path, row =>
        {
            var name = row.GetString(0);
            columns.Add(new SourceColumn(name, SqlText.Identifier(name), row.GetString(1)));
        }, cancellationToken);
        return columns;
    }
}
