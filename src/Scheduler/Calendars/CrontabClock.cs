using System.Numerics;

namespace CostTool.Scheduler.Calendars;

/// <summary>The wall-clock times that a crontab holds, without any zone: whole seconds that a wall clock has moved on since 1970-01-01 00:00.</summary>
internal sealed class CrontabClock(CeleryCrontab crontab)
{
    /// <summary>Stands for no time before the year 9999.</summary>
    public const long Never = long.MaxValue;

    private const int SecondsPerDay = 86_400;

    private readonly ulong minutes = crontab.Minutes;
    private readonly uint hours = crontab.Hours;
    private readonly int firstSecondOfDay =
        (BitOperations.TrailingZeroCount(crontab.Hours) * 3_600) + (BitOperations.TrailingZeroCount(crontab.Minutes) * 60);

    /// <summary>The dates.</summary>
    public CrontabDates Dates { get; } = new(crontab);

    /// <summary>The day that a wall-clock time is in, counted from 1970-01-01.</summary>
    public static int DayOf(long wall) => (int)((wall >= 0 ? wall : wall - SecondsPerDay + 1) / SecondsPerDay);

    /// <summary>The hour that a wall-clock time is in, counted from 1970-01-01 00:00.</summary>
    public static long HourOf(long wall) => (wall >= 0 ? wall : wall - 3_599) / 3_600;

    /// <summary>First second of a day.</summary>
    public static long StartOf(int day) => (long)day * SecondsPerDay;

    /// <summary>The first time of a date, or <see cref="Never"/>.</summary>
    public long FirstOf(int? date) => date is { } day ? StartOf(day) + firstSecondOfDay : Never;

    /// <summary>The first time in a later minute than that of <paramref name="wall"/>, which is on <paramref name="day"/>, if there is one left that day; else <see cref="Never"/>.</summary>
    public long LaterOn(int day, long wall)
    {
        long midnight = StartOf(day);
        uint minuteOfDay = (uint)(wall - midnight) / 60;
        int hour = (int)(minuteOfDay / 60);
        int minute = (int)(minuteOfDay % 60);
        long later = (hours >> hour & 1) != 0 && minutes >> (minute + 1) is not 0 and var rest
            ? midnight + (hour * 3_600) + ((minute + 1 + BitOperations.TrailingZeroCount(rest)) * 60)
            : InLaterHour(midnight, hour);
        // Whether the date fits is asked last: it costs most, and after a day's last fire the answer does not matter.
        return later != Never && Dates.Contains(day) ? later : Never;
    }

    /// <summary>As <see cref="LaterOn"/>, without what is left of the hour.</summary>
    public long InLaterHourOn(int day, long wall) => Dates.Contains(day) ? InLaterHour(StartOf(day), (int)((wall - StartOf(day)) / 3_600)) : Never;

    /// <summary>The first time in a later minute than that of <paramref name="wall"/>, or <see cref="Never"/>.</summary>
    public long After(long wall)
    {
        int day = DayOf(wall);
        long today = LaterOn(day, wall);
        return today != Never ? today : FirstOf(Dates.After(day));
    }

    private long InLaterHour(long midnight, int hour) => hours >> (hour + 1) is not 0 and var later
        ? midnight + firstSecondOfDay + ((hour + 1 + BitOperations.TrailingZeroCount(later) - BitOperations.TrailingZeroCount(hours)) * 3_600)
        : Never;
}
