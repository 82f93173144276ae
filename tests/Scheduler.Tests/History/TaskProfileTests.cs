using CostTool.Scheduler.History;

namespace CostTool.Scheduler.Tests.History;

public sealed class TaskProfileTests
{
    private static readonly DateTimeOffset Monday = new(2025, 6, 16, 0, 0, 0, TimeSpan.Zero);

    private static TaskRun Run(double minutes, TaskOutcome outcome = TaskOutcome.Succeeded) =>
        new() { Task = "t", Arrived = Monday.AddMinutes(minutes), Attempted = true, RuntimeSeconds = 2, WaitSeconds = 1, Outcome = outcome, Queue = "q" };

    private static TaskProfile Of(params TaskRun[] runs)
    {
        var builder = new TaskProfileBuilder();
        foreach (var run in runs) builder.Add(run);
        return Assert.Single(builder.Build());
    }

    [Fact]
    public void Runs_are_counted_by_their_end()
    {
        var profile = Of(Run(0), Run(1, TaskOutcome.Failed), Run(2, TaskOutcome.Revoked), Run(3, TaskOutcome.Rejected), Run(4, TaskOutcome.Ignored), Run(5, TaskOutcome.Unfinished), Run(6));
        Assert.Equal((7, 2, 1, 1, 1, 1, 1), (profile.Runs, profile.Succeeded, profile.Failed, profile.Revoked, profile.Rejected, profile.Ignored, profile.Unfinished));
        Assert.Equal(7, profile.Queues["q"]);
    }

    [Theory]
    [InlineData(0, 0)]           // Monday 00:00
    [InlineData(59.9, 0)]
    [InlineData(60, 1)]
    [InlineData(6 * 24 * 60, 144)] // Sunday 00:00
    [InlineData((7 * 24 * 60) - 1, 167)] // Sunday 23:59
    public void The_week_starts_on_monday_in_utc(double minutes, int hour)
    {
        Assert.Equal(1, Of(Run(minutes)).ArrivalsByHourOfWeek[hour]);
        Assert.Equal(1, Of(Run(0) with { Arrived = Monday.AddMinutes(minutes).ToOffset(TimeSpan.FromHours(2)) }).ArrivalsByHourOfWeek[hour]);
    }

    [Fact]
    public void Gaps_are_between_arrivals_in_order_though_they_come_out_of_order()
    {
        var profile = Of(Run(3), Run(1), Run(0)); // 1 min and 2 min apart
        Assert.Equal((2, 60, 120), (profile.BetweenArrivals.Count, profile.BetweenArrivals.Shortest, profile.BetweenArrivals.Longest));
        Assert.Equal((Monday, Monday.AddMinutes(3), 0), (profile.FirstArrival, profile.LastArrival, profile.ArrivalsOutOfOrder));
    }

    [Fact]
    public void An_arrival_that_is_very_late_is_counted_and_left_out_of_the_gaps()
    {
        var profile = Of([.. Enumerable.Range(1, 300).Select(minute => Run(minute)), Run(0)]); // 256 are held: 44 gone by when the late one comes
        Assert.Equal((1, 299, 301), (profile.ArrivalsOutOfOrder, profile.BetweenArrivals.Count, profile.ArrivalsByHourOfWeek.Sum()));
    }

    [Fact]
    public void What_is_not_told_is_counted_and_in_no_quantile()
    {
        var profile = Of(
            Run(0),
            Run(1) with { RuntimeSeconds = null, WaitSeconds = null },
            Run(2) with { RuntimeSeconds = -1, WaitSeconds = -1 },        // clocks of two machines
            Run(3) with { Arrived = null, Delayed = true, WaitSeconds = 500 },
            Run(4, TaskOutcome.Revoked) with { Attempted = false, RuntimeSeconds = null });
        Assert.Equal((2, 2, 1, 1), (profile.AttemptsWithoutRuntime, profile.RunsWithoutWait, profile.DelayedRuns, profile.RunsWithoutArrival));
        Assert.Equal((2, 2, 1.0), (profile.Runtime.Count, profile.QueueWait.Count, profile.QueueWait.Longest));
    }

    [Fact]
    public void Retried_attempts_keep_a_machine_busy_too()
    {
        var builder = new TaskProfileBuilder();
        builder.AddRetriedAttempt("t", 5);
        builder.AddRetriedAttempt("t", null);
        builder.Add(Run(0) with { Retries = 2 });
        var profile = Assert.Single(builder.Build());
        Assert.Equal((1, 2, 2, 7.0, 1), (profile.Runs, profile.Retries, profile.Runtime.Count, profile.Runtime.SumSeconds, profile.AttemptsWithoutRuntime));
    }

    [Fact]
    public void A_run_without_a_name_is_in_no_profile()
    {
        var builder = new TaskProfileBuilder();
        builder.Add(Run(0) with { Task = null });
        Assert.Empty(builder.Build());
        Assert.Equal(1, builder.Nameless);
    }
}
