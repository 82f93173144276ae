using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>How the switch of an entry ended.</summary>
public enum SwitchEnd
{
    /// <summary>The other side runs it, and this one does not.</summary>
    Switched,

    /// <summary>It was so before.</summary>
    AlreadyThere,

    /// <summary>Only its owner can do what is left; the reason says what.</summary>
    LeftToOwner,

    /// <summary>It was left as it was; the reason says why.</summary>
    Refused,

    /// <summary>Something failed; the reason says what, and which side runs it.</summary>
    Failed,

    /// <summary>The switch was stopped before its turn.</summary>
    Stopped,
}

/// <summary>A fire that nobody made.</summary>
/// <param name="At">When it was due.</param>
/// <param name="Certain">False where EventBridge may have seen in time that its schedule is enabled.</param>
public sealed record MissedFire(Instant At, bool Certain);

/// <summary>How the switch of an entry ended.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="End">How.</param>
/// <param name="Reason">For people; null where nothing is to be said.</param>
/// <param name="Missed">Fires that nobody made; empty when all went as meant.</param>
public sealed record SwitchOutcome(SwitchedEntry Entry, SwitchEnd End, string? Reason, IReadOnlyList<MissedFire> Missed);

/// <summary>How a switch goes about it.</summary>
public sealed record SwitchOptions
{
    /// <summary>What must be free around a switch.</summary>
    public SwitchGuard Guard { get; init; } = SwitchGuard.Usual;

    /// <summary>Entries without a quiet moment are switched between two fires, and what may be missed is told.</summary>
    public bool AllowGap { get; init; }

    /// <summary>Release of Celery whose rules the rows follow.</summary>
    public CeleryVersion Version { get; init; } = CeleryVersion.Newest;

    /// <summary>A quiet moment is looked for so far ahead. A week holds every pattern of days but those of months.</summary>
    public Duration Horizon { get; init; } = Duration.FromDays(8);

    /// <summary>Entries that are acted on at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Times that an entry is tried when what stops it may pass: with waits of 5 s that double up to a minute these are 17 minutes.</summary>
    public int Attempts { get; init; } = 20;
}
