using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Tests.Replay;

public sealed class HistoryRepairTests
{
    // Monday, 2026-10-05 00:00 UTC.
    private const double Monday = 1_791_158_400;
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    private static readonly CeleryFacts Facts = new() { Tasks = [new TaskFacts { Name = "limited", TimeLimitSeconds = 60 }], Routes = [new TaskRoute("mail.*", "emails", null)] };

    private static SourceAttempt Attempt(double sent, double wait = 1, double runtime = 2) => new()
    {
        Task = "t", Queue = "q", Worker = "w", Sent = sent, Received = sent + 0.01, Started = sent + wait, Ended = sent + wait + runtime, End = AttemptEnd.Ran,
    };

    private static RepairedHistory Build(IEnumerable<SourceAttempt> attempts, CeleryFacts? facts = null)
    {
        var repair = new HistoryRepair(RepairTerms.Of(facts ?? Facts));
        foreach (var attempt in attempts) repair.Add(attempt);
        return repair.Build();
    }

    private static IEnumerable<SourceAttempt> Hourly(double from, double until) => Enumerable.Range(0, (int)((until - from) / Hour)).Select(hour => Attempt(from + (hour * Hour)));

    private static IEnumerable<(string, long)> Repaired(RepairedHistory found) => found.History.Quality.Repaired.Select(count => (count.Rule, count.Rows));

    private static IEnumerable<(string, long)> Excluded(RepairedHistory found) => found.History.Quality.Excluded.Select(count => (count.Rule, count.Rows));

    [Fact]
    public void A_whole_attempt_is_taken_as_it_is()
    {
        var found = Build([Attempt(Monday + 10, wait: 1, runtime: 2)]);
        Assert.Equal((1, 10_000_000, 2_000_000), (found.History.Count, found.History.Arrivals[0], found.History.Runtimes[0])); // microseconds from the minute of the first arrival
        Assert.Equal(1, found.Waits["q"].Quantile(0.5)!.Value, 0.02); // the sketch is within 1 %
        Assert.Empty(found.History.Quality.Repaired);
        Assert.Empty(found.History.Quality.Excluded);
    }

