using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Tests.Fixtures;

/// <summary>Reports of the fixtures, each written once for all tests that only read.</summary>
public sealed class WrittenReports : IAsyncLifetime
{
    private readonly SortedDictionary<string, TemporaryFolder> folders = new(StringComparer.Ordinal);

    internal static SortedDictionary<string, SavingsAnalysis> Fixtures { get; } = new(StringComparer.Ordinal)
    {
        ["atelier"] = Analyses.Atelier,
        ["blocked"] = Analyses.Blocked,
        ["bill-only"] = Analyses.BillOnly,
        ["cluster-only"] = Analyses.ClusterOnly,
        ["hostile"] = Analyses.Hostile,
    };

    internal TemporaryFolder this[string fixture] => folders[fixture];

    public string Read(string fixture, string file) => folders[fixture].Read(file);

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, analysis) in Fixtures)
        {
            folders[name] = new TemporaryFolder();
            await ReportWriter.WriteAsync(analysis, null, null, folders[name].Report, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var folder in folders.Values) folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
