namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>Workers that were launched and that the platform does not show yet: it counts with a delay. A value: each step gives a new one.</summary>
/// <param name="Workers">The workers.</param>
internal sealed record UnseenLaunches(IReadOnlyList<DispatchedWorker> Workers)
{
    public static UnseenLaunches None { get; } = new([]);

    public UnseenLaunches With(IReadOnlyList<DispatchedWorker> started) => new([.. Workers, .. started.Where(worker => Workers.All(known => known.Id != worker.Id))]);

    /// <summary>Without those that are shown, have ended, or should have been shown long ago.</summary>
    public UnseenLaunches Without(IReadOnlySet<string> shown, DateTimeOffset now, TimeSpan visibility) =>
        Workers.Count == 0 ? this : new([.. Workers.Where(worker => !shown.Contains(worker.Id) && now - worker.LaunchedAt < visibility)]);
}
