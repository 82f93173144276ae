using System.Text;
using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.Reports.Tests;

public sealed class ReportFilesTests
{
    public static TheoryData<string, string> TextFiles()
    {
        var files = new TheoryData<string, string>();
        foreach (var (name, _) in Fixtures)
        foreach (var file in new[]
        {
            "analysis.json", "assumptions.csv", "bill_services.csv", "break_even.csv", "findings.csv", "focus.csv", "idle_split.csv", "inputs.csv",
            "like_for_like.csv", "prices.csv", "reconciliation.csv", "scenario_lines.csv", "scenarios.csv", "waterfall.csv", "workloads.csv",
        })
            files.Add(name, file);
        files.Add("atelier", "schema.json"); // the same for every analysis
        return files;
    }

    private static SortedDictionary<string, SavingsAnalysis> Fixtures { get; } = new SortedDictionary<string, SavingsAnalysis>(StringComparer.Ordinal)
    {
        ["atelier"] = Analyses.Atelier,
        ["bill-only"] = Analyses.BillOnly,
        ["cluster-only"] = Analyses.ClusterOnly,
        ["hostile"] = Analyses.Hostile,
    };

    [Theory]
    [MemberData(nameof(TextFiles))]
    public async Task Text_files_are_as_committed(string fixture, string file)
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Fixtures[fixture], folder.Report, TestContext.Current.CancellationToken);
        Golden.Matches(Path.Combine(fixture, file), folder.Read(file));
    }

    [Fact]
    public async Task Every_text_file_is_utf8_without_mark_and_ends_its_lines_with_line_feeds()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Analyses.Atelier, folder.Report, TestContext.Current.CancellationToken);
        foreach (var path in Directory.GetFiles(folder.Report).Where(path => Path.GetExtension(path) is not ".png"))
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.NotEqual(0xEF, bytes[0]);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.DoesNotContain('\r', text);
        }
    }
}
