using CostTool.Scheduler.Calendars.EventBridge;

namespace CostTool.Scheduler.Compiling;

/// <summary>What a crontab means: five sets that must all hold the local time.</summary>
/// <param name="Minutes">Bit n for minute n.</param>
/// <param name="Hours">Bit n for hour n.</param>
/// <param name="DaysOfWeek">Bit 0 for Sunday to bit 6 for Saturday.</param>
/// <param name="DaysOfMonth">Bit n for day n, 1 to 31.</param>
/// <param name="Months">Bit n for month n, 1 to 12.</param>
public readonly record struct CronSets(ulong Minutes, uint Hours, uint DaysOfWeek, uint DaysOfMonth, uint Months)
{
    /// <summary>Every month.</summary>
    public const uint EveryMonth = 0x1FFE;

    /// <summary>Every day at one time.</summary>
    public static CronSets Daily(int hour, int minute) =>
        new(1UL << minute, 1u << hour, DayRule.OfWeek.EveryWeekday, DayRule.OfMonth.EveryDay, EveryMonth);

    /// <summary>Every day of every month.</summary>
    public bool IsEveryDay => DaysOfWeek == DayRule.OfWeek.EveryWeekday && DaysOfMonth == DayRule.OfMonth.EveryDay && Months == EveryMonth;

    /// <summary>Days of a month that fire, bit n for day n: the day of the month and the day of the week must both agree.</summary>
    internal uint DaysIn(int month, MonthShape shape) =>
        ((Months >> month) & 1) == 0 ? 0 : DaysOfMonth & shape.DaysOn(DaysOfWeek);
}
