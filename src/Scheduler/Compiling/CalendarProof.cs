using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>The comparison of the expressions' fire times with the intended ones.</summary>
/// <param name="From">Start of the span, itself left out.</param>
/// <param name="Until">End of the span.</param>
/// <param name="DaysCompared">Days of the calendar that were compared, whole days.</param>
/// <param name="OffsetChangesCompared">Offset changes of the zone in the span, around each of which every fire was enumerated.</param>
/// <param name="DifferenceCount">How many instants differ; those that a guard turns away are not counted.</param>
/// <param name="Differences">The first of them, at most <see cref="Listed"/>, in order.</param>
public sealed record CalendarProof(
    Instant From, Instant Until, int DaysCompared, int OffsetChangesCompared, long DifferenceCount, IReadOnlyList<DifferingInstant> Differences)
{
    /// <summary>Most differing instants that are listed.</summary>
    public const int Listed = 50;

    /// <summary>No instant differs.</summary>
    public bool Equal => DifferenceCount == 0;
}

/// <summary>An instant at which only one of two calendars fires, or one fires twice.</summary>
/// <param name="At">The instant.</param>
/// <param name="Kind">What is the matter.</param>
/// <param name="Cause">Why, such as <c>dst-gap</c>.</param>
public sealed record DifferingInstant(Instant At, DifferenceKind Kind, string Cause);

/// <summary>In which way an instant differs from the intended calendar.</summary>
public enum DifferenceKind
{
    /// <summary>Intended, but does not fire.</summary>
    Missing,

    /// <summary>Fires, but is not intended.</summary>
    Extra,

    /// <summary>Two expressions fire.</summary>
    Twice,
}

/// <summary>Where Celery's own loop differs from what was intended.</summary>
/// <param name="Count">Differing instants that were found.</param>
/// <param name="Instants">The first of them, in order: Extra where only Celery fires, Missing where it does not.</param>
/// <param name="SearchedUntil">The comparison covers the span up to here.</param>
public sealed record CeleryDifferences(long Count, IReadOnlyList<DifferingInstant> Instants, Instant SearchedUntil);
