using System.Numerics;

namespace CostTool.Scheduler.Calendars;

/// <summary>Dates that a set of days of the month, a set of months and a set of weekdays all hold.</summary>
internal sealed class CrontabDates
{
    /// <summary>31 December 9998: in no zone does a later day leave the range of instants.</summary>
    private const int LastDay = 2_932_531;

    private const int LastYear = 9998;

    private const int ALeapYear = 2000;

    /// <summary>1970-01-01 counted from 0001-01-01.</summary>
    private const int DayNumberOfEpoch = 719_162;

    private static ReadOnlySpan<short> DaysBeforeMonth => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    private readonly uint daysOfWeek;
    private readonly uint daysOfMonth;
    private readonly uint months;
    private readonly bool none;
    private readonly bool anyWeekday;
    private readonly bool anyDate;

    /// <summary>For each weekday of the month's first day, the days of the month that the set of weekdays allows.</summary>
    private readonly uint[] daysByFirstWeekday = new uint[7];

    public CrontabDates(CeleryCrontab crontab)
    {
        daysOfWeek = crontab.DaysOfWeek;
        daysOfMonth = crontab.DaysOfMonth;
        months = crontab.Months;
        none = daysOfWeek == 0 || !Exist(months, daysOfMonth);
        anyWeekday = daysOfWeek == 0x7F;
        anyDate = daysOfMonth == 0xFFFF_FFFE && months == 0x1FFE;
        for (int firstWeekday = 0; firstWeekday < 7; firstWeekday++)
        {
            for (int day = 1; day <= 31; day++)
            {
                if ((daysOfWeek >> ((firstWeekday + day - 1) % 7) & 1) != 0)
                {
                    daysByFirstWeekday[firstWeekday] |= 1U << day;
                }
            }

            daysByFirstWeekday[firstWeekday] &= daysOfMonth;
        }
    }

    /// <summary>Some month of some year has one of these days.</summary>
    public static bool Exist(uint months, uint daysOfMonth)
    {
        for (int month = 1; month <= 12; month++)
        {
            int longest = DaysBefore(ALeapYear, month + 1) - DaysBefore(ALeapYear, month);
            if ((months >> month & 1) != 0 && (daysOfMonth & DaysUpTo(longest)) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A day, counted from 1970-01-01, is one of the dates.</summary>
    public bool Contains(int day)
    {
        if ((daysOfWeek >> Weekday(day) & 1) == 0 || day > LastDay)
        {
            return false;
        }

        return anyDate || HoldsMonthAndDay(day);
    }

    /// <summary>The day's month and day of the month are in the sets, whatever the weekday.</summary>
    public bool HoldsMonthAndDay(int day)
    {
        (_, int month, int dayOfMonth) = Civil(day);
        return (months >> month & 1) != 0 && (daysOfMonth >> dayOfMonth & 1) != 0;
    }

    /// <summary>The first date after a day; null when there is none before the year 9999.</summary>
    public int? After(int day)
    {
        if (anyDate)
        {
            if (none || day >= LastDay - 7)
            {
                return null;
            }

            int weekday = Weekday(day);
            uint twoWeeks = daysOfWeek | (daysOfWeek << 7);
            return day + 1 + BitOperations.TrailingZeroCount(twoWeeks >> (weekday + 1));
        }

        (int year, int month, int dayOfMonth) = Civil(day);
        int firstOfMonth = day - dayOfMonth + 1;
        if (dayOfMonth < 31 && (months >> month & 1) != 0)
        {
            uint left = DaysOf(year, month, firstOfMonth) & (uint.MaxValue << (dayOfMonth + 1));
            if (left != 0)
            {
                return firstOfMonth + BitOperations.TrailingZeroCount(left) - 1;
            }
        }

        return AfterMonth(year, month, firstOfMonth);
    }

    /// <summary>The first date in a later month than a day's.</summary>
    public int? AfterMonthOf(int day)
    {
        (int year, int month, int dayOfMonth) = Civil(day);
        return AfterMonth(year, month, day - dayOfMonth + 1);
    }

    private int? AfterMonth(int year, int month, int firstOfMonth)
    {
        if (none)
        {
            return null;
        }

        int newYear = firstOfMonth - DaysBefore(year, month);
        while (true)
        {
            uint later = months >> (month + 1);
            if (later != 0)
            {
                month += 1 + BitOperations.TrailingZeroCount(later);
            }
            else
            {
                newYear += DaysBefore(year, 13);
                year++;
                month = BitOperations.TrailingZeroCount(months);
                if (year > LastYear)
                {
                    return null;
                }
            }

            firstOfMonth = newYear + DaysBefore(year, month);
            uint days = DaysOf(year, month, firstOfMonth);
            if (days != 0)
            {
                return firstOfMonth + BitOperations.TrailingZeroCount(days) - 1;
            }
        }
    }

    /// <summary>The dates of a month, bit n for day n.</summary>
    private uint DaysOf(int year, int month, int firstOfMonth)
    {
        int length = DaysBefore(year, month + 1) - DaysBefore(year, month);
        return DaysUpTo(length) & (anyWeekday ? daysOfMonth : daysByFirstWeekday[Weekday(firstOfMonth)]);
    }

    private static uint DaysUpTo(int last) => (uint)((1UL << (last + 1)) - 2);

    /// <summary>Days of a year before a month; 13 stands for the whole year.</summary>
    private static int DaysBefore(int year, int month) => DaysBeforeMonth[month] + (month > 2 && DateTime.IsLeapYear(year) ? 1 : 0);

    /// <summary>1970-01-01 was a Thursday; the whole weeks that are added keep the dividend positive.</summary>
    private static int Weekday(int day) => (int)((uint)(day + 4 + (7 * 110_000)) % 7);

    private static (int Year, int Month, int Day) Civil(int day)
    {
        DateOnly.FromDayNumber(day + DayNumberOfEpoch).Deconstruct(out int year, out int month, out int dayOfMonth);
        return (year, month, dayOfMonth);
    }
}
