using System.Numerics;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Compares cron expressions with the crontab that they were made from, day by day rather than fire by fire.</summary>
/// <remarks>
/// Why this is sound. Both calendars are a set of local minutes, mapped to instants by one rule (a local time that does not exist is skipped, one that comes twice counts
/// the first time); equal sets of local minutes therefore are equal sets of instants. A day's set of local minutes is hours × minutes if the date matches, so it is known from
/// which expressions match the date; days with the same matches have the same sets and are compared once, in full, all 1,440 minutes.
/// That the two implementations do follow the one rule is not taken for granted: around every offset change, and from the start on, both are enumerated and compared fire by fire.
/// In UTC (rules of an event bus, for a zone whose offset stays) a day holds minutes of at most two local days, hence the neighbours.
/// </remarks>
internal sealed class CrontabProof
{
    private const int FiresFromStart = 25;
    private readonly CeleryCrontab crontab;
    private readonly CronSets sets;
    private readonly DateTimeZone zone;
    private readonly IReadOnlyList<EventBridgeCron> expressions;
    private readonly DateTimeZone expressionZone;
    private readonly int offsetMinutes;
    private readonly bool guarded;
    private readonly SortedDictionary<Instant, DifferenceKind> differences = [];
    private readonly Dictionary<UInt128, DayComparison> known = [];
    private long differenceCount;

