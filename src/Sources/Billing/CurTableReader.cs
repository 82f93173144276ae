using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Sql;
using CostTool.Sources.Sql.Athena;

namespace CostTool.Sources.Billing;

/// <summary>Reads Cost and Usage Reports, legacy or 2.0, from a table of an engine into the ledger that their files would give.</summary>
public static class CurTableReader
{
    /// <summary>Reads a table in one scan; only the fold comes back.</summary>
    /// <exception cref="ProblemException">There is no such table, it lacks columns, or the engine refuses.</exception>
    public static async Task<BillLedger> ReadAsync(ISqlEngine engine, AthenaTable table, BillReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var source = await SourceAsync(engine, table, cancellationToken).ConfigureAwait(false);
        CurFold.Require(source, options);
        var file = new FoldedFile(source.Path, source.Format);
        var ledger = new LedgerBuilder();
        var lines = new Dictionary<CurLine, CurLine>();
        await engine.QueryAsync(new CurTableQuery(source, table, options.NetOfDiscounts).Sql(), row =>
        {
            if (CurTableRow.IsHour(row))
            {
                var hour = CurTableRow.Hour(row);
                if (hour.Plan is { } plan && hour.Hour is { } start) ledger.AddCommitment(plan, hour.Offering, start, hour.Committed, hour.Used, hour.Covered);
                return;
            }

            var line = CurTableRow.Line(row);
            var key = line.Key();
            lines[key] = lines.TryGetValue(key, out var known) ? known.With(line) : line;
            if (CurTableRow.Instance(row) is ({ } instance, var cluster) && line.Costs > 0) CurFold.AddInstance(line, instance, cluster, ledger);
        }, cancellationToken).ConfigureAwait(false);
        foreach (var line in lines.Values) CurFold.AddLine(line, source, options, ledger, file);
        ledger.EndFile(file);
        return ledger.Build();
    }

    private static async Task<BillSource> SourceAsync(ISqlEngine engine, AthenaTable table, CancellationToken cancellationToken)
    {
        var columns = new List<SourceColumn>();
        await engine.QueryAsync(table.ColumnsSql, row =>
        {
            var name = row.Text(0) ?? "";
            columns.Add(new SourceColumn(name, SqlText.Identifier(name), row.Text(1) ?? ""));
        }, cancellationToken).ConfigureAwait(false);
        var path = new BillPath($"Athena table {table}", "", Named: true);
        if (columns.Count == 0) throw new ProblemException(new Problem("there is no such table", path.Shown, "name DATABASE.TABLE as the data catalog has it"));
        var format = BillSources.Known([.. columns.Select(column => column.Name)]);
        if (format is not (BillFormat.Cur2 or BillFormat.LegacyCur))
            throw new ProblemException(new Problem("the table does not hold Cost and Usage Reports", path.Shown, "name the table of a CUR or CUR 2.0 export; read FOCUS from its files"));
        return new BillSource(path, format.Value, Packing.Parquet, columns);
    }
}
