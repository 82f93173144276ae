using CostTool.Analyzer.Problems;
using CostTool.Sources.History;

namespace CostTool.Sources.Tests.History;

public sealed class StoreLockTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-test-");

    private string Store => Path.Combine(folder.FullName, "costtool.duckdb");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_run_is_told_who_is_at_work()
    {
        using var first = await Take(TimeSpan.Zero);
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemException>(() => Take(TimeSpan.Zero))).Problems);
        Assert.Matches($"^another run is at work on this store \\(`process {Environment.ProcessId} since [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} [0-9:]{{8}} UTC`\\)$", problem.What);
        Assert.Contains("--wait", problem.Fix);
    }

    [Fact]
    public async Task A_second_run_that_waits_goes_on_when_the_first_ends()
    {
        var first = await Take(TimeSpan.Zero);
        var second = Take(TimeSpan.FromMinutes(5));
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task A_lock_file_left_by_a_killed_run_does_not_stop_the_next()
    {
        await File.WriteAllTextAsync(Store + ".lock", "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Store + ".holder", "process 1 since 2026-01-01 00:00:00 UTC", TestContext.Current.CancellationToken);
        (await Take(TimeSpan.Zero)).Dispose();
    }

    private Task<StoreLock> Take(TimeSpan wait) => StoreLock.TakeAsync(Store, wait, TimeProvider.System, TestContext.Current.CancellationToken);
}
