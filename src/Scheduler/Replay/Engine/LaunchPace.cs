using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Fargate's throttle of launches: a burst, then so many a second. A launch that comes too early waits for its turn.</summary>
internal sealed class LaunchPace(ReplayTerms terms)
{
    private readonly long between = Micros.FromSeconds(1 / terms.LaunchesPerSecond);
    private readonly long burst = Micros.FromSeconds((terms.LaunchBurst - 1) / terms.LaunchesPerSecond);

    // When the bucket would be full again.
    private long spot;
    private long onDemand;

    /// <summary>When a launch that is asked for at a time is accepted. Times must not go back.</summary>
    public long Accepted(long time, bool isSpot)
    {
        ref var full = ref isSpot ? ref spot : ref onDemand;
        var accepted = Math.Max(time, full - burst);
        full = Math.Max(full, accepted) + between;
        return accepted;
    }
}
