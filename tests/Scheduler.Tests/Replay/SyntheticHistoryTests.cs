using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Synthesis;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class SyntheticHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 10, 5, 0, 0, 0, TimeSpan.Zero);

    private static TaskProfile Profile(string task, int perHour, double runtime, int hours = 7 * 24)
    {
        var builder = new TaskProfileBuilder();
        for (var run = 0; run < perHour * hours; run++)
        {
            builder.Add(new TaskRun
            {
                Task = task, Queue = "q", Arrived = Monday.AddHours(run / (double)perHour), WaitSeconds = 0, RuntimeSeconds = runtime, Attempted = true, Outcome = TaskOutcome.Succeeded,
            });
        }

        return Assert.Single(builder.Build());
    }

    private static SyntheticTask Task(string name, int perHour = 20, double runtime = 3, double scheduled = 0, params DateTimeOffset[] fires) =>
        SyntheticTask.Of(Profile(name, perHour, runtime), "q", scheduled, fires, null);

    [Fact]
    public void It_has_the_counts_and_runtimes_of_the_profile_and_says_that_it_is_synthetic()
    {
        var made = SyntheticHistory.Make([Task("t")], Monday, weeks: 4, seed: 7).History;
        // 20 an hour over 672 hours are 13,440; five standard deviations of a Poisson count are 580.
        Assert.InRange(made.Count, 13_440 - 580, 13_440 + 580);
        Assert.All(made.Runtimes.ToArray(), runtime => Assert.InRange(runtime, 2_970_000, 3_030_000)); // within the sketch's 1 %
        Assert.True(made.Quality.Synthetic);
        Assert.Equal(2, made.Quality.BandFactor);
        Assert.StartsWith("synthetic: ", made.Quality.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(28, made.HorizonMicros / 86_400e6);
    }

    [Fact]
    public void Equal_seeds_give_equal_histories_in_any_order_of_tasks_and_others_do_not()
    {
        SyntheticTask[] tasks = [Task("a"), Task("b", perHour: 5, runtime: 10)];
        var (one, same, other) = (SyntheticHistory.Make(tasks, Monday, 1, 3).History, SyntheticHistory.Make(tasks.Reverse(), Monday, 1, 3).History, SyntheticHistory.Make(tasks, Monday, 1, 4).History);
        Assert.True(one.Arrivals.SequenceEqual(same.Arrivals));
        Assert.True(one.Tasks.SequenceEqual(same.Tasks));
        Assert.False(one.Arrivals.SequenceEqual(other.Arrivals));
    }

    [Fact]
    public void Schedules_fire_at_their_instants_and_are_not_drawn_again()
    {
        // All 168 runs of the week came from a schedule of every hour, so that nothing is left to chance.
        var fires = Enumerable.Range(0, 168).Select(hour => Monday.AddHours(hour)).ToArray();
        var made = SyntheticHistory.Make([Task("t", perHour: 1, scheduled: 168, fires: fires)], Monday, 1, 1).History;
        Assert.Equal(fires.Select(fire => (fire - Monday).Ticks / 10), made.Arrivals.ToArray());
    }

    [Fact]
    public void A_task_whose_runtime_nothing_tells_is_left_out_and_counted_and_one_with_a_hard_limit_runs_to_it()
    {
        SyntheticTask[] tasks = [new() { Task = "unknown", Queue = "q", Fires = [Monday, Monday.AddHours(1)] }, new() { Task = "limited", Queue = "q", Fires = [Monday], HardLimitSeconds = 60 }];
        var made = SyntheticHistory.Make(tasks, Monday, 1, 1).History;
        Assert.Equal([60_000_000], made.Runtimes.ToArray());
        Assert.Equal((SyntheticHistory.RuntimeUnknown, 2), (Assert.Single(made.Quality.Excluded).Rule, Assert.Single(made.Quality.Excluded).Rows));
    }

    [Fact]
    public void A_start_that_is_no_Monday_is_refused() => Assert.Throws<ArgumentException>(() => SyntheticHistory.Make([Task("t")], Monday.AddDays(1), 1, 1));
}
