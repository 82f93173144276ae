using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>The switch over a week of two simulated sides.</summary>
public sealed class SwitchRunTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 11, 59, 30);
    private static readonly Instant WeekEnd = Start + Duration.FromDays(7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A crontab every hour, one every ten minutes, one at night in Paris, one every half hour as an interval in the phase of its schedule.</summary>
    private static readonly (string Name, CelerySchedule Schedule, string Zone, string Expression)[] Jobs =
    [
        ("hourly", Crontab("0", "*"), "UTC", "cron(0 * * * ? *)"),
        ("often", Crontab("*/10", "*"), "UTC", "cron(*/10 * * * ? *)"),
        ("nightly", Crontab("30", "2"), "Europe/Paris", "cron(30 2 * * ? *)"),
        ("half", new CelerySchedule.Interval(TimeSpan.FromMinutes(30), false), "UTC", "rate(30 minutes)"),
    ];

    private static CelerySchedule.Crontab Crontab(string minute, string hour) =>
        new(new CrontabField.Text(minute), new CrontabField.Text(hour), new CrontabField.Text("*"), new CrontabField.Text("*"), new CrontabField.Text("*"));

    private static (SimulatedSides Sides, IReadOnlyList<SwitchedEntry> Entries) World(IReadOnlyList<(string Name, CelerySchedule Schedule, string Zone, string Expression)> jobs, SwitchDirection direction)
    {
        var sides = new SimulatedSides(Start);
        var entries = new List<SwitchedEntry>();
        foreach (var (name, schedule, zone, expression) in jobs)
        {
            var id = entries.Count + 1;
            // The last fire of all of them was at 11:50 or earlier; the interval runs at 20 past and 10 to.
            var lastRun = schedule is CelerySchedule.Interval ? Instant.FromUtc(2026, 11, 23, 11, 50) : Instant.FromUtc(2026, 11, 23, 11, 55);
            var entry = new CeleryEntry
            {
                Name = name, Task = $"shop.{name}", Schedule = schedule, TimeZone = zone, ArgsJson = "[]", KwargsJson = "{}", Queue = null, Options = new Dictionary<string, string>(), Enabled = true,
                StartTime = null, Expires = null, ExpireSeconds = null, OneOff = false, LastRun = lastRun.ToDateTimeOffset(), Origin = $"django_celery_beat_periodictask id {id}",
            };
            var calendar = EventBridgeExpression.Parse(expression, EventBridgeService.Scheduler, "test").Calendar(DateTimeZoneProviders.Tzdb[zone], lastRun - Duration.FromMinutes(30));
            sides.Add(id, entry, $"shop/{name}", calendar, onSchedule: direction is SwitchDirection.ToRow);
            entries.Add(new SwitchedEntry { Id = name, Row = PlannedRow.Of(entry), Origin = entry.Origin, RowId = id, Schedules = [new SwitchedSchedule($"shop/{name}", calendar, Duration.Zero)] });
        }

        return (sides, entries);
    }

    private static Task<IReadOnlyList<SwitchOutcome>> RunAsync(SimulatedSides sides, IReadOnlyList<SwitchedEntry> entries, SwitchDirection direction, SwitchOptions? options = null, CancellationToken? token = null) =>
        new SwitchRun(sides, sides, sides, sides, sides, options ?? new SwitchOptions()).DoAsync(entries, direction, token ?? Token);

    /// <summary>Every due time of the week ran once, or was told as missed and did not run. Due times of a row are those of its schedule, as both say the same.</summary>
    private static void AssertWeek(SimulatedSides sides, IReadOnlyList<SwitchedEntry> entries, string when)
    {
        foreach (var entry in entries)
        {
            var ran = sides.Ran.Where(run => run.Name == entry.Row.Name).ToList();
            var missed = sides.Told.Where(outcome => outcome.Entry.Id == entry.Id).SelectMany(outcome => outcome.Missed).Select(fire => fire.At).ToHashSet();
            foreach (var due in entry.Schedules[0].Calendar.After(Start, WeekEnd))
            {
                var times = ran.Count(run => run.Due == due);
                Assert.True(times == (missed.Contains(due) ? 0 : 1), $"{entry.Row.Name} at {due} ran {times} times, told as missed: {missed.Contains(due)}; {when}");
            }

            Assert.All(ran, run => Assert.Contains(run.Due, entry.Schedules[0].Calendar.After(run.Due - Duration.Epsilon, 1)));
        }
    }

    private static void AssertThere(SimulatedSides sides, IReadOnlyList<SwitchedEntry> entries, SwitchDirection direction) => Assert.All(entries, entry =>
    {
        Assert.Equal(direction is SwitchDirection.ToRow, sides.RowOn(entry.RowId!.Value));
        Assert.Equal(direction is SwitchDirection.ToSchedule, sides.ScheduleOn(entry.Schedules[0].PhysicalName));
    });

    [Theory]
    [InlineData(SwitchDirection.ToSchedule)]
    [InlineData(SwitchDirection.ToRow)]
    public async Task Over_a_week_nothing_runs_twice_and_nothing_is_missed(SwitchDirection direction)
    {
        var (sides, entries) = World(Jobs, direction);
        var outcomes = await RunAsync(sides, entries, direction);
        Assert.All(outcomes, outcome => Assert.Equal((SwitchEnd.Switched, null, 0), (outcome.End, outcome.Reason, outcome.Missed.Count)));
        AssertThere(sides, entries, direction);
        sides.PassUntil(WeekEnd);
        AssertWeek(sides, entries, "undisturbed");
        Assert.Equal(["beat", "schedule"], sides.Ran.Where(run => run.Name == "hourly").Select(run => run.Side).Distinct().Order());
    }

    [Theory]
    [InlineData(SwitchDirection.ToSchedule)]
    [InlineData(SwitchDirection.ToRow)]
    public async Task The_second_time_nothing_is_done(SwitchDirection direction)
    {
        var (sides, entries) = World(Jobs, direction);
        await RunAsync(sides, entries, direction);
        var (steps, now) = (sides.Steps.Count, sides.Now);
        Assert.All(await RunAsync(sides, entries, direction), outcome => Assert.Equal(SwitchEnd.AlreadyThere, outcome.End));
        Assert.Equal((steps, now), (sides.Steps.Count, sides.Now));
    }

    [Theory]
    [InlineData(SwitchDirection.ToSchedule, 10)] // goes on at once
    [InlineData(SwitchDirection.ToSchedule, 47 * 60)] // goes on after fires that nobody made
    [InlineData(SwitchDirection.ToRow, 10)]
    [InlineData(SwitchDirection.ToRow, 47 * 60)]
    public async Task Killed_at_any_moment_and_run_again_nothing_runs_twice_and_what_was_missed_is_told(SwitchDirection direction, int secondsLater)
    {
        var (whole, all) = World(Jobs, direction);
        await RunAsync(whole, all, direction);
        Assert.InRange(whole.Moments, 40, 400);
        for (var kill = 1; kill <= whole.Moments; kill++)
        {
            var (sides, entries) = World(Jobs, direction);
            sides.KillAt = kill;
            var killed = await Assert.ThrowsAsync<ProcessKilledException>(() => RunAsync(sides, entries, direction));
            sides.KillAt = null;
            sides.PassUntil(sides.Now + Duration.FromSeconds(secondsLater));
            await RunAsync(sides, entries, direction);
            AssertThere(sides, entries, direction);
            sides.PassUntil(WeekEnd);
            AssertWeek(sides, entries, $"killed at {killed.Message}");
        }
    }

    [Theory]
    [InlineData(SwitchDirection.ToSchedule, 2)]
    [InlineData(SwitchDirection.ToSchedule, 3)]
    [InlineData(SwitchDirection.ToSchedule, 5)]
    [InlineData(SwitchDirection.ToRow, 2)]
    [InlineData(SwitchDirection.ToRow, 3)]
    [InlineData(SwitchDirection.ToRow, 5)]
    public async Task Calls_that_fail_or_whose_answers_are_lost_are_gone_on_with(SwitchDirection direction, int every)
    {
        var (sides, entries) = World(Jobs, direction);
        sides.Fault = moment => moment % every == 0 && moment < 60;
        Assert.All(await RunAsync(sides, entries, direction), outcome => Assert.Equal(SwitchEnd.Switched, outcome.End));
        AssertThere(sides, entries, direction);
        sides.PassUntil(WeekEnd);
        AssertWeek(sides, entries, $"every {every}th call fails");
    }

    [Fact]
    public async Task A_write_that_beat_undid_is_seen_and_done_again()
    {
        var (sides, entries) = World([Jobs[0]], SwitchDirection.ToSchedule);
        sides.UndoesFirstWrite = true;
        await RunAsync(sides, entries, SwitchDirection.ToSchedule);
        Assert.Equal([SwitchStep.DisableRow, SwitchStep.DisableRow, SwitchStep.EnableSchedule], sides.Steps.Select(step => step.Step));
        AssertThere(sides, entries, SwitchDirection.ToSchedule);
        sides.PassUntil(WeekEnd);
        AssertWeek(sides, entries, "undone");
    }

    [Fact]
    public async Task Entries_wait_for_moments_of_their_own_at_the_same_time()
    {
        var (sides, entries) = World(Jobs, SwitchDirection.ToSchedule);
        await RunAsync(sides, entries, SwitchDirection.ToSchedule);
        // The first look is half a minute before the hour: the night's job is free at once, the others a minute after 12:00.
        Assert.True(sides.Now - Start < Duration.FromMinutes(3), $"took {sides.Now - Start}");
        Assert.Equal(Start, sides.Steps[0].At);
    }

    [Fact]
    public async Task Fires_that_leave_no_quiet_moment_are_refused_unless_a_gap_is_allowed()
    {
        (string, CelerySchedule, string, string)[] everyMinute = [("minutely", Crontab("*", "*"), "UTC", "cron(* * * * ? *)")];
        var (sides, entries) = World(everyMinute, SwitchDirection.ToSchedule);
        var refused = Assert.Single(await RunAsync(sides, entries, SwitchDirection.ToSchedule));
        Assert.Equal(SwitchEnd.Refused, refused.End);
        Assert.Contains("--allow-gap", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(sides.Steps);

        var switched = Assert.Single(await RunAsync(sides, entries, SwitchDirection.ToSchedule, new SwitchOptions { AllowGap = true }));
        Assert.Equal(SwitchEnd.Switched, switched.End);
        // Silenced at 12:00:30; enabled 12 s later; the fire of 12:01 is not seen in time for certain.
        Assert.Equal([new MissedFire(Instant.FromUtc(2026, 11, 23, 12, 1), false)], switched.Missed);
        sides.PassUntil(WeekEnd);
        AssertWeek(sides, entries, "gap");
    }

    [Fact]
    public async Task An_entry_of_the_apps_own_settings_is_left_to_its_owner_until_it_is_confirmed()
    {
        var (sides, entries) = World([Jobs[0]], SwitchDirection.ToRow);
        await sides.SetAsync("shop/hourly", enabled: false, Token);
        var ownSettings = entries[0] with { RowId = null, Origin = "celery/beat.json:14" };
        var left = Assert.Single(await RunAsync(sides, [ownSettings], SwitchDirection.ToSchedule));
        Assert.Equal(SwitchEnd.LeftToOwner, left.End);
        Assert.Contains("remove `hourly` (celery/beat.json:14) from `beat_schedule`", left.Reason, StringComparison.Ordinal);
        Assert.False(sides.ScheduleOn("shop/hourly"));

        Assert.Equal(SwitchEnd.Switched, Assert.Single(await RunAsync(sides, [ownSettings with { Confirmed = true }], SwitchDirection.ToSchedule)).End);
        Assert.True(sides.ScheduleOn("shop/hourly"));
        var back = Assert.Single(await RunAsync(sides, [ownSettings], SwitchDirection.ToRow));
        Assert.Contains("put `hourly` (celery/beat.json:14) back", back.Reason, StringComparison.Ordinal);
        Assert.False(sides.ScheduleOn("shop/hourly"));
    }

    [Fact]
    public async Task A_row_that_changed_since_the_plan_is_refused_and_a_missing_schedule_too()
    {
        var (sides, entries) = World([Jobs[0]], SwitchDirection.ToSchedule);
        var changed = Assert.Single(await RunAsync(sides, [entries[0] with { Row = entries[0].Row with { Task = "shop.other" } }], SwitchDirection.ToSchedule));
        Assert.Equal((SwitchEnd.Refused, "the row is not the one of the plan: its task is now `shop.hourly`, planned was `shop.other`; plan again"), (changed.End, changed.Reason));
        var missing = Assert.Single(await RunAsync(sides, [entries[0] with { Schedules = [entries[0].Schedules[0] with { PhysicalName = "shop/none" }] }], SwitchDirection.ToSchedule));
        Assert.Equal((SwitchEnd.Refused, "it has no schedule yet: apply the plan first"), (missing.End, missing.Reason));
        Assert.Empty(sides.Steps);
    }

    [Fact]
    public async Task Stopped_by_its_user_it_begins_nothing_more()
    {
        var (sides, entries) = World(Jobs, SwitchDirection.ToSchedule);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.All(await RunAsync(sides, entries, SwitchDirection.ToSchedule, token: stop.Token), outcome => Assert.Equal(SwitchEnd.Stopped, outcome.End));
        Assert.Empty(sides.Steps);
    }

    [Fact]
    public async Task Both_sides_on_is_mended_at_once_by_stopping_the_schedule()
    {
        var (sides, entries) = World([Jobs[0]], SwitchDirection.ToSchedule);
        await sides.SetAsync("shop/hourly", enabled: true, Token);
        await RunAsync(sides, entries, SwitchDirection.ToSchedule);
        Assert.Equal([(SwitchStep.DisableSchedule, Start), (SwitchStep.DisableRow, Instant.FromUtc(2026, 11, 23, 12, 1) + Duration.Epsilon)], sides.Steps.Take(2));
        AssertThere(sides, entries, SwitchDirection.ToSchedule);
    }

    [Theory]
    [InlineData("2026-10-25T01:30:00Z", true)] // 02:30 in Paris, the second time
    [InlineData("2026-10-25T00:30:00Z", false)] // the first time
    [InlineData("2026-10-25T02:00:00Z", false)] // 03:00
    public void The_second_pass_of_an_hour_is_known(string at, bool second) =>
        Assert.Equal(second, RowCalendar.IsSecondPass("Europe/Paris", NodaTime.Text.InstantPattern.General.Parse(at).Value));
}
