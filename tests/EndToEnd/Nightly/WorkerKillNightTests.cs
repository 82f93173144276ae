using System.Text.Json;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Cli;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.History;

namespace CostTool.EndToEnd.Nightly;

/// <summary>Workers that were ended for want of memory make the next night ask for a larger size.</summary>
public sealed class WorkerKillNightTests
{
    [Fact]
    public async Task A_pool_whose_workers_were_killed_for_memory_gets_more_of_it_and_the_night_says_why()
    {
        using var workspace = new NightlyWorkspace(small: true);
        await workspace.RunAsync("2026-10-20");
        using (var store = HistoryStore.Open(workspace.Store))
        {
            Assert.DoesNotContain(store.Read(new DateOnly(2026, 10, 20))!.Recommendations, size => size.Key.Workload == "production/shop-drain-mail");
            store.Write("shop", [.. Enumerable.Range(1, 3).Select(worker => new WorkerEvent
            {
                WorkerId = $"arn:aws:ecs:eu-west-3:123456789012:task/production/{worker}",
                Pool = "mail",
                Kind = WorkerEventKind.OutOfMemory,
                At = new DateTimeOffset(2026, 10, 21, 4, worker, 0, TimeSpan.Zero),
                Purchase = PurchaseOption.Spot,
                Size = (0.5m, 1024),
                Zone = "eu-west-3a",
            })]);
        }

        await workspace.RunAsync("2026-10-21");
        var asked = await CommandLine.RunAsync("rightsize", workspace.Folder, "--json");
        Assert.Equal(ExitCode.Done, asked.Code);
        using var after = HistoryStore.Open(workspace.Store);
        var recommended = after.Read(new DateOnly(2026, 10, 21))!.Recommendations.Single(size => size.Key.Workload == "production/shop-drain-mail");
        Assert.True(recommended.Memory!.Value.Bytes > 1024L * 1024 * 1024, $"{recommended.Memory}");
        Assert.Equal(SizeDirection.Up, recommended.Direction);
        Assert.Contains(recommended.Reasons, reason => reason.Contains("3 times killed for memory", StringComparison.Ordinal));
        // rightsize knows what the night knows.
        using var sizes = JsonDocument.Parse(asked.Output);
        var size = sizes.RootElement.GetProperty("sizes").EnumerateArray().Single(size => size.GetProperty("workload_id").GetString() == "production/shop-drain-mail");
        Assert.Contains(size.GetProperty("reasons").EnumerateArray(), reason => reason.GetString()!.Contains("3 times killed for memory", StringComparison.Ordinal));
    }
}
