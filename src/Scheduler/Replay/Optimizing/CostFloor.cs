using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Optimizing;

/// <summary>What a policy costs at least, told from its parameters and from when tasks are due, without a replay.</summary>
/// <remarks>
/// <code>workers that are started whatever happens × least billed seconds ÷ 3600 × hourly price of the size, Spot where any of them may be Spot</code>
/// An always-on worker is billed for the whole history, one that is started for a minute at least.
/// </remarks>
/// <param name="demand">What is asked for.</param>
/// <param name="terms">The world.</param>
internal sealed class CostFloor(QueueDemand demand, ReplayTerms terms)
{
    private readonly Dictionary<long, long> wakes = [];

    /// <summary>The floor over the history; zero where nothing is sure.</summary>
    public Usd Of(ReplayPolicy policy) => policy switch
    {
        // An interrupted worker on Spot is missing until the next is there.
        ServicePolicy { Buying.UsesSpot: false } service => Billed(policy, (service.Scaling?.Least ?? service.Workers) * (demand.HorizonMicros / Micros.PerSecond)),
        // Without a fallback a start that Spot refuses may never be made.
        ShortLivedPolicy { Buying: { UsesSpot: true, FallbackSeconds: null } } => Usd.Zero,
        ScheduledDrainPolicy drain => Started(policy, ((demand.HorizonMicros / Micros.FromSeconds(drain.EverySeconds)) + 1) * drain.Workers),
        WakePolicy wake => Started(policy, Wakes(Micros.FromSeconds(wake.WindowSeconds)) * wake.Workers),
        _ => Usd.Zero,
    };

    private Usd Started(ReplayPolicy policy, long launches) => Billed(policy, launches * terms.MinimumSeconds) + (terms.UsdPerLaunch * launches);

    private Usd Billed(ReplayPolicy policy, long seconds) =>
        FargateMeter.AlwaysOn(policy.Buying.UsesSpot ? terms.Spot : terms.OnDemand, policy.Shape.Size, Hours.FromSeconds(seconds)).Total;

    // The first task wakes, and then what came within a window does so at its end.
    private long Wakes(long window)
    {
        if (wakes.TryGetValue(window, out var known)) return known;
        var (count, last) = (0L, -Micros.Never);
        foreach (var due in demand.DueColumn)
        {
            if (due <= last) continue;
            last = Math.Max(due, last + window);
            // One that would come after the history may not.
            if (last > demand.HorizonMicros) break;
            count++;
        }

        return wakes[window] = count;
    }
}
