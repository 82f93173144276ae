using System.Numerics;
using CostTool.Scheduler.Calendars.EventBridge;

namespace CostTool.Scheduler.Compiling;

/// <summary>Days that one expression can say.</summary>
internal sealed record DayPart(DayRule Rule, uint Months, YearSet Years);

/// <summary>The days of a crontab as parts that no two share a day.</summary>
/// <param name="Parts">The parts; none when no date ever matches.</param>
/// <param name="LastYear">The last year that the parts cover; null when they hold for ever.</param>
/// <param name="NeedsGuard">The parts hold more days than wanted.</param>
internal sealed record DayPlan(IReadOnlyList<DayPart> Parts, int? LastYear, bool NeedsGuard)
{
    private static readonly uint[] Blocks = [Range(1, 7), Range(8, 14), Range(15, 21), Range(22, 28), Range(29, 31)];

    /// <summary>Finds parts for the days of a crontab.</summary>
    /// <remarks>
    /// EventBridge takes either days of the month or days of the week, Celery wants both. In order: only one of them is restricted; the days
    /// of the month are whole weeks of the month (first to fifth) or its last seven days, which <c>#</c> and <c>L</c> say, one day of the week an expression;
    /// the dates are so few that they can be listed with their years; else a superset that a guard in the task must thin out.
    /// Months of 31 and 30 days and February are planned apart, as a set of days may be a whole week in one and not in another.
    /// </remarks>
    public static DayPlan Of(CronSets sets, int firstYear, int lastYear, int mostSchedules)
    {
        List<DayPart> parts = [];
        uint unsaid = 0;
        foreach ((int length, uint months) in (ReadOnlySpan<(int, uint)>)[(31, 0b1_0101_1010_1010), (30, 0b0_1010_0101_0000), (29, 0b0_0000_0000_0100)])
        {
            uint here = sets.Months & months;
            uint days = sets.DaysOfMonth & Range(1, length);
            if (here == 0 || days == 0) continue;
            if (RulesOf(sets, days, length) is { } rules) parts.AddRange(rules.Select(rule => new DayPart(rule, here, YearSet.All)));
            else unsaid |= here;
        }

        parts = Merged(parts);
        if (unsaid == 0 && parts.Count <= mostSchedules) return new DayPlan(parts, null, NeedsGuard: false);

        var dated = Dated(sets with { Months = unsaid }, firstYear, lastYear);
        if (unsaid != 0 && parts.Count + dated.Count <= mostSchedules) return new DayPlan([.. parts, .. dated], lastYear, NeedsGuard: false);

        bool byWeek = BitOperations.PopCount(sets.DaysOfWeek) * 31 <= BitOperations.PopCount(sets.DaysOfMonth) * 7;
        DayRule superset = byWeek ? new DayRule.OfWeek(sets.DaysOfWeek) : new DayRule.OfMonth(sets.DaysOfMonth);
        return new DayPlan([new DayPart(superset, sets.Months, YearSet.All)], null, NeedsGuard: true);
    }

    /// <summary>Rules that together hold exactly the days of months of a length; null when there are none such.</summary>
    private static IReadOnlyList<DayRule>? RulesOf(CronSets sets, uint days, int length)
    {
        if (days == Range(1, length)) return [sets.DaysOfWeek == DayRule.OfWeek.EveryWeekday ? new DayRule.OfMonth(DayRule.OfMonth.EveryDay) : new DayRule.OfWeek(sets.DaysOfWeek)];
        if (sets.DaysOfWeek == DayRule.OfWeek.EveryWeekday) return [new DayRule.OfMonth(sets.DaysOfMonth)];
        int[] weekdays = [.. Enumerable.Range(0, 7).Where(weekday => ((sets.DaysOfWeek >> weekday) & 1) != 0)];
        if (OrdinalsOf(days, length) is { } ordinals) return [.. ordinals.SelectMany(ordinal => weekdays.Select(weekday => new DayRule.OfWeek(0, Nth: (weekday, ordinal))))];

        // The last seven days of February are not the same days in a leap year.
        uint last = length == 29 ? 0 : Range(length - 6, length);
        return last != 0 && (days & last) == last && OrdinalsOf(days & ~last, length) is { } before
            ? [.. before.SelectMany(ordinal => weekdays.Select(weekday => new DayRule.OfWeek(0, Nth: (weekday, ordinal)))), .. weekdays.Select(weekday => new DayRule.OfWeek(0, LastOf: 1u << weekday))]
            : null;
    }

    /// <summary>The weeks of the month (first to fifth) that make up a set of days; null when some week is there in part.</summary>
    private static List<int>? OrdinalsOf(uint days, int length)
    {
        List<int> ordinals = [];
        for (int i = 0; i < Blocks.Length; i++)
        {
            uint block = Blocks[i] & Range(1, length);
            if ((days & block) == 0) continue;
            if ((days & block) != block) return null;
            ordinals.Add(i + 1);
        }

        return ordinals;
    }

    /// <summary>The dates of some years, listed in whichever grouping takes fewer expressions: a list of days and its months, or one day and its months.</summary>
    private static List<DayPart> Dated(CronSets sets, int firstYear, int lastYear)
    {
        List<(int Year, uint Days, uint Months)> byList = [];
        List<(int Year, uint Days, uint Months)> byDay = [];
        for (int year = firstYear; year <= lastYear; year++)
        {
            var dates = Enumerable.Range(1, 12).Select(month => (Month: month, Days: sets.DaysIn(month, MonthShape.Of(year, month)))).Where(date => date.Days != 0).ToArray();
            byList.AddRange(dates.GroupBy(date => date.Days).Select(group => (year, group.Key, MonthsOf(group.Select(date => date.Month)))));
            byDay.AddRange(Enumerable.Range(1, 31).Select(day => (year, 1u << day, MonthsOf(dates.Where(date => ((date.Days >> day) & 1) != 0).Select(date => date.Month)))).Where(group => group.Item3 != 0));
        }

        var lists = AcrossYears(byList);
        var singles = AcrossYears(byDay);
        return singles.Count < lists.Count ? singles : lists;
    }

    private static List<DayPart> AcrossYears(IEnumerable<(int Year, uint Days, uint Months)> dates) =>
        [.. dates.GroupBy(date => (date.Days, date.Months)).Select(group => new DayPart(new DayRule.OfMonth(group.Key.Days), group.Key.Months, YearSet.Of(group.Select(date => date.Year))))];

    private static List<DayPart> Merged(List<DayPart> parts) =>
        [.. parts.GroupBy(part => part.Rule).Select(group => new DayPart(group.Key, group.Aggregate(0u, (months, part) => months | part.Months), YearSet.All))];

    private static uint MonthsOf(IEnumerable<int> months) => months.Aggregate(0u, (set, month) => set | (1u << month));

    private static uint Range(int first, int last) => (uint)((1UL << (last + 1)) - (1UL << first));
}
