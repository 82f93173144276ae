namespace CostTool.Scheduler.Calendars.EventBridge;

/// <summary>What a field of a cron expression may hold.</summary>
/// <param name="Name">As it is called in messages.</param>
/// <param name="First">Smallest value.</param>
/// <param name="Last">Largest value.</param>
/// <param name="Names">Names of the values from <paramref name="First"/> on; empty where there are none.</param>
/// <param name="Steps">Whether <c>/</c> is allowed.</param>
internal sealed record CronField(string Name, int First, int Last, IReadOnlyList<string> Names, bool Steps)
{
    /// <summary>0 to 59.</summary>
    public static CronField Minutes { get; } = new("minutes", 0, 59, [], Steps: true);

    /// <summary>0 to 23.</summary>
    public static CronField Hours { get; } = new("hours", 0, 23, [], Steps: true);

    /// <summary>1 to 31.</summary>
    public static CronField DayOfMonth { get; } = new("day-of-month", 1, 31, [], Steps: true);

    /// <summary>1 to 12 or JAN to DEC.</summary>
    public static CronField Month { get; } = new("month", 1, 12,
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], Steps: true);

    /// <summary>1 to 7 or SUN to SAT. AWS does not list <c>/</c> among its wildcards.</summary>
    public static CronField DayOfWeek { get; } = new("day-of-week", 1, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], Steps: false);

    /// <summary>1970 to 2199.</summary>
    public static CronField Year { get; } = new("year", 1970, 2199, [], Steps: true);

    /// <summary>Such as <c>1 to 12 or JAN to DEC</c>.</summary>
    public string Range => Names.Count == 0 ? $"{First} to {Last}" : $"{First} to {Last} or {Names[0]} to {Names[^1]}";
}
