using System.Globalization;

namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>Which days of a month fire: the one of the two day fields that is not <c>?</c>.</summary>
public abstract record DayRule
{
    private DayRule()
    {
    }

    /// <summary>Days of the month, bit n for day n, for a month of a length whose first day falls on a weekday (Sunday is 0).</summary>
    internal abstract uint DaysIn(MonthShape month);

    /// <summary>The day-of-month field and the day-of-week field.</summary>
    internal abstract (string DayOfMonth, string DayOfWeek) Print();

    /// <summary>By day of the month; the day of the week is <c>?</c>.</summary>
    /// <param name="Days">Bit n for day n, 1 to 31.</param>
    /// <param name="NearestWorkdays">Days marked <c>W</c>: the weekday nearest to them.</param>
    /// <param name="LastDay"><c>L</c>.</param>
    /// <param name="LastWorkday"><c>LW</c>.</param>
    public sealed record OfMonth(uint Days, uint NearestWorkdays = 0, bool LastDay = false, bool LastWorkday = false) : DayRule
    {
        /// <summary>Every day.</summary>
        public const uint EveryDay = 0xFFFF_FFFE;

        internal override uint DaysIn(MonthShape month)
        {
            uint days = Days & month.AllDays;
            for (int day = 1; day <= 31 && NearestWorkdays >> day != 0; day++)
            {
                if (((NearestWorkdays >> day) & 1) != 0) days |= month.NearestWorkday(day);
            }

            if (LastDay) days |= 1u << month.Length;
            if (LastWorkday) days |= month.NearestWorkday(month.Length);
            return days;
        }

        internal override (string DayOfMonth, string DayOfWeek) Print()
        {
            List<string> items = Days == 0 ? [] : [FieldText.Of(Days, CronField.DayOfMonth)];
            for (int day = 1; day <= 31; day++)
            {
                if (((NearestWorkdays >> day) & 1) != 0) items.Add(string.Create(CultureInfo.InvariantCulture, $"{day}W"));
            }

            if (LastDay) items.Add("L");
            if (LastWorkday) items.Add("LW");
            return (string.Join(',', items), "?");
        }
    }

    /// <summary>By day of the week; the day of the month is <c>?</c>.</summary>
    /// <param name="Weekdays">Bit 0 for Sunday to bit 6 for Saturday.</param>
    /// <param name="LastOf">Weekdays marked <c>L</c>: their last one in the month.</param>
    /// <param name="Nth">The one <c>#</c>: a weekday (Sunday is 0) and which one of the month, 1 to 5.</param>
    public sealed record OfWeek(uint Weekdays, uint LastOf = 0, (int Weekday, int Ordinal)? Nth = null) : DayRule
    {
        /// <summary>Every weekday.</summary>
        public const uint EveryWeekday = 0x7F;

        internal override uint DaysIn(MonthShape month)
        {
            uint days = month.DaysOn(Weekdays);
            for (int weekday = 0; weekday < 7; weekday++)
            {
                if (((LastOf >> weekday) & 1) != 0) days |= month.Last(weekday);
            }

            return Nth is { } nth ? days | month.Nth(nth.Weekday, nth.Ordinal) : days;
        }

        /// <remarks>Lists are printed by name. <c>#</c> and <c>L</c> keep the number, Sunday is 1: it is the only form that AWS documents for them.</remarks>
        internal override (string DayOfMonth, string DayOfWeek) Print()
        {
            List<string> items = Weekdays == 0 ? [] : [FieldText.Of(Weekdays << 1, CronField.DayOfWeek)];
            for (int weekday = 0; weekday < 7; weekday++)
            {
                if (((LastOf >> weekday) & 1) != 0) items.Add(string.Create(CultureInfo.InvariantCulture, $"{weekday + 1}L"));
            }

            if (Nth is { } nth) items.Add(string.Create(CultureInfo.InvariantCulture, $"{nth.Weekday + 1}#{nth.Ordinal}"));
            return ("?", string.Join(',', items));
        }
    }
}