    public static TheoryData<SourceAttempt, string, bool> Faults => new()
    {
        { Attempt(Monday) with { Started = null, Ended = null, RuntimeSeconds = 3 }, RepairRules.StartMissing, true },
        { Attempt(Monday) with { Started = null }, RepairRules.StartMissing, false }, // failed: nobody measured the runtime
        { Attempt(Monday) with { Task = "limited", Ended = null, End = AttemptEnd.NotSeen }, RepairRules.EndMissing, true },
        { Attempt(Monday) with { Ended = null, End = AttemptEnd.NotSeen }, RepairRules.EndMissing, false }, // no hard limit
        { Attempt(Monday) with { Task = "limited", Started = null, Ended = null, End = AttemptEnd.NotSeen }, RepairRules.EndMissing, false }, // never started
        { Attempt(Monday) with { End = AttemptEnd.NeverStarted }, RepairRules.NeverStarted, false },
        { Attempt(Monday) with { Retries = 2 }, RepairRules.RetryWithoutParent, true },
        { Attempt(Monday) with { Task = null }, RepairRules.TaskMissing, false },
        { Attempt(Monday) with { Task = "mail.send", Queue = null }, RepairRules.QueueMissing, true },
        { Attempt(Monday) with { Sent = null, Received = null }, RepairRules.ArrivalMissing, true },
        { Attempt(Monday, runtime: -1), RepairRules.RuntimeNegative, false },
        { Attempt(Monday) with { Started = Monday - 1, Received = null }, RepairRules.WaitNegative, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_mended_or_left_out_by_its_rule_and_counted_once(SourceAttempt attempt, string rule, bool stays)
    {
        var found = Build([attempt]);
        Assert.Equal(stays ? 1 : 0, found.History.Count);
        Assert.Equal(stays ? [(rule, 1L)] : [], Repaired(found));
        Assert.Equal(stays ? [] : [(rule, 1L)], Excluded(found));
    }

    [Fact]
    public void A_task_that_never_ends_runs_to_its_hard_limit() =>
        Assert.Equal(60_000_000, Build([Attempt(Monday) with { Task = "limited", Ended = null, End = AttemptEnd.NotSeen }]).History.Runtimes[0]);

    [Fact]
    public void A_route_gives_the_queue_that_events_do_not_tell() =>
        Assert.Equal(["emails"], Build([Attempt(Monday) with { Task = "mail.send", Queue = null }]).History.QueueNames);

    [Fact]
    public void A_route_that_is_code_leaves_the_attempt_out() =>
        Assert.Equal([(RepairRules.QueueMissing, 1)], Excluded(Build([Attempt(Monday) with { Queue = null }], new CeleryFacts { Routes = [new TaskRoute(null, null, "shop.Router")] })));

    [Fact]
    public void A_worker_whose_clock_is_behind_is_shifted_and_its_waits_are_true()
    {
        // Clock of `w` is 30 s behind: it receives before the message is sent. The true wait is 1 s, and a message without `sent` arrives by the clock of the senders.
        SourceAttempt Behind(SourceAttempt attempt) => attempt with { Received = attempt.Received - 30, Started = attempt.Started - 30, Ended = attempt.Ended - 30 };
        var found = Build([Behind(Attempt(Monday)), Behind(Attempt(Monday + 60)) with { Sent = null }, Attempt(Monday + 90) with { Worker = "other" }]);
        // The estimate keeps the 10 ms of latency.
        Assert.Equal(1, found.Waits["q"].Longest!.Value, 0.05);
        Assert.Equal(60, (found.History.Arrivals[1] - found.History.Arrivals[0]) / 1e6, 0.05);
        Assert.Equal([(RepairRules.ClockSkew, 2)], Repaired(found));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)] // too few to tell a clock from a queue that never was empty
    public void A_clock_that_is_ahead_is_believed_after_a_hundred_messages(int messages, bool shifted)
    {
        SourceAttempt Ahead(SourceAttempt attempt) => attempt with { Worker = "ahead", Received = attempt.Received + 5, Started = attempt.Started + 5, Ended = attempt.Ended + 5 };
        var found = Build(Enumerable.Range(0, messages).SelectMany(at => new[] { Attempt(Monday + at), Attempt(Monday + at) with { Worker = "other" }, Ahead(Attempt(Monday + at)) }));
        Assert.Equal(shifted ? 1 : 6, found.Waits["q"].Longest!.Value, 0.1);
    }

    [Fact]
    public void A_missing_day_is_cut_out_and_widens_the_band()
    {
        // Two weeks, hour by hour, without the second Thursday (day 10).
        var found = Build(Hourly(Monday, Monday + (10 * Day)).Concat(Hourly(Monday + (11 * Day), Monday + (14 * Day))));
        Assert.Equal(13, found.History.HorizonMicros / 1e6 / Day, 0.05);
        Assert.Contains(found.History.Quality.Warnings, warning => warning.StartsWith("day-missing: nothing arrived from 2026-10-14T23:00Z to 2026-10-16T00:00Z", StringComparison.Ordinal));
        Assert.Equal(1 + (1 / 14.0), found.History.Quality.BandFactor, 0.005);
    }

    [Fact]
    public void A_quiet_weekend_is_no_missing_day()
    {
        // Monday to Friday of three weeks.
        var found = Build(Enumerable.Range(0, 3).SelectMany(week => Hourly(Monday + (week * 7 * Day), Monday + (week * 7 * Day) + (5 * Day))));
        Assert.Empty(found.History.Quality.Warnings);
        Assert.Equal(19, found.History.HorizonMicros / 1e6 / Day, 0.05);
    }

    [Fact]
    public void Less_than_a_week_widens_the_band_and_says_so()
    {
        var found = Build(Hourly(Monday, Monday + (7 * Day / 4)));
        Assert.Equal(2, found.History.Quality.BandFactor, 0.05); // the root of four
        Assert.StartsWith("less-than-a-cycle", Assert.Single(found.History.Quality.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_was_never_set_does_not_stretch_the_history()
    {
        var found = Build(Hourly(Monday, Monday + (7 * Day)).Append(Attempt(100)));
        Assert.Equal([(RepairRules.ClockUnset, 1)], Excluded(found));
        Assert.Equal(2026, found.History.Start.Year);
    }

    [Fact]
    public void Any_order_of_arrivals_gives_the_same_history()
    {
        const int Seed = 20_261_005;
        var attempts = Enumerable.Range(0, 2000).Select(row => Attempt(Monday + (row % 997 * 11.5), runtime: row)).ToArray();
        var shuffled = attempts.ToArray();
        new Random(Seed).Shuffle(shuffled);
        var (one, other) = (Build(attempts.OrderBy(attempt => attempt.Sent)), Build(shuffled));
        Assert.True(one.History.Arrivals.SequenceEqual(other.History.Arrivals), $"seed {Seed}");
        Assert.Equal(one.History.Runtimes.ToArray().Order(), other.History.Runtimes.ToArray().Order());
    }

    [Fact]
    public void An_empty_history_is_empty_and_says_so()
    {
        var found = Build([]);
        Assert.Equal(0, found.History.Count);
        Assert.Single(found.History.Quality.Warnings);
    }
}
