using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Choosing;

/// <summary>What a simulation of a workspace came to.</summary>
/// <param name="Name">Name of the workspace.</param>
/// <param name="Month">The month that costs are told for.</param>
/// <param name="Start">Start of the history.</param>
/// <param name="Days">Its length.</param>
/// <param name="Quality">What was mended in it and left out.</param>
/// <param name="Seed">Seed of all draws.</param>
/// <param name="Studies">The queues, by name.</param>
/// <param name="Regroupings">Other groupings of tasks into queues that would cost less.</param>
public sealed record ReplayReport(string Name, string Month, DateTimeOffset Start, double Days, HistoryQuality Quality, ulong Seed, IReadOnlyList<QueueStudy> Studies,
    IReadOnlyList<Regrouping> Regroupings);
