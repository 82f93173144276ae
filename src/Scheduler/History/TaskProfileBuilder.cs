namespace CostTool.Scheduler.History;

/// <summary>Folds runs into profiles, one a task name. Memory grows with the number of names, not of runs.</summary>
/// <remarks>The result depends on the order of arrivals only where they are out of order by more than 256 arrivals of a task.</remarks>
public sealed class TaskProfileBuilder
{
    private readonly Dictionary<string, Fold> folds = new(StringComparer.Ordinal);

    /// <summary>Runs without a task name: they belong to no profile.</summary>
    public long Nameless { get; private set; }

    /// <summary>Adds a run.</summary>
    public void Add(in TaskRun run)
    {
        if (run.Task is null) Nameless++;
        else Of(run.Task).Add(run);
    }

    /// <summary>Adds an attempt that was tried again; the run itself is added once, at its end.</summary>
    /// <param name="task">Name of the task; null where the source lost it, and then nothing is added.</param>
    /// <param name="runtimeSeconds">Seconds that it ran, where told.</param>
    public void AddRetriedAttempt(string? task, double? runtimeSeconds)
    {
        if (task is not null) Of(task).AddAttempt(runtimeSeconds);
    }

    /// <summary>The profiles, sorted by task name. Call it once, at the end.</summary>
    public IReadOnlyList<TaskProfile> Build() => [.. folds.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.ToProfile(pair.Key))];

    private Fold Of(string task)
    {
        if (!folds.TryGetValue(task, out var fold)) folds[task] = fold = new Fold();
        return fold;
    }

    private sealed class Fold
    {
        private readonly long[] outcomes = new long[Enum.GetValues<TaskOutcome>().Length];
        private readonly long[] hours = new long[TaskProfile.HoursOfWeek];
        private readonly ArrivalGaps gaps = new();
        private readonly DurationSketch runtime = new();
        private readonly DurationSketch wait = new();
        private readonly Dictionary<string, long> queues = new(StringComparer.Ordinal);
        private DateTimeOffset? firstArrival;
        private DateTimeOffset? lastArrival;
        private long runs;
        private long retries;
        private long withoutRuntime;
        private long withoutWait;
        private long delayed;
        private long withoutArrival;

        public void Add(in TaskRun run)
        {
            runs++;
            outcomes[(int)run.Outcome]++;
            retries += run.Retries;
            if (run.Queue is { } queue) queues[queue] = queues.GetValueOrDefault(queue) + 1;
            if (run.Attempted) AddAttempt(run.RuntimeSeconds);
            AddArrival(run.Arrived);
            if (run.Delayed) delayed++;
            else if (run.WaitSeconds is >= 0 and var seconds) wait.Add(seconds);
            else withoutWait++;
        }

        // Clocks of two machines may make a span negative: that is as good as unknown.
        public void AddAttempt(double? seconds)
        {
            if (seconds is >= 0 and < double.PositiveInfinity) runtime.Add(seconds.Value);
            else withoutRuntime++;
        }

        public TaskProfile ToProfile(string task)
        {
            gaps.Flush();
            return new TaskProfile
            {
                Task = task,
                Runs = runs,
                Succeeded = outcomes[(int)TaskOutcome.Succeeded],
                Failed = outcomes[(int)TaskOutcome.Failed],
                Revoked = outcomes[(int)TaskOutcome.Revoked],
                Rejected = outcomes[(int)TaskOutcome.Rejected],
                Ignored = outcomes[(int)TaskOutcome.Ignored],
                Unfinished = outcomes[(int)TaskOutcome.Unfinished],
                Retries = retries,
                FirstArrival = firstArrival,
                LastArrival = lastArrival,
                ArrivalsByHourOfWeek = [.. hours],
                BetweenArrivals = gaps.Gaps,
                Runtime = runtime,
                QueueWait = wait,
                Queues = new SortedDictionary<string, long>(queues, StringComparer.Ordinal),
                AttemptsWithoutRuntime = withoutRuntime,
                RunsWithoutWait = withoutWait,
                DelayedRuns = delayed,
                RunsWithoutArrival = withoutArrival,
                ArrivalsOutOfOrder = gaps.TooLate,
            };
        }

        private void AddArrival(DateTimeOffset? arrived)
        {
            if (arrived is not { } at)
            {
                withoutArrival++;
                return;
            }

            at = at.ToUniversalTime();
            // .NET counts Sunday as 0; the week of a profile starts on Monday.
            hours[((((int)at.DayOfWeek + 6) % 7) * 24) + at.Hour]++;
            if (firstArrival is null || at < firstArrival) firstArrival = at;
            if (lastArrival is null || at > lastArrival) lastArrival = at;
            gaps.Add(at);
        }
    }
}
