using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class TaskPeakTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Runs_that_may_overlap_count_together()
    {
        Assert.Equal(1, TaskPeak.Of(Deployments.Saved(Deployments.Row("nightly")), Deployments.Settings, Now));
        Assert.Equal(2, TaskPeak.Of(Deployments.Saved(Deployments.Row("one"), Deployments.Row("two")), Deployments.Settings, Now));
    }

    [Fact]
    public void Every_pool_counts_with_all_the_workers_that_it_may_have_and_the_dispatcher_with_its_own_task()
    {
        Assert.Equal(20 + 20 + 1, TaskPeak.Of(Deployments.Nothing, Deployments.WithWorkers, Now));
        var few = Deployments.Dispatch with { Service = null, Pools = [.. Deployments.Dispatch.Pools.Select(pool => pool with { MaxWorkers = 3 })] };
        Assert.Equal(1 + 6, TaskPeak.Of(Deployments.Saved(Deployments.Row("nightly")), Deployments.Settings with { Dispatch = few }, Now));
    }
}
