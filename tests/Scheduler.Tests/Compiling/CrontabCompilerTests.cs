using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Compiling;
using NodaTime;

namespace CostTool.Scheduler.Tests.Compiling;

public sealed class CrontabCompilerTests
{
    private static readonly CompilerOptions From2026 = new() { Start = Instant.FromUtc(2026, 1, 1, 0, 0) };

    [Theory]
    // Only one of the two day fields is restricted, or none.
    [InlineData("* * * * *", "cron(* * * * ? *)")]
    [InlineData("*/15 2 * * *", "cron(0/15 2 * * ? *)")]
    [InlineData("0 0 1 1 *", "cron(0 0 1 1 ? *)")]                          // @yearly; one converter's help says cron(0 * * * ? *)
    [InlineData("0 0 */2 * *", "cron(0 0 1/2 * ? *)")]                      // 1, 3, … 31, and not daily
    [InlineData("0 0 * * */2", "cron(0 0 ? * SUN,TUE,THU,SAT *)")]          // and not daily
    [InlineData("0 9 * * 1-5/2", "cron(0 9 ? * MON,WED,FRI *)")]            // and not 2-6/3
    [InlineData("0 9 * * mon-fri", "cron(0 9 ? * MON-FRI *)")]
    [InlineData("0 9 * * fri-mon", "cron(0 9 ? * SUN,MON,FRI,SAT *)")]      // wraps
    [InlineData("50-10/15 * * * *", "cron(5,50 * * * ? *)")]                // the step runs over the wrapped list: 50 and 5
    [InlineData("0 22-2 * * *", "cron(0 0-2,22,23 * * ? *)")]
    [InlineData("0 */5 * * *", "cron(0 0/5 * * ? *)")]
    [InlineData("0 0 28-3 * *", "cron(0 0 1-3,28-31 * ? *)")]
    [InlineData("0 0 * nov-feb *", "cron(0 0 * 1,2,11,12 ? *)")]
    [InlineData("0 0 1-30 6 mon", "cron(0 0 ? 6 MON *)")]                   // June has no other days
    [InlineData("0 0 1-31 * mon", "cron(0 0 ? * MON *)")]
    // Whole weeks of the month.
    [InlineData("0 9 1-7 * mon", "cron(0 9 ? * 2#1 *)")]
    [InlineData("0 9 8-14 * tue", "cron(0 9 ? * 3#2 *)")]                   // patch Tuesday
    [InlineData("0 9 1-7 * mon,wed", "cron(0 9 ? * 2#1 *) cron(0 9 ? * 4#1 *)")]
    [InlineData("0 9 1-7,15-21 * mon", "cron(0 9 ? * 2#1 *) cron(0 9 ? * 2#3 *)")]
    [InlineData("0 9 29-31 * fri", "cron(0 9 ? * 6#5 *)")]
    // The last seven days, of months of that length.
    [InlineData("0 9 25-31 1,3 fri", "cron(0 9 ? 1,3 6L *)")]
    [InlineData("0 9 24-30 4,6 fri", "cron(0 9 ? 4,6 6L *)")]
    [InlineData("0 9 1-7,25-31 1 fri", "cron(0 9 ? 1 6#1 *) cron(0 9 ? 1 6L *)")]
    public void A_crontab_becomes_expressions_that_are_proved_equal(string crontab, string expressions)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab(crontab), From2026 with { CeleryVersion = CeleryVersion.Newest });
        Assert.Equal(expressions.Replace(") cron", ")|cron", StringComparison.Ordinal).Split('|'), compiled.Expressions.Select(part => part.Expression.ToString()).Order(StringComparer.Ordinal));
        Assert.True(compiled.Exact);
        Assert.True(compiled.Proof!.Equal);
        Assert.Equal(1_827, compiled.Proof.DaysCompared); // 5 × 365 + 29 February 2028 + the last day
        Assert.Null(compiled.RenewBefore);
    }

    [Fact]
    public void Friday_the_13th_is_a_list_of_years_to_be_renewed()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 9 13 * 5"), From2026);
        Assert.Equal(
        [
            "cron(0 9 13 10 ? 2028)",
            "cron(0 9 13 2,3,11 ? 2026)",
            "cron(0 9 13 4,7 ? 2029)",
            "cron(0 9 13 6 ? 2031)",
            "cron(0 9 13 8 ? 2027)",
            "cron(0 9 13 9,12 ? 2030)",
        ], compiled.Expressions.Select(part => part.Expression.ToString()).Order(StringComparer.Ordinal));
        Assert.True(compiled.Exact);
        Assert.Equal(Instant.FromUtc(2032, 1, 1, 0, 0), compiled.RenewBefore);
    }

    [Fact]
    public void Odd_Mondays_take_a_guard_and_never_lose_the_day_rule()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 0 */2 * 1"), From2026);
        Assert.Equal(CompilationVerdict.Guarded, compiled.Verdict);
        Assert.False(compiled.Exact);
        Assert.Equal(["cron(0 0 ? * MON *)"], compiled.Expressions.Select(part => part.Expression.ToString()));
        Assert.Equal("day-of-month in 1/2 and day-of-week in MON", compiled.Guard!.ToString());
        Assert.True(compiled.Guard.Allows(new LocalDate(2026, 1, 5)));  // a Monday, odd
        Assert.False(compiled.Guard.Allows(new LocalDate(2026, 1, 12))); // a Monday, even
        // Even Mondays from 2026-01-01 to 2031-01-01: 260 Mondays less the odd ones.
        int even = Enumerable.Range(0, 1_827).Select(day => new DateOnly(2026, 1, 1).AddDays(day)).Count(date => date.DayOfWeek == DayOfWeek.Monday && date.Day % 2 == 0);
        Assert.Equal(even, compiled.Guard.LaunchesTurnedAway);
        Assert.True(compiled.Proof!.Equal);
    }

    [Fact]
    public void A_day_that_never_comes_is_refused()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 0 30,31 2 *"), From2026);
        Assert.Equal(CompilationVerdict.Refused, compiled.Verdict);
        Assert.StartsWith("the crontab names only days that do not exist", compiled.Refusal!.Reason, StringComparison.Ordinal);
        Assert.Empty(compiled.Expressions);
    }

    [Fact]
    public void What_Celery_refuses_is_refused_in_its_words()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 0 * * 7"), From2026);
        Assert.Contains("refuses its day_of_week with ValueError", compiled.Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_crontab_fits_once_its_lists_are_compressed()
    {
        // Runs of two among gaps of one: 40 minutes, 16 hours and 20 days, and none of them a range.
        string minutes = string.Join(',', Enumerable.Range(0, 60).Where(i => i % 3 != 0));
        string hours = string.Join(',', Enumerable.Range(0, 24).Where(i => i % 3 != 1));
        string days = string.Join(',', Enumerable.Range(1, 31).Where(i => i % 3 != 2));
        string months = string.Join(',', Enumerable.Range(1, 12).Where(i => i % 3 != 0));
        var entry = Entries.Crontab($"{minutes} {hours} {days} {months} *");
        var compiled = ScheduleCompiler.Compile(entry, From2026);
        Assert.True(compiled.Exact);
        Assert.InRange(Assert.Single(compiled.Expressions).Expression.ToString().Length, 230, 256);
    }

    [Fact]
    public void Names_of_parts_stay_when_only_the_day_of_compiling_changes()
    {
        var entry = Entries.Crontab("0 9 1-7 * mon,wed");
        string[] names = [.. ScheduleCompiler.Compile(entry, From2026).Expressions.Select(part => part.Name)];
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^reports\\.nightly-[0-9a-f]{8}$", name));
        Assert.Equal(names, ScheduleCompiler.Compile(entry, From2026 with { Start = Instant.FromUtc(2029, 5, 5, 0, 0) }).Expressions.Select(part => part.Name));
    }

    [Fact]
    public void An_expression_longer_than_256_characters_is_cut_into_parts_that_share_no_fire()
    {
        uint days = 0b1011_0110_1101_1011_0110_1101_1011_0110;
        ulong minutes = 0b1011_0110_1101_1011_0110_1101_1011_0110_1101_1011_0110_1101_1011_0110_1101;
        uint hours = 0b1011_0110_1101_1011_0110_1101;
        var sets = new CronSets(minutes, hours, DayRule.OfWeek.EveryWeekday, days, 0b1_0110_1101_1010);
        var years = YearSet.Of([2026, 2028, 2030, 2033, 2037]);
        var whole = new EventBridgeCron(minutes, hours, new DayRule.OfMonth(days), sets.Months, years);
        Assert.InRange(whole.ToString().Length, 257, 300);
        EventBridgeCron[] parts = [.. CronPrinter.Expressions(sets, new DayPlan([new DayPart(whole.Days, whole.Months, years)], 2037, NeedsGuard: false))];
        Assert.True(parts.Length > 1);
        Assert.All(parts, part => Assert.InRange(part.ToString().Length, 1, 256));
        Instant start = From2026.Start, until = start + Duration.FromDays(60);
        Assert.Equal(new CronFireTimes(whole, DateTimeZone.Utc).After(start, until), parts.SelectMany(part => new CronFireTimes(part, DateTimeZone.Utc).After(start, until)).Order());
    }

    [Theory]
    [InlineData("reports.nightly", "cron(0 9 ? * 2#1 *)", "reports.nightly-")]
    [InlineData("rapport du soir", null, "rapport-du-soir-")]
    [InlineData("reports.nightly", null, "reports.nightly")]
    public void Names_are_legal_and_tell_apart(string entry, string? part, string prefix)
    {
        string name = ScheduleName.Of(entry, part);
        Assert.StartsWith(prefix, name, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-zA-Z-_.]{1,64}$", name);
        Assert.Equal(name, ScheduleName.Of(entry, part));
        Assert.NotEqual(name, ScheduleName.Of(entry + " ", part));
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(500, 64)]
    public void Long_names_are_cut_to_64_and_still_differ(int length, int expected)
    {
        string name = ScheduleName.Of(new string('a', length), null);
        Assert.Equal(expected, name.Length);
        Assert.NotEqual(name, ScheduleName.Of(new string('a', length + 1), null));
    }

    [Fact]
    public void A_time_in_the_spring_gap_is_exact_and_Celerys_late_run_is_listed()
    {
        var spring = From2026 with { Start = Instant.FromUtc(2026, 1, 1, 0, 0), ProofYears = 5 };
        var legacy = ScheduleCompiler.Compile(Entries.Crontab("30 2 * * *", "America/New_York"), spring with { CeleryVersion = new CeleryVersion(5, 4, 0) });
        Assert.True(legacy.Exact);
        Assert.Equal(10, legacy.Proof!.OffsetChangesCompared);
        // Springs of 2026 to 2030, each at 03:00 EDT: the first instant after the gap.
        Assert.Equal(["2026-03-08T07:00:00Z", "2027-03-14T07:00:00Z", "2028-03-12T07:00:00Z", "2029-03-11T07:00:00Z", "2030-03-10T07:00:00Z"], legacy.CeleryDifferences!.Instants.Select(difference => difference.At.ToString()));
        Assert.All(legacy.CeleryDifferences.Instants, difference => Assert.Equal((DifferenceKind.Extra, "dst-gap"), (difference.Kind, difference.Cause)));

        // From 5.5.2 the gap moves the time by its own length: 03:30 EDT.
        var newest = ScheduleCompiler.Compile(Entries.Crontab("30 2 * * *", "America/New_York"), spring);
        Assert.Equal("2026-03-08T07:30:00Z", newest.CeleryDifferences!.Instants[0].At.ToString());
    }

    [Theory]
    [InlineData("30 2 * * *", "UTC")]
    [InlineData("30 2 * * *", "Asia/Kolkata")]
    [InlineData("30 5 * * *", "America/New_York")]
    public void Celery_does_as_intended_away_from_the_gap(string crontab, string zone) =>
        Assert.Equal(0, ScheduleCompiler.Compile(Entries.Crontab(crontab, zone), From2026).CeleryDifferences!.Count);

    [Fact]
    public void The_evening_bug_of_old_releases_is_listed()
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab("0 23 * 2-4 *", "America/New_York"), From2026 with { CeleryVersion = new CeleryVersion(5, 2, 6) });
        Assert.True(compiled.Exact);
        Assert.Contains(compiled.CeleryDifferences!.Instants, difference => difference is { Cause: "west-evening-skip", Kind: DifferenceKind.Missing });
        Assert.Equal(0, ScheduleCompiler.Compile(Entries.Crontab("0 23 * 2-4 *", "America/New_York"), From2026 with { CeleryVersion = new CeleryVersion(5, 3, 0) }).CeleryDifferences!.Count);
    }

    [Theory]
    [InlineData("0 9 * * mon-fri", "UTC", "cron(0 9 ? * MON-FRI *)")]
    [InlineData("0 9 * * mon-fri", "Asia/Kolkata", "cron(30 3 ? * MON-FRI *)")]             // 09:00 less 5:30
    [InlineData("0 3 * * mon", "Asia/Kolkata", "cron(30 21 ? * SUN *)")]                    // the evening before
    [InlineData("0 3,9 * * mon", "Asia/Kolkata", "cron(30 21 ? * SUN *) cron(30 3 ? * MON *)")]
    public void Rules_are_moved_to_UTC_where_the_offset_stays(string crontab, string zone, string expressions)
    {
        var compiled = ScheduleCompiler.Compile(Entries.Crontab(crontab, zone), From2026 with { Service = EventBridgeService.Rules });
        Assert.Equal(expressions.Replace(") cron", ")|cron", StringComparison.Ordinal).Split('|'), compiled.Expressions.Select(part => part.Expression.ToString()).Order(StringComparer.Ordinal));
        Assert.All(compiled.Expressions, part => Assert.Equal("UTC", part.TimeZone));
        Assert.True(compiled.Exact);
    }

    [Theory]
    [InlineData("0 9 * * *", "America/New_York", "rules of an event bus know only UTC")]
    [InlineData("0 3 1 * *", "Asia/Kolkata", "some fires fall on another date in UTC")]
    public void Rules_are_refused_where_they_would_drift_or_lose_a_date(string crontab, string zone, string reason) =>
        Assert.StartsWith(reason, ScheduleCompiler.Compile(Entries.Crontab(crontab, zone), From2026 with { Service = EventBridgeService.Rules }).Refusal!.Reason, StringComparison.Ordinal);
}
