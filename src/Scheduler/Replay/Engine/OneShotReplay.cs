using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>A worker a task: no queue, so that each task is replayed by itself.</summary>
internal static class OneShotReplay
{
    /// <summary>Replays it; an interrupted run is launched again at once, up to the most deliveries.</summary>
    public static void Run(QueueDemand demand, OneShotPolicy policy, ReplayTerms terms, ulong seed, ReplayTally tally)
    {
        var spot = new SpotProcess(terms, policy.Shape.Size, seed);
        var pace = new LaunchPace(terms);
        var grace = Micros.FromSeconds(terms.SpotTerms.GraceSeconds);
        var retry = Math.Max(1, Micros.FromSeconds(terms.SpotTerms.RetrySeconds));
        var leave = Micros.FromSeconds(terms.StartUp.StopSeconds);
        var fallback = policy.Buying.FallbackSeconds is { } seconds ? Micros.FromSeconds(seconds) : Micros.Never;
        var (onDemandCount, spotCount, launch) = (0, 0, 0UL);
        for (var task = 0; task < demand.Count; task++)
        {
            var due = demand.DueColumn[task];
            var runtime = ServiceReplay.Scaled(demand.RuntimeColumn[task], policy.Shape.RuntimeFactor);
            var asked = due;
            for (var delivery = 1; ; delivery++)
            {
                var isSpot = policy.Buying.NextIsSpot(onDemandCount, spotCount);
                var at = asked;
                if (isSpot && spot.ZoneAt(at, launch) < 0)
                {
                    tally.Refusals++;
                    var opens = at + ((spot.NextSpot(at) - at + retry - 1) / retry * retry);
                    if (fallback < Micros.Never && opens > at + fallback)
                    {
                        (isSpot, at) = (false, at + fallback);
                        tally.Fallbacks++;
                    }
                    else if (opens >= Micros.Never)
                    {
                        tally.GivenUp++;
                        break;
                    }
                    else
                    {
                        at = opens;
                    }
                }

                if (isSpot) spotCount++;
                else onDemandCount++;
                // Counts of purchases wrap long before the ratio that they are kept for would change.
                if ((onDemandCount | spotCount) >= 1 << 30) (onDemandCount, spotCount) = (policy.Buying.OnDemandBase, 0);
                at = at == due ? pace.Accepted(at, isSpot) : at;
                var pull = at + spot.Placement(launch);
                var start = pull + spot.Boot(launch);
                var finish = start + runtime;
                if (delivery == 1) tally.Waits.Add(start - due);
                tally.Launches++;
                var notice = isSpot ? spot.Lifetime(Math.Max(0, spot.ZoneAt(at, launch)), launch, finish - pull) : Micros.Never;
                launch++;
                var kill = pull + notice + grace;
                if (notice < Micros.Never) tally.Interruptions++;
                if (notice >= Micros.Never || finish <= kill)
                {
                    tally.Stopped(pull, finish + leave, isSpot);
                    tally.Done(due, finish, runtime);
                    break;
                }

                // A worker that has its notice before its task does not begin it.
                var stop = pull + notice <= start ? pull + notice : kill;
                tally.Rework += Math.Max(0, stop - start);
                tally.Stopped(pull, stop, isSpot);
                if (delivery >= terms.SpotTerms.MostDeliveries)
                {
                    tally.GivenUp++;
                    break;
                }

                asked = stop;
            }
        }
    }
}
