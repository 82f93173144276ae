using CostTool.Analyzer.Problems;
using CostTool.Reports.Files;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.Reports.Tests;

public sealed class ReportFolderTests
{
    private static readonly HashSet<string> Names = new(["a.csv", "b.csv", "schema.json"], StringComparer.Ordinal);

    private static ReportFile Schema { get; } = ReportFile.OfText("schema.json", text => text.Write("{\n  \"format\": \"costtool-report/1\"}"));

    [Fact]
    public async Task A_failure_leaves_nothing_behind_not_even_a_parent()
    {
        using var folder = new TemporaryFolder();
        var target = new ReportFolder(Path.Combine(folder.Path, "new", "report"), Names);
        ReportFile[] files = [Text("a.csv", "1"), new ReportFile("b.csv", (_, _) => throw new IOException("disk full"))];
        await Assert.ThrowsAsync<IOException>(() => target.WriteAsync(files, TestContext.Current.CancellationToken));
        Assert.Empty(folder.Entries());
    }

    [Fact]
    public async Task A_failure_leaves_the_earlier_report_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var target = new ReportFolder(folder.Report, Names);
        await target.WriteAsync([Text("a.csv", "old"), Schema], TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(() => target.WriteAsync([Text("a.csv", "new"), new ReportFile("b.csv", (_, _) => throw new IOException("disk full"))], TestContext.Current.CancellationToken));
        Assert.Equal(["report"], folder.Entries());
        Assert.Equal("old", folder.Read("a.csv"));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        var file = new ReportFile("a.csv", async (_, token) =>
        {
            await cancelled.CancelAsync();
            token.ThrowIfCancellationRequested();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ReportFolder(folder.Report, Names).WriteAsync([file], cancelled.Token));
        Assert.Empty(folder.Entries());
    }

    [Fact]
    public async Task An_earlier_report_is_replaced_whole()
    {
        using var folder = new TemporaryFolder();
        var target = new ReportFolder(folder.Report, Names);
        await target.WriteAsync([Text("a.csv", "old"), Text("b.csv", "old"), Schema], TestContext.Current.CancellationToken);
        await target.WriteAsync([Text("a.csv", "new"), Schema], TestContext.Current.CancellationToken);
        Assert.Equal("new", folder.Read("a.csv"));
        Assert.False(File.Exists(Path.Combine(folder.Report, "b.csv")));
        Assert.Equal(["report"], folder.Entries());
    }

    [Fact]
    public async Task Files_of_others_beside_a_report_are_kept()
    {
        using var folder = new TemporaryFolder();
        var target = new ReportFolder(folder.Report, Names);
        await target.WriteAsync([Text("a.csv", "old"), Text("b.csv", "old"), Schema], TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(folder.Report, "notes.txt"), "mine");
        await target.WriteAsync([Text("a.csv", "new"), Schema], TestContext.Current.CancellationToken);
        Assert.Equal("new", folder.Read("a.csv"));
        Assert.Equal("mine", folder.Read("notes.txt"));
        Assert.False(File.Exists(Path.Combine(folder.Report, "b.csv")));
        Assert.Equal(["report"], folder.Entries());
    }

    [Fact]
    public async Task A_file_of_somebody_else_with_our_name_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Report);
        File.WriteAllText(Path.Combine(folder.Report, "a.csv"), "mine");
        var exception = await Assert.ThrowsAsync<ProblemException>(() => new ReportFolder(folder.Report, Names).WriteAsync([Text("a.csv", "new")], TestContext.Current.CancellationToken));
        Assert.Contains("`a.csv`", Assert.Single(exception.Problems).What, StringComparison.Ordinal);
        Assert.Equal("mine", folder.Read("a.csv"));
        Assert.Equal(["report"], folder.Entries());
    }

    [Fact]
    public async Task A_target_that_is_a_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Report, "mine");
        var exception = await Assert.ThrowsAsync<ProblemException>(() => new ReportFolder(folder.Report, Names).WriteAsync([Text("a.csv", "new")], TestContext.Current.CancellationToken));
        Assert.Contains("is a file", Assert.Single(exception.Problems).What, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder.Report));
    }

    [Fact]
    public async Task A_whole_report_is_cancelled_without_a_trace()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReportWriter.WriteAsync(Analyses.Atelier, null, null, folder.Report, cancelled.Token));
        Assert.Empty(folder.Entries());
    }

    private static ReportFile Text(string name, string content) => ReportFile.OfText(name, text => text.Write(content));
}
