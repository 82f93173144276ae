namespace CostTool.Scheduler.Dispatching;

/// <summary>Lets one of several dispatchers act. The others count and wait.</summary>
public interface IDispatchLease : IAsyncDisposable
{
    /// <summary>Takes the lease or keeps it.</summary>
    /// <returns>Whether it is held now, and for how long at least unless it is renewed. False where another has it or nothing is known.</returns>
    Task<LeaseState> HoldAsync(CancellationToken cancellationToken);
}

/// <summary>Whether the lease is held.</summary>
/// <param name="Held">This dispatcher has it.</param>
/// <param name="Until">Until when it is surely held; null where it is not.</param>
/// <param name="Holder">Who has it otherwise, where that is told.</param>
public sealed record LeaseState(bool Held, DateTimeOffset? Until, string? Holder);
