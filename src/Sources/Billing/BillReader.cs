using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Billing;

/// <summary>Reads bills of any supported layout into one ledger, each file once.</summary>
public static class BillReader
{
    /// <summary>Reads files, folders and globs.</summary>
    /// <exception cref="ProblemException">A file is missing, damaged, not a bill, not in US dollars, or lacks columns. Nothing is returned then.</exception>
    public static BillLedger Read(IReadOnlyList<BillInput> inputs, BillReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(options);
        var paths = BillPaths.Expand(inputs);
        var ledger = new LedgerBuilder();
        var costExplorer = new CostExplorerFold(ledger);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // An engine of its own for each file: what the last one held is given back.
            using var engine = new DuckDbEngine(options.Threads, options.MemoryLimitMebibytes, "a bill");
            if (Recognise(path, engine, ledger, cancellationToken) is not { } source) continue;
            if (source.Packing is Packing.CsvGz or Packing.JsonGz) GzipCheck.Require(path.FullPath, path.Shown, cancellationToken);
            switch (source.Format)
            {
                case BillFormat.CostExplorer:
                    costExplorer.Read(source, cancellationToken);
                    break;
                case BillFormat.Focus:
                    FocusFold.Read(source, engine, ledger, cancellationToken);
                    break;
                default:
                    CurFold.Read(source, engine, options, ledger, cancellationToken);
                    break;
            }
        }

        return ledger.Build();
    }

    /// <summary>A file that the user named must be a bill. In a folder a file that neither looks like data nor is a bill is passed over with a note.</summary>
    private static BillSource? Recognise(BillPath path, DuckDbEngine engine, LedgerBuilder ledger, CancellationToken cancellationToken)
    {
        try
        {
            var source = BillSources.Recognise(path, engine, cancellationToken);
            if (source.Format != BillFormat.CostExplorer || !CostExplorerFold.IsManifest(path, source.Packing == Packing.JsonGz)) return source;
            ledger.Note($"{path.Shown}: a report's manifest holds no charges; it is not read");
            return null;
        }
        catch (ProblemException exception) when (!path.Named && !BillPaths.LooksLikeData(path.FullPath))
        {
            ledger.Note($"{path.Shown}: not read, {exception.Problems[0].What}");
            return null;
        }
    }
}