    /// <param name="crontab">What is intended.</param>
    /// <param name="zone">Zone of the crontab.</param>
    /// <param name="expressions">What will fire; at most 120.</param>
    /// <param name="service">Where: Scheduler reads expressions in the zone, rules in UTC.</param>
    /// <param name="start">Start of the span.</param>
    /// <param name="guarded">A guard turns away the days that are not intended.</param>
    public CrontabProof(CeleryCrontab crontab, DateTimeZone zone, IReadOnlyList<EventBridgeCron> expressions, EventBridgeService service, Instant start, bool guarded)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(expressions.Count, 120);
        (this.crontab, this.zone, this.expressions, this.guarded) = (crontab, zone, expressions, guarded);
        sets = new CronSets(crontab.Minutes, crontab.Hours, crontab.DaysOfWeek, crontab.DaysOfMonth, crontab.Months);
        expressionZone = service == EventBridgeService.Rules ? DateTimeZone.Utc : zone;
        offsetMinutes = service == EventBridgeService.Rules ? zone.GetUtcOffset(start).Seconds / 60 : 0;
    }

    /// <summary>Launches on days that are not intended, which the guard turns away.</summary>
    public long TurnedAway { get; private set; }

    /// <summary>Runs the comparison.</summary>
    public CalendarProof Over(Instant from, Instant until)
    {
        int days = CompareDays(from.InZone(expressionZone).Date, until.InZone(expressionZone).Date);
        int changes = 0;
        foreach (OffsetChange change in OffsetChange.Between(zone, from, until))
        {
            CompareFires(change.Around.Start, change.Around.End, int.MaxValue);
            changes++;
        }

        CompareFires(from, until, FiresFromStart);
        return new CalendarProof(from, until, days, changes, differenceCount,
            [.. differences.Take(CalendarProof.Listed).Select(difference => new DifferingInstant(difference.Key, difference.Value, "expression"))]);
    }

    private int CompareDays(LocalDate first, LocalDate last)
    {
        int days = 0;
        Span<uint> matches = stackalloc uint[expressions.Count];
        for (LocalDate month = new(first.Year, first.Month, 1); month <= last; month = month.PlusMonths(1))
        {
            var shape = MonthShape.Of(month.Year, month.Month);
            uint wanted = sets.DaysIn(month.Month, shape);
            for (int i = 0; i < matches.Length; i++) matches[i] = expressions[i].DaysIn(month.Year, month.Month);
            for (int day = month == new LocalDate(first.Year, first.Month, 1) ? first.Day : 1; day <= shape.Length; day++)
            {
                if (month.Year == last.Year && month.Month == last.Month && day > last.Day) break;
                UInt128 key = 0;
                for (int i = matches.Length - 1; i >= 0; i--) key = (key << 1) | ((matches[i] >> day) & 1);
                uint around = offsetMinutes == 0 ? ((wanted >> day) & 1) << 1 : Neighbours(new LocalDate(month.Year, month.Month, day));
                key = (key << 3) | around;
                if (!known.TryGetValue(key, out DayComparison comparison)) known.Add(key, comparison = Compare(key >> 3, around));
                days++;
                TurnedAway += comparison.TurnedAway;
                if (comparison.Different > 0) List(new LocalDate(month.Year, month.Month, day), key >> 3, around);
            }
        }

        return days;
    }

    /// <summary>Whether the local day before, the day and the day after are intended: bits 0, 1 and 2.</summary>
    private uint Neighbours(LocalDate date) => IsWanted(date.PlusDays(-1)) | (IsWanted(date) << 1) | (IsWanted(date.PlusDays(1)) << 2);

    private uint IsWanted(LocalDate date) => (sets.DaysIn(date.Month, MonthShape.Of(date.Year, date.Month)) >> date.Day) & 1;

    private DayComparison Compare(UInt128 matching, uint around)
    {
        long turnedAway = 0;
        long different = 0;
        Span<ulong> once = stackalloc ulong[24];
        Span<ulong> twice = stackalloc ulong[24];
        Fill(matching, once, twice);
        for (int hour = 0; hour < 24; hour++)
        {
            ulong wanted = Wanted(around, hour);
            ulong extra = once[hour] & ~wanted;
            if (guarded && offsetMinutes == 0 && around == 0)
            {
                turnedAway += BitOperations.PopCount(extra);
                extra = 0;
            }

            different += BitOperations.PopCount(wanted & ~once[hour]) + BitOperations.PopCount(extra) + BitOperations.PopCount(twice[hour]);
        }

        return new DayComparison(different, turnedAway);
    }

    private void Fill(UInt128 matching, Span<ulong> once, Span<ulong> twice)
    {
        for (int i = 0; i < expressions.Count; i++)
        {
            if (((matching >> i) & 1) == 0) continue;
            for (int hour = 0; hour < 24; hour++)
            {
                if (((expressions[i].Hours >> hour) & 1) == 0) continue;
                twice[hour] |= once[hour] & expressions[i].Minutes;
                once[hour] |= expressions[i].Minutes;
            }
        }
    }

    /// <summary>Intended minutes of an hour of a day of the expressions' zone.</summary>
    private ulong Wanted(uint around, int hour)
    {
        if (offsetMinutes == 0) return (around & 2) != 0 && ((sets.Hours >> hour) & 1) != 0 ? sets.Minutes : 0;
        ulong minutes = 0;
        for (int minute = 0; minute < 60; minute++)
        {
            int local = (hour * 60) + minute + offsetMinutes;
            int day = local < 0 ? 0 : local >= 1_440 ? 2 : 1;
            (int localHour, int localMinute) = Math.DivRem(local - ((day - 1) * 1_440), 60);
            if (((around >> day) & 1) != 0 && ((sets.Hours >> localHour) & 1) != 0 && ((sets.Minutes >> localMinute) & 1) != 0) minutes |= 1UL << minute;
        }

        return minutes;
    }

    private void List(LocalDate date, UInt128 matching, uint around)
    {
        Span<ulong> once = stackalloc ulong[24];
        Span<ulong> twice = stackalloc ulong[24];
        Fill(matching, once, twice);
        for (int minuteOfDay = 0; minuteOfDay < 1_440; minuteOfDay++)
        {
            (int hour, int minute) = Math.DivRem(minuteOfDay, 60);
            bool wanted = ((Wanted(around, hour) >> minute) & 1) != 0;
            bool fires = ((once[hour] >> minute) & 1) != 0;
            bool again = ((twice[hour] >> minute) & 1) != 0;
            if (wanted == fires && !again) continue;
            var mapping = expressionZone.MapLocal(date.At(new LocalTime(hour, minute)));
            if (mapping.Count > 0) Add(mapping.First().ToInstant(), again ? DifferenceKind.Twice : wanted ? DifferenceKind.Missing : DifferenceKind.Extra);
        }
    }

    private void CompareFires(Instant from, Instant until, int most)
    {
        List<Instant> wanted = [.. new WallClockCalendar(crontab, zone).After(from, most).TakeWhile(fire => fire <= until)];
        Instant end = wanted.Count == most ? wanted[^1] : until;
        List<Instant> fires = [];
        foreach (EventBridgeCron expression in expressions)
        {
            fires.AddRange(new CronFireTimes(expression, expressionZone).After(from, end).Where(fire => !guarded || IsWanted(fire.InZone(zone).Date) != 0));
        }

        fires.Sort();
        if (fires.SequenceEqual(wanted)) return;
        for (int i = 1; i < fires.Count; i++)
        {
            if (fires[i] == fires[i - 1]) Add(fires[i], DifferenceKind.Twice);
        }

        foreach (Instant fire in wanted.Except(fires)) Add(fire, DifferenceKind.Missing);
        foreach (Instant fire in fires.Except(wanted)) Add(fire, DifferenceKind.Extra);
    }

    private void Add(Instant at, DifferenceKind kind)
    {
        // Only found twice when both ways of looking found it; counted once as far as it is remembered.
        if (differences.ContainsKey(at)) return;
        differenceCount++;
        if (differences.Count <= 10 * CalendarProof.Listed) differences.Add(at, kind);
    }

    private readonly record struct DayComparison(long Different, long TurnedAway);
}
