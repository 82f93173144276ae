using CostTool.Scheduler.Calendars.EventBridge;

namespace CostTool.Scheduler.Compiling;

/// <summary>Moves a crontab of a zone with a fixed offset to UTC, for rules of an event bus, which know nothing else.</summary>
internal static class UtcShift
{
    private const int MinutesPerDay = 24 * 60;

    /// <summary>Crontabs that share no time and together are the same instants in UTC; null when a date would have to move across the end of a month.</summary>
    public static IReadOnlyList<CronSets>? ToUtc(CronSets sets, int offsetMinutes)
    {
        Dictionary<(int DayShift, int Hour), ulong> times = [];
        for (int minuteOfDay = 0; minuteOfDay < MinutesPerDay; minuteOfDay++)
        {
            (int hour, int minute) = Math.DivRem(minuteOfDay, 60);
            if (((sets.Hours >> hour) & 1) == 0 || ((sets.Minutes >> minute) & 1) == 0) continue;
            int utc = minuteOfDay - offsetMinutes;
            int shift = utc < 0 ? -1 : utc >= MinutesPerDay ? 1 : 0;
            int inDay = utc - (shift * MinutesPerDay);
            times[(shift, inDay / 60)] = times.GetValueOrDefault((shift, inDay / 60)) | (1UL << (inDay % 60));
        }

        bool everyDate = sets.DaysOfMonth == DayRule.OfMonth.EveryDay && sets.Months == CronSets.EveryMonth;
        if (!everyDate && times.Keys.Any(time => time.DayShift != 0)) return null;
        return
        [
            .. times.GroupBy(time => (time.Key.DayShift, Minutes: time.Value))
                .OrderBy(group => group.Key.DayShift).ThenBy(group => group.Key.Minutes)
                .Select(group => sets with
                {
                    Minutes = group.Key.Minutes,
                    Hours = group.Aggregate(0u, (hours, time) => hours | (1u << time.Key.Hour)),
                    DaysOfWeek = Rotated(sets.DaysOfWeek, group.Key.DayShift),
                }),
        ];
    }

    private static uint Rotated(uint weekdays, int days) => days switch
    {
        0 => weekdays,
        > 0 => ((weekdays << 1) | (weekdays >> 6)) & DayRule.OfWeek.EveryWeekday,
        _ => ((weekdays >> 1) | (weekdays << 6)) & DayRule.OfWeek.EveryWeekday,
    };
}
