using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>What a policy does with a fleet.</summary>
internal interface IFleetControl
{
    /// <summary>Before the first task.</summary>
    void Begin(FleetReplay fleet);

    /// <summary>At a time that it asked for.</summary>
    void Look(FleetReplay fleet, long now);
}

internal sealed class ServiceControl(ServicePolicy policy) : IFleetControl
{
    private const long Minute = 60 * Micros.PerSecond;
    private int above;
    private int below;
    private long changed = -Micros.Never;

    public void Begin(FleetReplay fleet)
    {
        fleet.Run(policy.Workers);
        if (policy.Scaling is not null) fleet.LookAt(Minute);
    }

    public void Look(FleetReplay fleet, long now)
    {
        fleet.LookAt(now + Minute);
        var tracking = policy.Scaling!;
        fleet.LiveAt(now);
        if (fleet.BusyShare(now, out var ready) is not { } share) return;
        above = share > tracking.Target ? above + 1 : 0;
        below = share < tracking.Target * TargetTracking.InFraction ? below + 1 : 0;
        var wanted = Math.Clamp((int)Math.Ceiling(ready * share / tracking.Target), tracking.Least, tracking.Most);
        // What is on its way counts: the formula speaks of what is ready.
        var running = 0;
        foreach (var worker in fleet.Workers.Live)
            if (fleet.Workers.Notice[worker] > now) running++;
        if (above >= tracking.OutMinutes && wanted > running && now - changed >= Micros.FromSeconds(tracking.OutCooldownSeconds))
        {
            fleet.Launch(now, wanted - running);
            changed = now;
        }
        else if (below >= tracking.InMinutes && wanted < running && now - changed >= Micros.FromSeconds(tracking.InCooldownSeconds))
        {
            fleet.ScaleIn(now, running - wanted);
            changed = now;
        }
    }
}

internal sealed class ScheduledDrainControl(ScheduledDrainPolicy policy) : IFleetControl
{
    public void Begin(FleetReplay fleet) => fleet.LookAt(0);

    public void Look(FleetReplay fleet, long now)
    {
        fleet.Launch(now, policy.Workers);
        fleet.LookAt(now + Micros.FromSeconds(policy.EverySeconds));
    }
}

internal sealed class WakeControl(WakePolicy policy) : IFleetControl
{
    public void Begin(FleetReplay fleet)
    {
        if (fleet.Due.Length > 0) fleet.LookAt(fleet.Due[0]);
    }

    public void Look(FleetReplay fleet, long now)
    {
        fleet.Launch(now, policy.Workers);
        var told = fleet.Waiting.Arrived(now);
        if (told < fleet.Due.Length) fleet.LookAt(Math.Max(fleet.Due[told], now + Micros.FromSeconds(policy.WindowSeconds)));
    }
}

internal sealed class DispatcherControl(DispatcherPolicy policy) : IFleetControl
{
    private readonly long poll = Micros.FromSeconds(policy.PollSeconds);

    public void Begin(FleetReplay fleet) => fleet.LookAt(0);

    public void Look(FleetReplay fleet, long now)
    {
        var backlog = fleet.Waiting.Backlog(now);
        if (backlog > 0)
        {
            var running = fleet.LiveAt(now);
            var capacity = policy.Shape.Concurrency * policy.DrainSeconds * Micros.PerSecond;
            var wanted = (int)Math.Clamp(Math.Ceiling(backlog * fleet.MeanRuntimeMicros / capacity), 1, policy.Most);
            if (wanted > running) fleet.Launch(now, wanted - running);
        }

        var next = now + poll;
        // Looks at an empty queue change nothing: go on with the one that sees the next task.
        if (backlog == 0 && fleet.Waiting.Ready is var ready && ready > next) next = now + ((Math.Min(ready, Math.Max(now, fleet.Horizon) + poll) - now + poll - 1) / poll * poll);
        fleet.LookAt(next);
    }
}
