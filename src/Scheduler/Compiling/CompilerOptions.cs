using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>What the compiler needs to know beside the entry.</summary>
public sealed record CompilerOptions
{
    /// <summary>The instant from which the schedules are to fire; stands for now.</summary>
    public required Instant Start { get; init; }

    /// <summary>Release of Celery that runs today.</summary>
    public CeleryVersion CeleryVersion { get; init; } = CeleryVersion.Newest;

    /// <summary>Where the schedules are to be created.</summary>
    public EventBridgeService Service { get; init; } = EventBridgeService.Scheduler;

    /// <summary>Years over which the calendars are compared, and which calendars of single dates cover.</summary>
    public int ProofYears { get; init; } = 5;

    /// <summary>Most schedules that one entry may become before a guard is preferred.</summary>
    /// <remarks>A Friday the 13th takes one a year, six over five years; beyond two dozen nobody reviews the list.</remarks>
    public int MostSchedules { get; init; } = 24;

    /// <summary>Days ahead for which events of the sun are written out, at most 60.</summary>
    public int SolarDays { get; init; } = 60;
}
