using CostTool.Scheduler.Calendars.EventBridge;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>An expression before it has a name.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="TimeZone">Zone that it is read in.</param>
/// <param name="StartDate">No fire before; the phase of a rate.</param>
internal sealed record DraftExpression(EventBridgeExpression Expression, string TimeZone, Instant? StartDate = null);

/// <summary>What becomes of the schedule of an entry, before its names, bounds and options are added.</summary>
internal sealed record Draft(CompilationVerdict Verdict, IReadOnlyList<DraftExpression> Expressions)
{
    public CalendarProof? Proof { get; init; }

    public CeleryDifferences? CeleryDifferences { get; init; }

    public DayGuard? Guard { get; init; }

    public Refusal? Refusal { get; init; }

    public Instant? RenewBefore { get; init; }

    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>Nothing to create.</summary>
    public static Draft Refuse(string reason, string fallback) => new(CompilationVerdict.Refused, []) { Refusal = new Refusal(reason, fallback) };

    /// <summary>One fire, to the second below, in UTC: an instant needs no zone.</summary>
    public static DraftExpression Once(Instant at) => new(new EventBridgeExpression.At(Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds()).InUtc().LocalDateTime), "UTC");
}
