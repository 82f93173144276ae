using NodaTime;

namespace CostTool.Scheduler.Calendars;

/// <summary>A calendar of instants at which something fires.</summary>
public interface IFireTimes
{
    /// <summary>The first fire strictly after an instant; null when there is none within the calendar's horizon.</summary>
    /// <param name="after">The instant, itself left out.</param>
    Instant? Next(Instant after);
}

/// <summary>Runs of fires of a calendar.</summary>
public static class FireTimes
{
    extension(IFireTimes calendar)
    {
        /// <summary>The first fires strictly after an instant, at most <paramref name="count"/>.</summary>
        public IEnumerable<Instant> After(Instant start, int count)
        {
            Instant at = start;
            for (int i = 0; i < count && calendar.Next(at) is { } next; i++)
            {
                yield return next;
                at = next;
            }
        }

        /// <summary>Every fire strictly after <paramref name="start"/> and not after <paramref name="until"/>.</summary>
        public IEnumerable<Instant> After(Instant start, Instant until)
        {
            Instant at = start;
            while (calendar.Next(at) is { } next && next <= until)
            {
                yield return next;
                at = next;
            }
        }
    }
}
