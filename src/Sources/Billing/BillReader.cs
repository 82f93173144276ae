using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Problems;

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
        using var engine = new DuckDbEngine(options);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = BillSources.Recognise(path, engine, cancellationToken);
            if (source.Packing == Packing.CsvGz) GzipCheck.Require(path, cancellationToken);
            CurFold.Read(source, engine, options, ledger, cancellationToken);
        }

        return ledger.Build();
    }
}
