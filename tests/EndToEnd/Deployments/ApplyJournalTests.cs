using CostTool.Analyzer.Problems;
using CostTool.Cli.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.EndToEnd.Deployments;

/// <summary>The journal on disk, as killed processes leave it.</summary>
public sealed class ApplyJournalTests : IDisposable
{
    private static readonly ApplyHeader Header = new("id", "shop", "plan", "live");

    private static readonly Change Step = new() { Kind = ChangeKind.Create, LogicalId = "A", Type = "AWS::SQS::Queue", PhysicalName = "a", Desired = null, Live = null, Reason = "" };

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.In("deep", "journal.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_apply_that_did_not_end_is_found_again_and_one_that_ended_is_not()
    {
        using (var journal = Open())
        {
            Assert.Null(journal.Interrupted);
            journal.Begin(Header);
            journal.Started(Step);
        }

        using (var journal = Open())
        {
            Assert.Equal(Header, journal.Interrupted);
            journal.Begin(Header);
            journal.Done(Step);
            journal.End();
        }

        using var ended = Open();
        Assert.Null(ended.Interrupted);
        Assert.Equal(["begin", "started", "begin", "done", "end"], Events());
    }

    [Theory]
    [InlineData("{\"at\":\"2026-11-23T12:00:00+00:00\",\"eve")]
    [InlineData("{\"at\":\"2026-11-23T12:00:00+00:00\",\"event\":\"end\"}")] // whole, but its line end is missing: it may be part of a longer line
    public void A_torn_last_line_is_cut_off_when_the_apply_goes_on(string torn)
    {
        using (var journal = Open())
        {
            journal.Begin(Header);
            journal.Started(Step);
        }

        System.IO.File.AppendAllText(File, torn);
        using (var journal = Open())
        {
            Assert.Equal(Header, journal.Interrupted);
            journal.Begin(Header);
            journal.End();
        }

        Assert.Equal(["begin", "started", "begin", "end"], Events());
    }

    [Fact]
    public void A_line_in_the_middle_that_is_none_is_told_with_its_place()
    {
        using (var journal = Open()) journal.Begin(Header);
        System.IO.File.AppendAllText(File, "garbage\n");
        Assert.EndsWith("journal.jsonl:2", Assert.Throws<ProblemException>(Open).Problems.Single().Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_apply_begins_a_new_journal()
    {
        using (var journal = Open()) journal.Begin(Header);
        using (var journal = Open()) journal.Begin(Header with { Id = "other", PlanSha256 = "other" });
        Assert.Equal(["begin"], Events());
        using var read = Open();
        Assert.Equal("other", read.Interrupted!.Id);
    }

    [Fact]
    public void What_was_written_is_there_while_the_process_still_runs()
    {
        using var journal = Open();
        journal.Begin(Header);
        journal.Started(Step);
        Assert.Equal(["begin", "started"], Events());
    }

    [Fact]
    public async Task Of_two_commands_at_once_one_has_the_lock_and_the_other_is_told_who()
    {
        var folder = new DeploymentFolder(_folder.In("deploy"));
        using (await folder.LockAsync(TimeProvider.System, TestContext.Current.CancellationToken))
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() => folder.LockAsync(TimeProvider.System, TestContext.Current.CancellationToken));
            Assert.StartsWith($"another command changes this deployment (`process {Environment.ProcessId} since ", refused.Problems.Single().What, StringComparison.Ordinal);
        }

        (await folder.LockAsync(TimeProvider.System, TestContext.Current.CancellationToken)).Dispose();
    }

    private ApplyJournalFile Open() => ApplyJournalFile.Open(File, TimeProvider.System);

    private string[] Events()
    {
        using var read = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. read.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
    }
}
