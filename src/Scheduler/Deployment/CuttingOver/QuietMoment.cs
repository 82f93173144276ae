using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>How long the two sides take to see a change.</summary>
/// <param name="Before">Kept free before the switch: beat may be late with a fire that is due, by its loop interval and the load.</param>
/// <param name="After">Kept free after it: beat reads its table anew, and EventBridge Scheduler takes up a schedule within its minute.</param>
public sealed record SwitchGuard(Duration Before, Duration After)
{
    /// <summary>
    /// A minute before and two after. django-celery-beat looks at its table at least every 5 s (its default <c>beat_max_loop_interval</c>); EventBridge Scheduler is exact to a minute.
    /// An app that set a longer loop needs a longer guard.
    /// </summary>
    public static SwitchGuard Usual { get; } = new(Duration.FromMinutes(1), Duration.FromMinutes(2));

    /// <summary>Within it a running beat has looked whether its table changed: 5 s by default, and one for a slow answer.</summary>
    public Duration BeatLoop { get; init; } = Duration.FromSeconds(6);

    /// <summary>Within it EventBridge Scheduler has taken up a changed schedule; its invocations are exact to a minute.</summary>
    public Duration TakeUp { get; init; } = Duration.FromMinutes(1);

    /// <summary>The guard of an app whose beat looks at its table every so often.</summary>
    /// <remarks>After the row was silenced beat is told twice, a loop apart, and EventBridge then has its minute; what is over is for the calls themselves.</remarks>
    public static SwitchGuard Of(Duration beatInterval)
    {
        var loop = beatInterval + Duration.FromSeconds(1);
        return new SwitchGuard(Duration.Max(Usual.Before, loop), Usual.TakeUp + (2 * loop) + Duration.FromSeconds(48)) { BeatLoop = loop };
    }

    /// <summary>What must be free when the schedule is enabled: what was due just now must not be made up, and what is due soon must be seen.</summary>
    public SwitchGuard ToStart() => this with { After = TakeUp };

    /// <summary>A little wider, so that a moment that was found is still quiet when its turn comes.</summary>
    public SwitchGuard Padded() => this with { After = After + Duration.FromSeconds(10) };
}

/// <summary>Moments at which neither Celery nor EventBridge fires for a while.</summary>
public static class QuietMoment
{
    /// <summary>The first moment, not before <paramref name="from"/>, around which no calendar fires.</summary>
    /// <param name="calendars">Fires of the row and of the schedules that take its place.</param>
    /// <param name="from">Now.</param>
    /// <param name="guard">What must be free around the moment.</param>
    /// <param name="until">Where the search ends.</param>
    /// <returns>Null when fires are too close together to switch between two of them.</returns>
    public static Instant? Find(IReadOnlyList<IFireTimes> calendars, Instant from, SwitchGuard guard, Instant until)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        ArgumentNullException.ThrowIfNull(guard);
        var moment = from;
        while (moment <= until)
        {
            // A fire on either edge counts: calendars give what is strictly after, so the first edge is a tick earlier.
            if (FirstFire(calendars, moment - guard.Before - Duration.Epsilon) is not { } fire || fire > moment + guard.After) return moment;
            moment = fire + guard.Before + Duration.Epsilon;
        }

        return null;
    }

    /// <summary>The middle between the next two fires: the best moment where none is quiet.</summary>
    public static Instant BetweenTwo(IReadOnlyList<IFireTimes> calendars, Instant from)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        if (FirstFire(calendars, from) is not { } first) return from;
        return FirstFire(calendars, first) is { } second ? first + ((second - first) / 2) : first + Duration.Epsilon;
    }

    /// <summary>Fires after the row was silenced and up to the moment at which the schedule was found enabled: runs that nobody made.</summary>
    /// <remarks>Empty when the switch went as meant. After a switch that was interrupted in the middle these are to be run by hand.</remarks>
    public static IReadOnlyList<Instant> MissedFires(IFireTimes row, Instant silencedAt, Instant enabledAt) => [.. row.After(silencedAt, enabledAt)];

    private static Instant? FirstFire(IReadOnlyList<IFireTimes> calendars, Instant after)
    {
        Instant? first = null;
        foreach (var calendar in calendars)
            if (calendar.Next(after) is { } next && (first is null || next < first)) first = next;
        return first;
    }
}
