namespace CostTool.Scheduler.Dispatching.Learning;

/// <summary>Messages of a pool that were seen waiting at one moment and wait still, as far as can be told.</summary>
/// <param name="Since">When they were seen first.</param>
/// <param name="Count">How many of them wait still.</param>
public sealed record WaitingCohort(DateTimeOffset Since, long Count);

/// <summary>How long messages of a pool have been waiting. No broker tells, so it is followed from the counts, as queues are first in, first out. A value: observing gives a new one.</summary>
/// <remarks>
/// Each reading is a cohort: all that waited then. Of each older cohort as many are gone as were taken since, at least as far as the backlog fell and about as many as busy places had time
/// for. Cohorts are thinned to <see cref="Most"/>, the oldest and the newest always kept. Priorities and countdowns break the order; the estimate is then off, and a deadline holds on the whole.
/// </remarks>
public sealed record WaitingMessages
{
    /// <summary>Cohorts that are kept.</summary>
    public const int Most = 32;

    /// <summary>Cohorts that wait still, oldest first; the last is the last reading.</summary>
    public IReadOnlyList<WaitingCohort> Cohorts { get; init; } = [];

    /// <summary>Since when the oldest message waits at most; null where none does.</summary>
    public DateTimeOffset? OldestSince => Cohorts.Count == 0 ? null : Cohorts[0].Since;

    /// <summary>With a reading.</summary>
    /// <param name="now">When it was made.</param>
    /// <param name="ready">Messages that wait.</param>
    /// <param name="takenSince">Messages that workers have probably taken since the last reading.</param>
    public WaitingMessages With(DateTimeOffset now, long ready, double takenSince)
    {
        if (ready <= 0) return Cohorts.Count == 0 ? this : new();
        var fallen = Cohorts.Count > 0 ? Math.Max(0, Cohorts[^1].Count - ready) : 0;
        var taken = (long)Math.Min(long.MaxValue / 2, Math.Max(fallen, Math.Max(0, takenSince)));
        List<WaitingCohort> left = [];
        foreach (var cohort in Cohorts)
        {
            var count = Math.Min(cohort.Count - taken, ready);
            if (count > 0) left.Add(cohort with { Count = count });
        }

        if (left.Count == 0 || now > left[^1].Since) left.Add(new WaitingCohort(now, ready));
        return new WaitingMessages { Cohorts = left.Count <= Most ? left : Thinned(left) };
    }

    // Every other one of the older half goes: the past is kept coarsely, the present finely.
    private static List<WaitingCohort> Thinned(List<WaitingCohort> cohorts) =>
        [.. cohorts.Where((_, index) => index == 0 || index >= cohorts.Count / 2 || index % 2 == 0)];
}
