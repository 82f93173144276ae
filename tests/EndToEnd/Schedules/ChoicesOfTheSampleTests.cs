using CostTool.Cli.Celery;
using CostTool.Cli.Commands.Schedules;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Replay.Optimizing;

namespace CostTool.EndToEnd.Schedules;

/// <summary>What the search chooses for the queues of the sample, beside what every point of its grids would have given.</summary>
public sealed class ChoicesOfTheSampleTests
{
    // docs/replay.md: the search replays a part of the grid and is held against the whole of it.
    private const decimal Allowed = 1.05m;

    [Theory]
    [InlineData("emails")]
    [InlineData("imports")]
    [InlineData("thumbnails")]
    public async Task The_choice_for_a_queue_costs_at_most_a_twentieth_more_than_the_best_of_the_grid(string queue)
    {
        var sample = Repository.Path("samples", "atelier");
        var compiled = await ScheduleOptions.ReadAsync(sample, null, null, replayed: true, TestContext.Current.CancellationToken);
        var inputs = await PlanInputsOf.ReadAsync(sample, compiled, 1, TestContext.Current.CancellationToken);
        var work = Assert.Single(QueueGroups.Cases(inputs), found => found.Queues.Contains(queue));
        var goal = new QueueGoal { P95Seconds = (double)work.Bounds.P95Seconds!.Value, FailureShare = 0.001 };
        var space = new SearchSpace { Shapes = [work.Shape], AllowsSpot = work.Interruptible, Kinds = ["dispatcher", "one-shot", "scheduled-drain", "service", "wake"] };
        var optimizer = new PolicyOptimizer(inputs.Replay!.Terms, 1);

        var (found, best) = (optimizer.Choose(work.Demand, goal, space), optimizer.ChooseExhaustively(work.Demand, goal, space));
        Assert.True(found.KeepsGoal);
        Assert.True(found.Replayed.Count < best.Replayed.Count / 2);
        Assert.InRange(found.Best.Cost.Amount, best.Best.Cost.Amount * 0.999m, best.Best.Cost.Amount * Allowed);
    }
}
