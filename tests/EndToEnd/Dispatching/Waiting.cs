using System.Diagnostics;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>Waits for what happens sooner or later.</summary>
internal static class Waiting
{
    // Only what never happens takes all of it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task UntilAsync(Func<Task<bool>> reached)
    {
        for (var waited = Stopwatch.StartNew(); !await reached(); await Task.Delay(20, TestContext.Current.CancellationToken))
            Assert.True(waited.Elapsed < Patience, "it did not come to that");
    }
}
