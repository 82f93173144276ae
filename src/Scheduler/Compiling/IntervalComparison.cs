using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Calendars.EventBridge;
using NodaTime;

namespace CostTool.Scheduler.Compiling;

/// <summary>Finds where Celery's own loop of an interval leaves the compiled calendar.</summary>
/// <remarks>
/// Between two offset changes both fire every period, so they agree there for ever or never: one look tells, and the rest is counted.
/// Around a change Celery is stepped fire by fire, and its phase carried on.
/// </remarks>
internal sealed class IntervalComparison(CeleryInterval celery, IFireTimes compiled, DateTimeZone zone)
{
    private readonly Duration period = Duration.FromTimeSpan(celery.ObservedPeriod);
    private readonly List<DifferingInstant> found = [];
    private long count;

    /// <summary>The differences from a fire that both share up to an instant.</summary>
    public CeleryDifferences Of(Instant first, Instant until)
    {
        Instant at = first;
        foreach (OffsetChange change in OffsetChange.Between(zone, first, until))
        {
            at = Pass(at, change.Around.Start);
            Instant before = at;
            HashSet<Instant> fires = [];
            while (at < change.Around.End && celery.Next(at) is { } next) fires.Add(at = next);
            string cause = change.Shift > Duration.Zero ? "dst-gap" : "dst-overlap";
            HashSet<Instant> wanted = [.. compiled.After(before, at)];
            foreach (Instant extra in fires.Where(fire => !wanted.Contains(fire))) Add(extra, DifferenceKind.Extra, cause);
            foreach (Instant missing in wanted.Where(fire => !fires.Contains(fire))) Add(missing, DifferenceKind.Missing, cause);
        }

        Pass(at, until);
        return new CeleryDifferences(count, [.. found.OrderBy(difference => difference.At).Take(CalendarProof.Listed)], until);
    }

    /// <summary>Celery's last fire not after an instant, no offset change lying between.</summary>
    private Instant Pass(Instant at, Instant to)
    {
        long periods = to > at ? RateFireTimes.WholePeriods(to - at, period) : 0;
        if (periods == 0) return at;
        if (compiled.Next(at - Duration.Epsilon) != at)
        {
            long listed = Math.Min(periods, CalendarProof.Listed);
            for (int i = 1; i <= listed; i++) Add(at + (period * i), DifferenceKind.Extra, "phase");
            foreach (Instant missing in compiled.After(at, (int)listed)) Add(missing, DifferenceKind.Missing, "phase");
            count += 2 * (periods - listed);
        }

        return at + (period * periods);
    }

    private void Add(Instant at, DifferenceKind kind, string cause)
    {
        count++;
        // All of them are kept until they are put in order; there are a few hundred a change at most.
        found.Add(new DifferingInstant(at, kind, cause));
    }
}
