using System.Numerics;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>One of the 28 months that there can be: a length (28 to 31) and the weekday of its first day.</summary>
/// <remarks>
/// Every day rule of Celery and of EventBridge depends on nothing else, so a rule is a table of 28 masks, and two rules that agree
/// on the 28 shapes agree for ever.
/// </remarks>
internal readonly record struct MonthShape(int Length, int FirstWeekday)
{
    /// <summary>Number of shapes.</summary>
    public const int Count = 28;

    /// <summary>Place in a table of 28.</summary>
    public int Index => ((Length - 28) * 7) + FirstWeekday;

    /// <summary>Days 1 to <see cref="Length"/>, bit n for day n.</summary>
    public uint AllDays => (uint)((1UL << (Length + 1)) - 2);

    /// <summary>The shape at a place of the table.</summary>
    public static MonthShape At(int index) => new(28 + (index / 7), index % 7);

    /// <summary>The shape of a month of the Gregorian calendar.</summary>
    public static MonthShape Of(int year, int month) => new(DateTime.DaysInMonth(year, month), (int)new DateOnly(year, month, 1).DayOfWeek);

    /// <summary>Sunday is 0.</summary>
    public int WeekdayOf(int day) => (FirstWeekday + day - 1) % 7;

    /// <summary>The days on a set of weekdays (bit 0 is Sunday), bit n for day n.</summary>
    public uint DaysOn(uint weekdays)
    {
        uint days = 0;
        for (int day = 1; day <= Length; day++)
        {
            if (((weekdays >> WeekdayOf(day)) & 1) != 0) days |= 1u << day;
        }

        return days;
    }

    /// <summary>The n-th such weekday, or none.</summary>
    public uint Nth(int weekday, int n)
    {
        int day = 1 + ((weekday - FirstWeekday + 7) % 7) + (7 * (n - 1));
        return day <= Length ? 1u << day : 0;
    }

    /// <summary>The last such weekday.</summary>
    public uint Last(int weekday) => 1u << (31 - BitOperations.LeadingZeroCount(DaysOn(1u << weekday)));

    /// <summary>The weekday (Monday to Friday) nearest to a day, inside the month; none where the month is too short for the day.</summary>
    public uint NearestWorkday(int day)
    {
        if (day > Length) return 0;
        int nearest = WeekdayOf(day) switch
        {
            6 => day > 1 ? day - 1 : day + 2,
            0 => day < Length ? day + 1 : day - 2,
            _ => day,
        };
        return 1u << nearest;
    }
}
