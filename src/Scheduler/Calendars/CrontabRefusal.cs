namespace CostTool.Scheduler.Calendars;

/// <summary>One of the five arguments of <c>crontab(...)</c>.</summary>
public enum CrontabFieldName
{
    /// <summary><c>minute</c>.</summary>
    Minute,

    /// <summary><c>hour</c>.</summary>
    Hour,

    /// <summary><c>day_of_week</c>.</summary>
    DayOfWeek,

    /// <summary><c>day_of_month</c>.</summary>
    DayOfMonth,

    /// <summary><c>month_of_year</c>.</summary>
    MonthOfYear,
}

/// <summary>When Celery notices that a field is wrong.</summary>
public enum CrontabStage
{
    /// <summary>When the schedule is built: the application does not start, or the database row is never loaded.</summary>
    Construct,

    /// <summary>When the next run is worked out: the whole beat process dies.</summary>
    Estimate,
}

/// <summary>Why Celery refuses a crontab.</summary>
/// <param name="Field">The field at fault.</param>
/// <param name="ErrorClass">Name of the exception that Celery raises, such as <c>ValueError</c>.</param>
/// <param name="Message">The exception's text.</param>
/// <param name="Stage">When it is raised.</param>
public sealed record CrontabRefusal(CrontabFieldName Field, string ErrorClass, string Message, CrontabStage Stage)
{
    /// <summary>The field as Celery spells its argument, such as <c>day_of_week</c>.</summary>
    public string Argument => Field switch
    {
        CrontabFieldName.Minute => "minute",
        CrontabFieldName.Hour => "hour",
        CrontabFieldName.DayOfWeek => "day_of_week",
        CrontabFieldName.DayOfMonth => "day_of_month",
        _ => "month_of_year",
    };
}
