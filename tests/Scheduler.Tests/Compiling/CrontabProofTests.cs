using System.Globalization;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;
using CostTool.Scheduler.Tests.EventBridge;
using CsCheck;
using NodaTime;

namespace CostTool.Scheduler.Tests.Compiling;

public sealed class CrontabProofTests
{
    private static readonly Gen<CelerySchedule.Crontab> Crontabs =
        Gen.Select(EventBridgeGenerators.Set(0, 59), EventBridgeGenerators.Set(0, 23), EventBridgeGenerators.Set(0, 6), Days(), EventBridgeGenerators.Set(1, 12))
            .Select((minutes, hours, weekdays, days, months) => new CelerySchedule.Crontab(ListOf(minutes), ListOf(hours), ListOf(weekdays), ListOf(days), ListOf(months)));

    [Fact]
    public void Any_crontab_compiles_to_the_instants_that_its_owner_meant() =>
        Gen.Select(Crontabs, EventBridgeGenerators.Zone, EventBridgeGenerators.Start, Gen.Int[0, 1_700]).Sample((fields, zone, start, later) =>
        {
            Assert.True(CeleryCrontab.TryParse(fields, CeleryVersion.Newest, out var crontab, out _));
            var compiled = ScheduleCompiler.Compile(Entries.Of(fields, zone.Id), new CompilerOptions { Start = start });
            if (crontab.IsImpossible)
            {
                Assert.Equal(CompilationVerdict.Refused, compiled.Verdict);
                return;
            }

            Assert.Contains(compiled.Verdict, new[] { CompilationVerdict.Exact, CompilationVerdict.Guarded });
            foreach (var part in compiled.Expressions)
            {
                string text = part.Expression.ToString();
                Assert.InRange(text.Length, 1, EventBridgeExpression.MaximumLength);
                Assert.Matches("^[0-9a-zA-Z-_.]{1,64}$", part.Name);
                Assert.Equal(part.Expression, EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here"));
                Assert.Equal(part.Expression, EventBridgeExpression.Parse(text, EventBridgeService.Rules, "here"));
            }

            // Not by the proof's own way: fire by fire, over some days anywhere in its span.
            Instant from = start + Duration.FromDays(later);
            Instant until = from + Duration.FromDays(later % 2 == 0 ? 3 : 90);
            Instant[] wanted = [.. new WallClockCalendar(crontab, zone).After(from, until).Take(5_000)];
            Instant end = wanted.Length == 5_000 ? wanted[^1] : until;
            Instant[] fires = [.. compiled.Expressions.SelectMany(part => part.Calendar(start).After(from, end)).Where(fire => compiled.Guard?.Allows(fire.InZone(zone).Date) != false).Order()];
            Assert.Equal(wanted, fires);
        }, iter: 400, threads: 1);

    [Fact]
    public void The_day_by_day_proof_says_what_plain_enumeration_says() =>
        // Expressions made for one crontab are held against another: mostly unequal, in every way.
        Gen.Select(Crontabs, Crontabs, EventBridgeGenerators.Zone, EventBridgeGenerators.Start, Gen.Int[0, 4]).Sample((fields, other, zone, start, how) =>
        {
            Assert.True(CeleryCrontab.TryParse(fields, CeleryVersion.Newest, out var crontab, out _));
            Assert.True(CeleryCrontab.TryParse(how switch
            {
                0 => other,
                1 => fields with { Minute = other.Minute },
                2 => fields with { DayOfMonth = other.DayOfMonth },
                3 => fields with { DayOfWeek = other.DayOfWeek },
                _ => fields,
            }, CeleryVersion.Newest, out var another, out _));
            var sets = new CronSets(another.Minutes, another.Hours, another.DaysOfWeek, another.DaysOfMonth, another.Months);
            EventBridgeCron[] expressions = [.. CronPrinter.Expressions(sets, DayPlan.Of(sets, start.InUtc().Year - 1, start.InUtc().Year + 1, 24))];
            // Whole local days, as the proof compares no less.
            Instant from = zone.AtStartOfDay(start.InZone(zone).Date).ToInstant() - Duration.Epsilon;
            Instant until = zone.AtStartOfDay(start.InZone(zone).Date.PlusDays(40)).ToInstant() - Duration.Epsilon;
            var proof = new CrontabProof(crontab, zone, expressions, EventBridgeService.Scheduler, from, guarded: false).Over(from + Duration.Epsilon, until);

            List<Instant> wanted = [.. new WallClockCalendar(crontab, zone).After(from, until)];
            List<Instant> fires = [.. expressions.SelectMany(expression => new CronFireTimes(expression, zone).After(from, until)).Order()];
            var missing = wanted.Except(fires).ToHashSet();
            var extra = fires.Except(wanted).ToHashSet();
            Assert.Equal(wanted.SequenceEqual(fires), proof.Equal);
            Assert.All(proof.Differences, difference => Assert.True(difference.Kind == DifferenceKind.Missing ? missing.Contains(difference.At) : extra.Contains(difference.At)));
            if (proof.DifferenceCount < CalendarProof.Listed) Assert.Equal(missing.Count + extra.Count, proof.DifferenceCount);
        }, iter: 300, threads: 1);

    [Fact]
    public void Two_expressions_that_fire_together_are_found()
    {
        Assert.True(CeleryCrontab.TryParse((CelerySchedule.Crontab)Entries.Crontab("0 9 * * *").Schedule, CeleryVersion.Newest, out var crontab, out _));
        var daily = ((EventBridgeExpression.Cron)EventBridgeExpression.Parse("cron(0 9 * * ? *)", EventBridgeService.Scheduler, "here")).Value;
        var mondays = ((EventBridgeExpression.Cron)EventBridgeExpression.Parse("cron(0 9 ? * MON *)", EventBridgeService.Scheduler, "here")).Value;
        Instant start = Instant.FromUtc(2026, 1, 1, 0, 0);
        var proof = new CrontabProof(crontab, DateTimeZone.Utc, [daily, mondays], EventBridgeService.Scheduler, start, guarded: false).Over(start, start + Duration.FromDays(13));
        // 1 to 14 January 2026 hold the Mondays 5 and 12.
        Assert.Equal([new(Instant.FromUtc(2026, 1, 5, 9, 0), DifferenceKind.Twice, "expression"), new(Instant.FromUtc(2026, 1, 12, 9, 0), DifferenceKind.Twice, "expression")], proof.Differences);
        Assert.Equal(2, proof.DifferenceCount);
    }

    private static Gen<ulong> Days() => Gen.OneOf(
        EventBridgeGenerators.Set(1, 31),
        Gen.Int[0, 4].Array[1, 3].Select(weeks => weeks.Aggregate(0UL, (set, week) => set | (0xFEUL << (7 * week))) & 0xFFFF_FFFEUL),
        Gen.Int[1, 31].Select(day => 1UL << day));

    private static CrontabField ListOf(ulong set) =>
        new CrontabField.List([.. Enumerable.Range(0, 60).Where(i => ((set >> i) & 1) != 0).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
}
