using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Scheduler.Tests.Compiling;

public sealed class ScheduleCompilerTests
{
    private static readonly CompilerOptions From2026 = new() { Start = Instant.FromUtc(2026, 1, 1, 0, 0) };

    [Theory]
    // Last run and period give the first fire at or after the start.
    [InlineData(5 * 60, "UTC", "2025-12-31T23:58:30Z", "rate(5 minutes)", "2026-01-01T00:03:30Z")]
    [InlineData(60, "UTC", "2025-12-31T23:59:00Z", "rate(1 minute)", "2026-01-01T00:00:00Z")]
    [InlineData(3_600, "Europe/Paris", "2025-12-31T10:10:00Z", "rate(1 hour)", "2026-01-01T00:10:00Z")]  // whole periods on
    [InlineData(90 * 60, "UTC", null, "rate(90 minutes)", "2026-01-01T01:30:00Z")]
    [InlineData(86_400, "UTC", "2025-12-31T04:05:06Z", "rate(1 day)", "2026-01-01T04:05:06Z")]
    [InlineData(172_800, "Asia/Kolkata", "2025-12-31T04:00:00Z", "rate(2 days)", "2026-01-02T04:00:00Z")]
    public void An_interval_becomes_a_rate_that_keeps_its_phase(int seconds, string zone, string? lastRun, string expression, string start)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromSeconds(seconds), zone, lastRun), From2026);
        var part = Assert.Single(compiled.Expressions);
        Assert.Equal((expression, start), (part.Expression.ToString(), part.StartDate.ToString()));
        Assert.True(compiled.Exact);
    }

    [Fact]
    public void A_day_keeps_its_local_time_where_the_clocks_move()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromDays(1), "America/New_York", "2025-12-31T12:30:00Z"), From2026);
        var part = Assert.Single(compiled.Expressions);
        Assert.Equal(("cron(30 7 * * ? *)", "America/New_York"), (part.Expression.ToString(), part.TimeZone)); // 12:30 UTC is 07:30 EST
        Assert.True(compiled.Exact);
    }

    [Fact]
    public void Two_days_drift_where_the_clocks_move_and_the_instants_are_listed()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromDays(2), "America/New_York", "2026-01-01T12:30:00Z"), From2026);
        Assert.Equal(CompilationVerdict.Approximate, compiled.Verdict);
        Assert.Equal("rate(2 days)", Assert.Single(compiled.Expressions).Expression.ToString());
        // 3 January + 2 days each: 8 March 07:30 EDT is the first that a rate has an hour late.
        Assert.Equal("2026-03-08T11:30:00Z", compiled.Proof!.Differences[0].At.ToString());
        Assert.True(compiled.Proof.DifferenceCount > CalendarProof.Listed);
        Assert.Equal(CalendarProof.Listed, compiled.Proof.Differences.Count);
    }

    [Fact]
    public void What_Celery_does_with_an_hourly_interval_when_the_clocks_move_is_listed()
    {
        var hourly = Entries.Interval(TimeSpan.FromHours(1), "America/New_York", "2025-12-31T23:30:00Z");
        var newest = ScheduleCompiler.Compile(hourly, From2026);
        Assert.True(newest.Exact);
        // 01:30 EDT and an hour on the wall clock is 02:30 EST, two hours later: one run is left out each autumn.
        Assert.Equal(["2026-11-01T06:30:00Z", "2027-11-07T06:30:00Z", "2028-11-05T06:30:00Z", "2029-11-04T06:30:00Z", "2030-11-03T06:30:00Z"], newest.CeleryDifferences!.Instants.Select(difference => difference.At.ToString()));
        Assert.All(newest.CeleryDifferences.Instants, difference => Assert.Equal((DifferenceKind.Missing, "dst-overlap"), (difference.Kind, difference.Cause)));

        // Before 5.5.2, 02:30 in the gap runs at 03:00, and from then on every run is at the full hour.
        var legacy = ScheduleCompiler.Compile(hourly, From2026 with { CeleryVersion = new CeleryVersion(5, 4, 0) });
        Assert.Equal(new DifferingInstant(Instant.FromUtc(2026, 3, 8, 7, 0), DifferenceKind.Extra, "dst-gap"), legacy.CeleryDifferences!.Instants[0]);
        Assert.Equal(new DifferingInstant(Instant.FromUtc(2026, 3, 8, 7, 30), DifferenceKind.Missing, "dst-gap"), legacy.CeleryDifferences.Instants[1]);
        Assert.True(legacy.CeleryDifferences.Count > 2 * 24 * 365);
        Assert.Equal(0, ScheduleCompiler.Compile(hourly with { TimeZone = "UTC" }, From2026).CeleryDifferences!.Count);
    }

    [Theory]
    [InlineData(7, "America/New_York", "5.2.6")]
    [InlineData(45, "Europe/Paris", "5.6.3")]
    [InlineData(150, "Australia/Lord_Howe", "5.4.0")]
    [InlineData(60 * 5, "America/Santiago", "5.6.3")]
    [InlineData(60 * 24, "Africa/Casablanca", "5.6.3")]
    public void Differences_of_an_interval_are_those_of_plain_stepping(int minutes, string zoneName, string versionText)
    {
        int[] parts = [.. versionText.Split('.').Select(int.Parse)];
        var version = new CeleryVersion(parts[0], parts[1], parts[2]);
        var entry = Entries.Interval(TimeSpan.FromMinutes(minutes), zoneName, "2025-12-31T23:30:00Z");
        var compiled = ScheduleCompiler.Compile(entry, From2026 with { CeleryVersion = version, ProofYears = 2 });
        var zone = DateTimeZoneProviders.Tzdb[zoneName];
        Instant until = new LocalDateTime(2028, 1, 1, 0, 0).PlusSeconds(zone.GetUtcOffset(From2026.Start).Seconds).InZoneLeniently(zone).ToInstant();
        var calendar = Assert.Single(compiled.Expressions).Calendar(From2026.Start);
        Instant first = calendar.Next(From2026.Start)!.Value;
        HashSet<Instant> celery = [.. new CeleryInterval((CelerySchedule.Interval)entry.Schedule, zone, version).After(first, until)];
        HashSet<Instant> mine = [.. calendar.After(first, until)];
        celery.SymmetricExceptWith(mine);
        Assert.Equal(celery.Order().Take(CalendarProof.Listed), compiled.CeleryDifferences!.Instants.Select(difference => difference.At).Take(CalendarProof.Listed));
        Assert.InRange(compiled.CeleryDifferences.Count, celery.Count - 2, celery.Count + 2); // at the end of the span either may be a fire ahead
    }

    [Theory]
    [InlineData(0.5, "every 0.5 s is below EventBridge's finest step of one minute")]
    [InlineData(59.999999, "every 59.999999 s is below EventBridge's finest step of one minute")]
    [InlineData(90, "every 90 s is not a whole number of minutes")]
    [InlineData(60.000001, "every 60.000001 s is not a whole number of minutes")]
    [InlineData(0, "an interval of 00:00:00 has no next run")]
    [InlineData(-60, "an interval of -00:01:00 has no next run")]
    public void Odd_seconds_are_refused_and_never_rounded(double seconds, string reason)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromMicroseconds(Math.Round(seconds * 1_000_000))), From2026);
        Assert.Equal(CompilationVerdict.Refused, compiled.Verdict);
        Assert.StartsWith(reason, compiled.Refusal!.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(compiled.Refusal.Fallback);
    }

    [Theory]
    [InlineData(5, "rate(5 minutes)", "2026-01-01T00:03:00Z")]       // 23:58:30 + 5 minutes, rounded down to the minute
    [InlineData(90, "cron(0 * * * ? *)", null)]                       // hourly, not every 90 minutes
    [InlineData(6 * 60, "cron(0 5/6 * * ? *)", null)]                 // 23:58:30 + 6 h = 05:58:30: on the hour, phase 5
    [InlineData(5 * 60, "rate(5 hours)", "2026-01-01T04:00:00Z")]     // does not divide the day
    [InlineData(24 * 60, "cron(0 0 * * ? *)", null)]
    [InlineData(36 * 60, "cron(0 0 * * ? *)", null)]                  // daily, not every 36 hours
    [InlineData(48 * 60, "rate(2 days)", "2026-01-02T00:00:00Z")]
    public void A_relative_interval_is_compiled_as_it_is_observed(int minutes, string expression, string? start)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromMinutes(minutes), "UTC", "2025-12-31T23:58:30Z", relative: true), From2026);
        var part = Assert.Single(compiled.Expressions);
        Assert.Equal((expression, start), (part.Expression.ToString(), part.StartDate?.ToString()));
        Assert.True(compiled.Exact);
    }

    [Fact]
    public void A_clocked_entry_runs_once_and_is_deleted()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Of(new CelerySchedule.Clocked(Entries.At("2026-03-08T02:30:15+01:00"))), From2026);
        var part = Assert.Single(compiled.Expressions);
        Assert.Equal(("at(2026-03-08T01:30:15)", "UTC", true), (part.Expression.ToString(), part.TimeZone, part.DeleteAfterCompletion));
        Assert.True(compiled.Exact);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z")]
    [InlineData("2020-01-01T00:00:00Z")]
    public void A_clocked_entry_of_the_past_is_not_created(string at) =>
        Assert.Contains("is past", ScheduleCompiler.Compile(Entries.Of(new CelerySchedule.Clocked(Entries.At(at))), From2026).Refusal!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_one_off_runs_at_its_next_time()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 9 * * mon", "Europe/Paris") with { OneOff = true }, From2026);
        Assert.Equal("at(2026-01-05T08:00:00)", Assert.Single(compiled.Expressions).Expression.ToString());
        Assert.True(compiled.Expressions[0].DeleteAfterCompletion);
        var interval = ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromSeconds(90), "UTC", "2026-01-01T00:00:00Z") with { OneOff = true }, From2026);
        Assert.Equal("at(2026-01-01T00:01:30)", Assert.Single(interval.Expressions).Expression.ToString());
    }

    [Fact]
    public void Bounds_and_state_become_settings()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *") with { Enabled = false, StartTime = Entries.At("2026-02-01T00:00:00Z"), Expires = Entries.At("2026-03-01T00:00:00Z") }, From2026);
        var part = Assert.Single(compiled.Expressions);
        Assert.Equal((false, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"), (part.Enabled, part.StartDate.ToString(), part.EndDate.ToString()));
        Assert.Contains("expired", ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *") with { Expires = Entries.At("2025-12-31T00:00:00Z") }, From2026).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, 60, 1)]
    [InlineData(60, 60, 0)]
    [InlineData(3_600.9, 3_600, 0)]
    [InlineData(86_400, 86_400, 0)]
    [InlineData(86_401, 86_400, 1)]
    public void An_expiry_becomes_the_age_that_EventBridge_allows(double seconds, int age, int caveats)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *") with { ExpireSeconds = seconds }, From2026);
        Assert.Equal((age, caveats), (compiled.MaximumEventAgeSeconds, compiled.Caveats.Count));
    }

    [Fact]
    public void What_only_the_broker_does_is_said()
    {
        var options = new Dictionary<string, string> { ["countdown"] = "90", ["expires"] = "300", ["link"] = "[{\"task\":\"x\"}]", ["priority"] = "5" };
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *") with { Options = options }, From2026);
        Assert.Equal(300, compiled.MaximumEventAgeSeconds);
        Assert.Equal(2, compiled.Caveats.Count);
        Assert.StartsWith("countdown: Celery runs the task 90 s after the fire", compiled.Caveats[0], StringComparison.Ordinal);
        Assert.StartsWith("link: ", compiled.Caveats[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_sun_is_written_out_for_sixty_days()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Of(new CelerySchedule.Solar("sunset", 48.8566, 2.3522), "Europe/Paris"), From2026);
        Assert.Equal(60, compiled.Expressions.Count);
        Assert.Equal(60, compiled.Expressions.Select(part => part.Name).Distinct().Count());
        Assert.Equal(CompilationVerdict.Approximate, compiled.Verdict);
        Assert.Equal(Instant.FromUtc(2026, 3, 2, 0, 0), compiled.RenewBefore);
        Assert.Contains("at(2026-01-01T16:04:00)", compiled.Expressions.Select(part => part.Expression.ToString())); // 17:04 in Paris
    }

    [Theory]
    [InlineData("Mars/Olympus", "`Mars/Olympus` is not a time zone of the IANA list")]
    [InlineData("UTC+05:30", "`UTC+05:30` is not a time zone of the IANA list")]
    [InlineData("", "`` is not a time zone of the IANA list")]
    public void An_unknown_zone_is_refused(string zone, string reason) =>
        Assert.Equal(reason, ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *", zone), From2026).Refusal!.Reason);

    [Fact]
    public void The_ends_of_time_are_refused_and_never_thrown()
    {
        CelerySchedule[] schedules =
        [
            new CelerySchedule.Clocked(DateTimeOffset.MaxValue), new CelerySchedule.Clocked(DateTimeOffset.MinValue),
            new CelerySchedule.Interval(TimeSpan.MaxValue, false), new CelerySchedule.Interval(TimeSpan.MinValue, true), new CelerySchedule.Interval(TimeSpan.FromTicks(1), true),
            new CelerySchedule.Solar("sunset", double.NaN, 0), new CelerySchedule.Solar("sunset", 90, 180),
        ];
        foreach (var schedule in schedules)
        {
            var entry = Entries.Of(schedule) with { LastRun = DateTimeOffset.MinValue, ExpireSeconds = double.NaN };
            Assert.Equal(CompilationVerdict.Refused, ScheduleCompiler.Compile(entry, From2026).Verdict);
        }

        Assert.True(ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromMinutes(7)) with { LastRun = DateTimeOffset.MinValue, StartTime = DateTimeOffset.MinValue, Expires = DateTimeOffset.MaxValue }, From2026).Exact);
    }

    [Fact]
    public void Code_is_refused() =>
        Assert.Equal("`app.schedules.BusinessHours` is code, not data: what it answers cannot be known here", ScheduleCompiler.Compile(Entries.Of(new CelerySchedule.Custom("app.schedules.BusinessHours")), From2026).Refusal!.Reason);

    [Fact]
    public void Rules_take_neither_bounds_nor_single_runs()
    {
        var rules = From2026 with { Service = EventBridgeService.Rules };
        Assert.Equal("rules of an event bus have no start or end date", ScheduleCompiler.Compile(Entries.Crontab("0 9 * * *") with { Expires = Entries.At("2027-01-01T00:00:00Z") }, rules).Refusal!.Reason);
        Assert.Equal("rules of an event bus have no at(...)", ScheduleCompiler.Compile(Entries.Of(new CelerySchedule.Clocked(Entries.At("2027-01-01T00:00:00Z"))), rules).Refusal!.Reason);
        Assert.Equal(CompilationVerdict.Approximate, ScheduleCompiler.Compile(Entries.Interval(TimeSpan.FromHours(1)), rules).Verdict);
    }
}
