using System.Numerics;

namespace CostTool.Scheduler.Calendars;

/// <summary>Dates that a set of days of the month, a set of months and a set of weekdays all hold.</summary>
internal sealed class CrontabDates
{
    /// <summary>31 December 9998: in no zone does a later day leave the range of instants.</summary>
    private const int LastDay = 2_932_531;

    private const int LastYear = 9998;

    /// <summary>1970-01-01 counted from 0001-01-01.</summary>
    private const int DayNumberOfEpoch = 719_162;

    private static readonly byte[] MonthLengths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private readonly uint daysOfWeek;
    private readonly uint daysOfMonth;
    private readonly uint months;
    private readonly bool anyDate;

    /// <summary>For each weekday of the month's first day, the days of the month that the set of weekdays allows.</summary>
    private readonly uint[] daysByFirstWeekday = new uint[7];

    public CrontabDates(CeleryCrontab crontab)
    {
        daysOfWeek = crontab.DaysOfWeek;
        daysOfMonth = crontab.DaysOfMonth;
        months = crontab.Months;
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
            int longest = month == 2 ? 29 : MonthLengths[month];
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
            if (daysOfWeek == 0 || day >= LastDay - 7)
            {
                return null;
            }

            int weekday = Weekday(day);
            uint twoWeeks = daysOfWeek | (daysOfWeek << 7);
            return day + 1 + BitOperations.TrailingZeroCount(twoWeeks >> (weekday + 1));
        }

        (int year, int month, int dayOfMonth) = Civil(day);
        return From(year, month, dayOfMonth + 1, day - dayOfMonth + 1);
    }

    /// <summary>The first date in a later month than a day's.</summary>
    public int? AfterMonthOf(int day)
    {
        (int year, int month, int dayOfMonth) = Civil(day);
        return From(year, month, 32, day - dayOfMonth + 1);
    }

    /// <summary>The first date from a day of a month on.</summary>
    /// <param name="year">Year.</param>
    /// <param name="month">Month.</param>
    /// <param name="dayOfMonth">Day, up to 32, which stands for none left.</param>
    /// <param name="firstOfMonth">The month's first day, counted from 1970-01-01.</param>
    private int? From(int year, int month, int dayOfMonth, int firstOfMonth)
    {
        uint from = dayOfMonth > 31 ? 0 : uint.MaxValue << dayOfMonth;
        while (year <= LastYear)
        {
            int length = MonthLength(year, month);
            if ((months >> month & 1) != 0)
            {
                uint days = daysByFirstWeekday[Weekday(firstOfMonth)] & DaysUpTo(length) & from;
                if (days != 0)
                {
                    return firstOfMonth + BitOperations.TrailingZeroCount(days) - 1;
                }
            }

            from = uint.MaxValue;
            firstOfMonth += length;
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
        }

        return null;
    }

    private static int MonthLength(int year, int month) => month == 2 && DateTime.IsLeapYear(year) ? 29 : MonthLengths[month];

    private static uint DaysUpTo(int last) => (uint)((1UL << (last + 1)) - 2);

    /// <summary>1970-01-01 was a Thursday; the whole weeks that are added keep the dividend positive.</summary>
    private static int Weekday(int day) => (int)((uint)(day + 4 + (7 * 110_000)) % 7);

    private static (int Year, int Month, int Day) Civil(int day)
    {
        DateOnly.FromDayNumber(day + DayNumberOfEpoch).Deconstruct(out int year, out int month, out int dayOfMonth);
        return (year, month, dayOfMonth);
    }
}
