using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Replays each task as a job of its own under Uniform Progress; see <see cref="UniformProgressPolicy"/> for the rule and where it is from.</summary>
internal static class UniformProgressReplay
{
    /// <summary>Replays it. The changeover d is the mean start: placement, pull and boot.</summary>
    public static void Run(QueueDemand demand, UniformProgressPolicy policy, ReplayTerms terms, ulong seed, ReplayTally tally)
    {
        var spot = new SpotProcess(terms, policy.Shape.Size, seed);
        var changeover = Micros.FromSeconds(terms.StartUp.Placement.Mean + terms.StartUp.PullAndBoot.Mean);
        var launch = 0UL;
        for (var task = 0; task < demand.Count; task++)
        {
            var work = ServiceReplay.Scaled(demand.RuntimeColumn[task], policy.Shape.RuntimeFactor);
            new Job(demand.DueColumn[task], work, Micros.FromSeconds(policy.DeadlineSeconds), changeover, spot, Micros.FromSeconds(terms.SpotTerms.RetrySeconds), tally).Run(ref launch);
        }
    }

    private sealed class Job(long due, long work, long deadline, long changeover, SpotProcess spot, long retry, ReplayTally tally)
    {
        private long done;
        private readonly long begin = due;
        private long now = due;
        private bool started;

        public void Run(ref ulong launch)
        {
            while (done < work)
            {
                var zone = spot.ZoneAt(now, launch);
                if (zone >= 0) OnSpot(zone, launch++);
                else if (Behind(now) || IsLastCall(now)) OnDemand(launch++);
                else now = Math.Min(spot.NextSpot(now), WhenBehind());
            }

            if (!started) tally.Waits.Add(0);
            tally.Done(begin, now, work);
        }

        private void OnSpot(int zone, ulong launch)
        {
            var (pull, start) = Start(launch);
            var life = spot.Lifetime(zone, launch, start + (work - done) - pull);
            var stop = life >= Micros.Never ? start + (work - done) : pull + life;
            if (stop < start + (work - done)) tally.Interruptions++;
            Stop(pull, start, stop, isSpot: true);
        }

        // Stays until the work is ahead of the line by two changeovers and Spot is there, or to the end once time is short.
        private void OnDemand(ulong launch)
        {
            tally.Fallbacks++;
            var (pull, start) = Start(launch);
            var stop = start + (work - done);
            for (var at = start; at < stop && !IsLastCall(now); at += Math.Max(1, retry))
            {
                var then = done + (at - start);
                if (then < Expected(at + (2 * changeover)) || spot.ZoneAt(at, launch + 1) < 0) continue;
                stop = at;
            }

            Stop(pull, start, stop, isSpot: false);
        }

        private (long Pull, long Start) Start(ulong launch)
        {
            tally.Launches++;
            var pull = now + spot.Placement(launch);
            var start = pull + spot.Boot(launch);
            if (!started) tally.Waits.Add(start - begin);
            started = true;
            return (pull, start);
        }

        private void Stop(long pull, long start, long stop, bool isSpot)
        {
            tally.Stopped(pull, stop, isSpot);
            done += Math.Max(0, stop - start);
            now = Math.Max(now, stop);
        }

        private double Expected(long at) => work * Math.Min(1, (at - begin) / (double)deadline);

        private bool Behind(long at) => done < Expected(at);

        private bool IsLastCall(long at) => begin + deadline - at < work - done + (2 * changeover);

        // The line reaches what is done at this time; the next microsecond is behind it.
        private long WhenBehind() => Math.Max(now + 1, begin + (long)(done / (double)work * deadline) + 1);
    }
}
