using System.Text;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.Reports.Tests;

public sealed class ReportFilesTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    private static readonly string[] Compared = ["atelier", "bill-only", "cluster-only", "hostile"];

    public static TheoryData<string, string> TextFiles()
    {
        var files = new TheoryData<string, string>();
        foreach (var name in Compared)
        foreach (var file in new[]
        {
            "analysis.json", "assumptions.csv", "bill_services.csv", "break_even.csv", "findings.csv", "focus.csv", "idle_split.csv", "inputs.csv",
            "like_for_like.csv", "prices.csv", "reconciliation.csv", "report.html", "scenario_lines.csv", "scenarios.csv", "summary.md", "waterfall.csv", "workloads.csv",
        })
            files.Add(name, file);
        files.Add("atelier", "schema.json"); // the same for every analysis
        return files;
    }

    [Theory]
    [MemberData(nameof(TextFiles))]
    public void Text_files_are_as_committed(string fixture, string file)
    {
        var written = reports.Read(fixture, file);
        Golden.Matches(Path.Combine(fixture, file), file is "report.html" ? HtmlPage.WithoutDrawings(written) : written);
    }

    [Fact]
    public async Task Every_text_file_is_utf8_without_mark_and_ends_its_lines_with_line_feeds()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Analyses.Atelier, null, null, folder.Report, TestContext.Current.CancellationToken);
        foreach (var path in Directory.GetFiles(folder.Report).Where(path => Path.GetExtension(path) is not ".png"))
        {
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.NotEqual(0xEF, bytes[0]);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.DoesNotContain('\r', text);
        }
    }

    [Theory]
    [InlineData("atelier")]
    [InlineData("bill-only")]
    [InlineData("cluster-only")]
    [InlineData("hostile")]
    public void The_terminal_summary_is_as_committed(string fixture)
    {
        using var output = new StringWriter { NewLine = "\n" };
        TerminalSummary.Write(WrittenReports.Fixtures[fixture], "out", output);
        Golden.Matches(Path.Combine(fixture, "terminal.txt"), output.ToString());
    }

    [Fact]
    public void Where_the_bill_is_not_explained_no_saving_is_shown_anywhere()
    {
        Assert.All(Csv.Read(reports.Read("blocked", "scenarios.csv")), row => Assert.Empty(row["saving_usd_per_month"]));
        Assert.All(Csv.Read(reports.Read("blocked", "workloads.csv")), row => Assert.Empty(row["saving_usd_per_month"]));
        var html = reports.Read("blocked", "report.html");
        Assert.Contains("No: no saving is claimed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Repack nodes", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Net saving, per month", html, StringComparison.Ordinal);
        Assert.Contains("No saving is claimed.", reports.Read("blocked", "summary.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fleet_that_costs_nothing_is_still_drawn()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Analyses.Free, null, null, folder.Report, TestContext.Current.CancellationToken);
        Assert.Equal(8, Directory.GetFiles(folder.Report, "chart-*").Length);
    }

    [Fact]
    public async Task A_second_run_gives_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        await ReportWriter.WriteAsync(Analyses.Atelier, null, null, first.Report, TestContext.Current.CancellationToken);
        await ReportWriter.WriteAsync(Analyses.Atelier, null, null, second.Report, TestContext.Current.CancellationToken);
        var names = Directory.GetFiles(first.Report).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(names, Directory.GetFiles(second.Report).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(8, names.Count(name => name!.StartsWith("chart-", StringComparison.Ordinal)));
        foreach (var name in names)
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(first.Report, name!), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(second.Report, name!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Charts_without_data_are_left_out_and_those_of_an_earlier_report_are_removed()
    {
        using var folder = new TemporaryFolder();
        await ReportWriter.WriteAsync(Analyses.Atelier, null, null, folder.Report, TestContext.Current.CancellationToken);
        await ReportWriter.WriteAsync(Analyses.Nothing, null, null, folder.Report, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(folder.Report, "chart-*"));
    }
}
