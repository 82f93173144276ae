using CostTool.Analyzer.Pricing;

namespace CostTool.Scheduler.Dispatching;

/// <summary>Workers to start.</summary>
/// <param name="Pool">For which pool.</param>
/// <param name="Purchase">How they are bought.</param>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="Token">The same for every repetition of this order, so that a lost answer starts nothing twice; at most 48 characters of <c>A-Za-z0-9-</c>.</param>
public sealed record LaunchOrder(string Pool, PurchaseOption Purchase, int Count, string Token);

/// <summary>Why workers were not started.</summary>
public enum RefusalKind
{
    /// <summary>The platform has no room for this kind of capacity now.</summary>
    Capacity,

    /// <summary>Asked too fast.</summary>
    Throttled,

    /// <summary>A quota of the account is used up.</summary>
    Quota,

    /// <summary>Something else; see the reason.</summary>
    Other,
}

/// <summary>A part of an order that was refused.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Count">Workers that were not started.</param>
/// <param name="Reason">In the platform's words.</param>
public sealed record LaunchRefusal(RefusalKind Kind, int Count, string Reason);

/// <summary>What became of an order.</summary>
/// <param name="Started">Workers that exist now.</param>
/// <param name="Refusals">What was refused; empty where all were started.</param>
public sealed record LaunchOutcome(IReadOnlyList<DispatchedWorker> Started, IReadOnlyList<LaunchRefusal> Refusals);

/// <summary>Starts workers and counts them.</summary>
public interface IWorkerLauncher
{
    /// <summary>All workers that were launched for this deployment and have not ended, by whichever dispatcher.</summary>
    /// <exception cref="WorkersNotCountedException">The platform did not answer; the count is unknown, and nothing may be launched on it.</exception>
    Task<IReadOnlyList<DispatchedWorker>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Starts workers. Part of an order may be refused.</summary>
    Task<LaunchOutcome> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken);
}

/// <summary>The platform did not say which workers exist.</summary>
/// <param name="reason">Why, as one sentence.</param>
/// <param name="cause">What was thrown.</param>
public sealed class WorkersNotCountedException(string reason, Exception? cause = null) : Exception(reason, cause);
