using System.Numerics;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>A <c>cron(...)</c> expression as five sets: equal when they fire at the same local times by the same kind of rule.</summary>
public sealed class EventBridgeCron : IEquatable<EventBridgeCron>
{
    private readonly uint[] days = new uint[MonthShape.Count];
    private readonly int firstMinute;
    private readonly int firstHour;

    /// <summary>A cron expression; each set must hold at least one value.</summary>
    /// <param name="minutes">Bit n for minute n.</param>
    /// <param name="hours">Bit n for hour n.</param>
    /// <param name="dayRule">Days of the month or of the week.</param>
    /// <param name="months">Bit n for month n.</param>
    /// <param name="years">Years.</param>
    public EventBridgeCron(ulong minutes, uint hours, DayRule dayRule, uint months, YearSet years)
    {
        (Minutes, Hours, Days, Months, Years) = (minutes, hours, dayRule, months, years);
        (firstMinute, firstHour) = (BitOperations.TrailingZeroCount(minutes), BitOperations.TrailingZeroCount(hours));
        for (int i = 0; i < days.Length; i++) days[i] = dayRule.DaysIn(MonthShape.At(i));
    }

    /// <summary>Bit n for minute n.</summary>
    public ulong Minutes { get; }

    /// <summary>Bit n for hour n.</summary>
    public uint Hours { get; }

    /// <summary>Days of the month or of the week.</summary>
    public DayRule Days { get; }

    /// <summary>Bit n for month n, 1 to 12.</summary>
    public uint Months { get; }

    /// <summary>Years.</summary>
    public YearSet Years { get; }

    /// <inheritdoc />
    public bool Equals(EventBridgeCron? other) =>
        other is not null && Minutes == other.Minutes && Hours == other.Hours && Months == other.Months && Years == other.Years && Days == other.Days;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EventBridgeCron);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Minutes, Hours, Months, Years, Days);

    /// <summary>The expression in canonical form, such as <c>cron(0 9 ? * MON-FRI *)</c>.</summary>
    public override string ToString()
    {
        (string dayOfMonth, string dayOfWeek) = Days.Print();
        return $"cron({FieldText.Of(Minutes, CronField.Minutes)} {FieldText.Of(Hours, CronField.Hours)} {dayOfMonth} {FieldText.Of(Months, CronField.Month)} {dayOfWeek} {Years})";
    }

    /// <summary>Days of a month that fire, bit n for day n.</summary>
    internal uint DaysIn(int year, int month) =>
        ((Months >> month) & 1) != 0 && Years.Contains(year) ? days[MonthShape.Of(year, month).Index] : 0;

    /// <summary>The first matching local minute (counted from 1970-01-01T00:00) not before one; -1 when there is none.</summary>
    internal long FirstFrom(long localMinute)
    {
        const int MinutesPerDay = 24 * 60;
        const int UnixDayNumber = 719_162; // 1970-01-01 in DateOnly's count
        if (localMinute < 0) localMinute = 0;
        long dayNumber = localMinute / MinutesPerDay;
        if (dayNumber + UnixDayNumber > DateOnly.MaxValue.DayNumber) return -1;
        int minuteOfDay = (int)(localMinute - (dayNumber * MinutesPerDay));
        (int year, int month, int day) = DateOnly.FromDayNumber((int)dayNumber + UnixDayNumber);
        uint left = DaysIn(year, month) & (uint.MaxValue << day);
        if (((left >> day) & 1) != 0)
        {
            int time = TimeFrom(minuteOfDay);
            if (time >= 0) return (dayNumber * MinutesPerDay) + time;
            left &= left - 1;
        }

        while (left == 0)
        {
            uint laterMonths = Months & (uint.MaxValue << (month + 1));
            bool sameYear = laterMonths != 0 && Years.Contains(year);
            if (!sameYear) year = Years.FirstFrom(year + 1);
            if (year == 0) return -1;
            month = BitOperations.TrailingZeroCount(sameYear ? laterMonths : Months);
            left = DaysIn(year, month);
        }

        int first = BitOperations.TrailingZeroCount(left);
        return ((new DateOnly(year, month, first).DayNumber - UnixDayNumber) * (long)MinutesPerDay) + (firstHour * 60) + firstMinute;
    }

    private int TimeFrom(int minuteOfDay)
    {
        (int hour, int minute) = Math.DivRem(minuteOfDay, 60);
        if (((Hours >> hour) & 1) != 0 && Minutes >> minute is not 0 and var laterMinutes)
            return minuteOfDay + BitOperations.TrailingZeroCount(laterMinutes);
        uint laterHours = Hours & (uint.MaxValue << (hour + 1));
        return laterHours == 0 ? -1 : (BitOperations.TrailingZeroCount(laterHours) * 60) + firstMinute;
    }
}
