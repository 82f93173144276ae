using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>One replication of one policy: takes the fast path where there is one.</summary>
internal static class ReplayRun
{
    /// <summary>Replays it into a new tally.</summary>
    public static ReplayTally Run(QueueDemand demand, ReplayPolicy policy, ReplayTerms terms, ulong seed, bool fastPaths = true)
    {
        var tally = NewTally(policy is UniformProgressPolicy { DeadlineSeconds: var seconds } ? seconds : terms.DeadlineSeconds, terms);
        switch (policy)
        {
            case ServicePolicy { Scaling: null } service when service.Prefetch != Prefetch.None:
                PrefetchReplay.Run(demand, service.Workers, service.Shape.Concurrency, service.Prefetch, service.Shape.RuntimeFactor, tally);
                break;
            case ServicePolicy { Scaling: null } service when fastPaths && demand.Urgency is null && IsUndisturbed(service, terms, seed):
                var (spot, onDemand) = Split(service);
                ServiceReplay.Run(demand, spot, onDemand, service.Shape.Concurrency, service.Shape.RuntimeFactor, tally);
                break;
            case OneShotPolicy oneShot:
                OneShotReplay.Run(demand, oneShot, terms, seed, tally);
                break;
            case UniformProgressPolicy uniform:
                UniformProgressReplay.Run(demand, uniform, terms, seed, tally);
                break;
            default:
                new FleetReplay(demand, policy, terms, seed, tally).Run(ControlOf(policy));
                break;
        }

        return tally;
    }

    private static IFleetControl ControlOf(ReplayPolicy policy) => policy switch
    {
        ServicePolicy service => new ServiceControl(service),
        ScheduledDrainPolicy drain => new ScheduledDrainControl(drain),
        WakePolicy wake => new WakeControl(wake),
        DispatcherPolicy dispatcher => new DispatcherControl(dispatcher),
        _ => throw new ArgumentException($"a fleet has no control for `{policy.Kind}`", nameof(policy)),
    };

    private static ReplayTally NewTally(double? deadlineSeconds, ReplayTerms terms) =>
        new(deadlineSeconds is { } seconds ? Micros.FromSeconds(seconds) : null, terms.MinimumSeconds);

    private static bool IsUndisturbed(ServicePolicy service, ReplayTerms terms, ulong seed) =>
        !service.Buying.UsesSpot || new SpotProcess(terms, service.Shape.Size, seed).IsCalm;

    private static (int Spot, int OnDemand) Split(ServicePolicy service)
    {
        var (spot, onDemand) = (0, 0);
        while (spot + onDemand < service.Workers)
        {
            if (service.Buying.NextIsSpot(onDemand, spot)) spot++;
            else onDemand++;
        }

        return (spot, onDemand);
    }
}
