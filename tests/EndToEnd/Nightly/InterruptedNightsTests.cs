using System.Diagnostics;
using CostTool.Analyzer.Nightly;
using CostTool.Cli;
using CostTool.Sources.History;

namespace CostTool.EndToEnd.Nightly;

public sealed class InterruptedNightsTests(ITestOutputHelper output)
{
    private const int Kills = 20;

    [Fact]
    public async Task A_run_that_is_killed_at_any_point_leaves_a_store_from_which_the_next_comes_to_the_same()
    {
        using var undisturbed = new NightlyWorkspace(small: true);
        await undisturbed.RunAsync("2026-10-20");
        using (var whole = undisturbed.Start("2026-10-31")) await EndAsync(whole);
        var usual = Stopwatch.StartNew();
        using (var whole = undisturbed.Start("2026-10-31")) await EndAsync(whole);
        usual.Stop();

        var seed = Environment.GetEnvironmentVariable("KILL_SEED") is { } told ? int.Parse(told) : Environment.TickCount;
        output.WriteLine($"seed {seed}: KILL_SEED={seed} repeats the points of time");
        var random = new Random(seed);
        using var disturbed = new NightlyWorkspace(small: true);
        await disturbed.RunAsync("2026-10-20");
        var partial = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // A run that got to its end leaves nothing to do, so a new one begins from the first night.
            if (Known(disturbed) == 12)
            {
                Directory.Delete(disturbed.File("history"), recursive: true);
                await disturbed.RunAsync("2026-10-20");
            }

            using var run = disturbed.Start("2026-10-31");
            await Task.Delay(TimeSpan.FromMilliseconds(usual.ElapsedMilliseconds * (0.3 + random.NextDouble())), TestContext.Current.CancellationToken);
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (Known(disturbed) is > 1 and < 12) partial++;
        }

        output.WriteLine($"{Kills} kills, {partial} of them between the first and the last night of a run");
        using (var last = disturbed.Start("2026-10-31")) await EndAsync(last);
        Assert.Equal(undisturbed.Digests(), disturbed.Digests().Where(file => !file.Key.EndsWith(".new", StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(Nights(undisturbed), Nights(disturbed));
    }

    [Fact]
    public async Task A_second_run_at_once_ends_with_one_line_or_waits()
    {
        using var workspace = new NightlyWorkspace(small: true);
        var held = await StoreLock.TakeAsync(workspace.Store, TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        var refused = await CommandLine.RunAsync("nightly", workspace.Folder, "--as-of", "2026-10-24");
        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.StartsWith("error: another run is at work on this store (`process ", Assert.Single(refused.Error.TrimEnd('\n').Split('\n')));
        Assert.Empty(workspace.Digests());
        var waiting = workspace.RunAsync("2026-10-24", "--wait", "600");
        held.Dispose();
        await waiting;
        Assert.Equal(4, workspace.Digests().Count); // two of the night, the ledger and its schema
    }

    [Fact]
    public async Task Two_processes_at_once_leave_one_whole_history()
    {
        using var workspace = new NightlyWorkspace(small: true);
        using var first = workspace.Start("2026-10-24");
        using var second = workspace.Start("2026-10-24");
        var codes = await Task.WhenAll(CodeAsync(first), CodeAsync(second));
        Assert.Contains(0, codes);
        Assert.All(codes, code => Assert.InRange(code, 0, 1));
        Assert.Equal(1, Known(workspace));
    }

    private static async Task EndAsync(Process process)
    {
        var (said, code) = (process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), await CodeAsync(process));
        Assert.True(code == 0, await said);
    }

    private static async Task<int> CodeAsync(Process process)
    {
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static int Known(NightlyWorkspace workspace)
    {
        using var store = HistoryStore.Open(workspace.Store);
        var nights = store.Nights();
        // A night that the store names can be read, and so can the usage it was worked out from.
        foreach (var night in nights) Assert.Equal(night.Fingerprint, NightFingerprint.Of(store.Read(night.Day)!));
        var usage = store.Usage();
        foreach (var night in nights) Assert.Equal(night.Usage, usage[night.Day]);
        return nights.Count;
    }

    private static List<KnownNight> Nights(NightlyWorkspace workspace)
    {
        using var store = HistoryStore.Open(workspace.Store);
        return [.. store.Nights()];
    }
}
