namespace CostTool.Scheduler.Accounts;

/// <summary>A schedule as it was last read or made.</summary>
/// <param name="LastModified">When the service last changed it; null where it was made and not listed yet.</param>
/// <param name="Listed">What the list said of it beside its date.</param>
/// <param name="PropertiesJson">Its properties.</param>
public sealed record RememberedSchedule(DateTimeOffset? LastModified, string Listed, string PropertiesJson);

/// <summary>What is known of schedules from earlier, by ARN, so that a thousand that did not change are compared by ten pages of a list and not by a thousand calls.</summary>
/// <remarks>
/// The service lists when it last changed each schedule, and what is remembered counts only for that very instant; losing it costs time and nothing else.
/// Members are called by several tasks at once.
/// </remarks>
public interface IScheduleMemory
{
    /// <summary>What is remembered; null for nothing.</summary>
    RememberedSchedule? Get(string arn);

    /// <summary>Remembers.</summary>
    void Put(string arn, RememberedSchedule schedule);

    /// <summary>Forgets.</summary>
    void Forget(string arn);
}

/// <summary>Remembers nothing: every schedule is read.</summary>
public sealed class NoScheduleMemory : IScheduleMemory
{
    /// <inheritdoc />
    public RememberedSchedule? Get(string arn) => null;

    /// <inheritdoc />
    public void Put(string arn, RememberedSchedule schedule)
    {
    }

    /// <inheritdoc />
    public void Forget(string arn)
    {
    }
}
