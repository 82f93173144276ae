using CostTool.Scheduler.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Finds where Celery's own loop differs from the times that the crontab's owner meant.</summary>
/// <remarks>
/// Celery only differs where the clocks move, and there from its last fire before on; releases that take the evening for the next day
/// (<see cref="CeleryRules.TakesEveningForNextDay"/>) differ anywhere, so with them the whole span is enumerated, up to <see cref="MostFires"/> fires.
/// </remarks>
internal static class CeleryComparison
{
    private const int MostFires = 20_000;
    private static readonly Duration[] LooksBack = [Duration.FromHours(3), Duration.FromDays(2), Duration.FromDays(40), Duration.FromDays(400)];

    /// <summary>The differences after one instant and up to another.</summary>
    public static CeleryDifferences Of(CeleryCrontab crontab, DateTimeZone zone, CeleryVersion version, Instant from, Instant until)
    {
        var celery = new CeleryCalendar(crontab, zone, version);
        var intended = new WallClockCalendar(crontab, zone);
        bool anywhere = CeleryRules.Of(version).TakesEveningForNextDay && !crontab.DatesAreStars;
        var changes = OffsetChange.Between(zone, from, until).ToArray();
        List<DifferingInstant> found = [];
        if (anywhere && changes.Select(change => zone.GetUtcOffset(change.At)).Append(zone.GetUtcOffset(from)).Any(offset => offset < Offset.Zero))
        {
            Instant[] fires = [.. intended.After(from, MostFires).TakeWhile(fire => fire <= until)];
            Instant end = fires.Length == MostFires ? fires[^1] : until;
            Compare(celery.After(from, end), fires, from, fire => CauseOf(fire, changes), found);
            return new CeleryDifferences(found.Count, [.. found.Take(CalendarProof.Listed)], end);
        }

        foreach (OffsetChange change in changes)
        {
            Instant start = LastFireBefore(intended, change.Around.Start, from);
            Compare(celery.After(start, change.Around.End), intended.After(start, change.Around.End), start, _ => CauseOf(change), found);
        }

        return new CeleryDifferences(found.Count, [.. found.Take(CalendarProof.Listed)], until);
    }

    private static Instant LastFireBefore(WallClockCalendar intended, Instant at, Instant from)
    {
        foreach (Duration back in LooksBack)
        {
            if (at - back <= from) break;
            Instant last = intended.After(at - back, at).LastOrDefault();
            if (last != default) return last;
        }

        return from;
    }

    private static void Compare(IEnumerable<Instant> celery, IEnumerable<Instant> intended, Instant after, Func<Instant, string> cause, List<DifferingInstant> found)
    {
        HashSet<Instant> inCelery = [.. celery];
        HashSet<Instant> inIntended = [.. intended];
        found.AddRange(inCelery.Where(fire => !inIntended.Contains(fire)).Select(fire => new DifferingInstant(fire, DifferenceKind.Extra, cause(fire)))
            .Concat(inIntended.Where(fire => !inCelery.Contains(fire)).Select(fire => new DifferingInstant(fire, DifferenceKind.Missing, cause(fire))))
            .Where(difference => difference.At > after)
            .OrderBy(difference => difference.At));
    }

    private static string CauseOf(Instant fire, OffsetChange[] changes) =>
        changes.Where(change => change.Around.Contains(fire)).Select(CauseOf).FirstOrDefault("west-evening-skip");

    private static string CauseOf(OffsetChange change) => change.Shift > Duration.Zero ? "dst-gap" : "dst-overlap";
}
