using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Calendars.Solar;

/// <summary>One of the nine events of the sun that Celery's <c>solar</c> schedule knows.</summary>
/// <param name="Name">As Celery spells it.</param>
/// <param name="Altitude">Degrees of the sun's centre above the horizon at the event; null for noon.</param>
/// <param name="Rising">Morning rather than evening.</param>
/// <remarks>
/// Celery takes the disc's centre at −6, −12 and −18 degrees for the twilights, and its upper limb at −34' of refraction for sunrise and sunset:
/// with a mean half-diameter of 16' that is −50', or −0.833 degrees, the value of the almanacs too.
/// </remarks>
public sealed record SolarEvent(string Name, double? Altitude, bool Rising)
{
    /// <summary>The nine events, in the order of a day.</summary>
    public static IReadOnlyList<SolarEvent> All { get; } =
    [
        new("dawn_astronomical", -18, Rising: true),
        new("dawn_nautical", -12, Rising: true),
        new("dawn_civil", -6, Rising: true),
        new("sunrise", -50 / 60.0, Rising: true),
        new("solar_noon", null, Rising: true),
        new("sunset", -50 / 60.0, Rising: false),
        new("dusk_civil", -6, Rising: false),
        new("dusk_nautical", -12, Rising: false),
        new("dusk_astronomical", -18, Rising: false),
    ];

    /// <summary>The event of a name.</summary>
    /// <exception cref="ProblemException">Celery knows no such event.</exception>
    public static SolarEvent Of(string name, string where) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ProblemException(new Problem($"`{name}` is not an event of the sun", where, $"write one of {string.Join(", ", All.Select(known => known.Name))}"));
}
