using CostTool.Scheduler.Dispatching.Learning;

namespace CostTool.Scheduler.Tests.Dispatching;

public sealed class LearningTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_seen_and_nothing_said_is_an_assumption_that_says_so()
    {
        Assert.Equal((TaskTime.Assumed, "assumed, as `task_seconds` is not set"), (new TaskTime().Seconds, new TaskTime().Source));
        Assert.Equal((3.0, "from `task_seconds`"), (new TaskTime { Prior = 3 }.Seconds, new TaskTime { Prior = 3 }.Source));
    }

    [Fact]
    public void What_workers_told_is_believed_more_the_more_tasks_they_did()
    {
        var task = new TaskTime { Prior = 10 }.WithResult(5, 5);
        Assert.Equal(5.5, task.Seconds); // (5 × 1 + 5 × 10) / 10
        Assert.Equal(1.0, task.WithResult(100_000, 100_000).Seconds, 0.3);
    }

    [Fact]
    public void A_result_without_tasks_says_nothing() => Assert.Equal(new TaskTime(), new TaskTime().WithResult(0, 300));

    [Fact]
    public void A_falling_backlog_tells_how_long_a_task_takes()
    {
        // 4 busy places, 3 s a task: 20 s take 26.7 messages.
        var task = new TaskTime { Prior = 1 };
        double ready = 5000;
        for (var i = 0; i < 100; i++)
        {
            var before = ready;
            ready -= 80 / 3.0;
            task = task.WithFall((long)before, (long)ready, 80);
        }

        Assert.Equal(3, task.Seconds, 0.1);
        Assert.Equal("from how fast the backlog fell", task.Source);
    }

    [Fact]
    public void Bursts_of_arrivals_do_not_make_tasks_look_slow()
    {
        // Every other window so many messages arrive that the backlog grows; the other half shows the rate.
        var task = new TaskTime { Prior = 1 };
        for (var i = 0; i < 40; i++) task = task.WithFall(10_000, i % 2 == 0 ? 9_900 : 10_500, 300);
        Assert.Equal(3, task.Seconds, 0.01);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void A_reading_without_waiting_messages_says_nothing_as_places_may_have_been_idle(long before, long after) =>
        Assert.Equal(new TaskTime(), new TaskTime().WithFall(before, after, 1000));

    [Fact]
    public void Start_up_is_a_high_percentile_and_the_prior_until_enough_was_seen()
    {
        var start = new StartUpTime { Prior = TimeSpan.FromSeconds(60) };
        Assert.Equal(60, start.With(TimeSpan.FromSeconds(30)).Expected.TotalSeconds);
        for (var i = 1; i <= 100; i++) start = start.With(TimeSpan.FromSeconds(i % 16 == 0 ? 90 : 30));
        Assert.Equal(30, start.Expected.TotalSeconds); // 2 of the last 32 took 90 s: less than a tenth
        Assert.Equal(StartUpTime.Kept, start.Seen.Count);
        Assert.Same(start, start.With(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void The_oldest_message_is_followed_through_a_queue_that_is_first_in_first_out()
    {
        var waiting = new WaitingMessages().With(Start, 10, 0);
        waiting = waiting.With(Start.AddSeconds(5), 12, 4); // 4 taken, 6 arrived
        Assert.Equal(Start, waiting.OldestSince);
        waiting = waiting.With(Start.AddSeconds(10), 12, 6); // the first ten are gone
        Assert.Equal(Start.AddSeconds(5), waiting.OldestSince);
        Assert.Null(waiting.With(Start.AddSeconds(15), 0, 0).OldestSince);
    }

    [Fact]
    public void A_queue_that_is_never_taken_from_keeps_its_first_moment_in_bounded_memory()
    {
        var waiting = new WaitingMessages();
        for (var i = 0; i < 10_000; i++) waiting = waiting.With(Start.AddSeconds(i), 10 + i, 0);
        Assert.Equal(Start, waiting.OldestSince);
        Assert.InRange(waiting.Cohorts.Count, 2, WaitingMessages.Most);
    }
}
