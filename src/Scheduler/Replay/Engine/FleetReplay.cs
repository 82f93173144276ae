using System.Runtime.CompilerServices;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>Replays workers that come and go. It steps from start to start of tasks, not from event to event.</summary>
/// <remarks>
/// Tasks start in the order of time, each at the later of two times: when it is due, and when the first place is free. So a heap of the times at which places are free, and one of the rare
/// events (looks of the policy, replacements), are all that is needed: a task costs one step of the first heap. The end of a task is known at its start, as is whether an interruption will cut it.
/// Among free places, the one that is free for longest goes first, as Redis serves the consumer that waits longest. At one instant the policy looks first, then tasks start; a worker leaves only
/// after the instant at which its idle time ends.
/// </remarks>
internal sealed class FleetReplay
{
    // Kinds of timers.
    private const int Look = 0;
    private const int Replace = 1;
    private const int Deferred = 2;

    private readonly QueueDemand demand;
    private readonly ReplayPolicy policy;
    private readonly ReplayTally tally;
    private readonly SpotProcess spot;
    private readonly LaunchPace pace;
    private readonly PlaceQueue free = new();
    private readonly TimeHeap timers = new();
    private readonly long idle;
    private readonly long leave;
    private readonly long grace;
    private readonly long retry;
    private readonly long fallback;
    private readonly long visibility;
    private readonly int mostDeliveries;
    private readonly bool handsBack;
    private readonly double factor;
    private readonly BusyPlaces? busy;
    private readonly long lastTick;

    private int timerOrder;
    private int onDemandBought;
    private int spotBought;
    private bool isService;
    private int deferred;

    public FleetReplay(QueueDemand demand, ReplayPolicy policy, ReplayTerms terms, ulong seed, ReplayTally tally)
    {
        // A place's time and number share one word; see PlaceQueue.
        if ((2.0 * demand.HorizonMicros) + (demand.LongestMicros * policy.Shape.RuntimeFactor * terms.SpotTerms.MostDeliveries) + (61L * 24 * 3600 * Micros.PerSecond) > PlaceQueue.End)
            throw new ProblemException(new Problem($"the history of `{demand.Name}` and its longest task are too long for a replay", demand.Name, "replay a part of a year at a time"));
        (this.demand, this.policy, this.tally, spot, pace) = (demand, policy, tally, new SpotProcess(terms, policy.Shape.Size, seed), new LaunchPace(terms));
        Waiting = new WaitingTasks(demand);
        idle = policy is ShortLivedPolicy shortLived ? Micros.FromSeconds(shortLived.IdleSeconds) : Micros.Never;
        leave = Micros.FromSeconds(terms.StartUp.StopSeconds);
        grace = Micros.FromSeconds(terms.SpotTerms.GraceSeconds);
        retry = Math.Max(1, Micros.FromSeconds(terms.SpotTerms.RetrySeconds));
        fallback = policy.Buying.FallbackSeconds is { } seconds ? Micros.FromSeconds(seconds) : Micros.Never;
        visibility = Micros.FromSeconds(terms.SpotTerms.VisibilitySeconds);
        (mostDeliveries, handsBack, factor) = (terms.SpotTerms.MostDeliveries, terms.SpotTerms.HandsBack, policy.Shape.RuntimeFactor);
        // A queue that is not empty by then will never be; what is left is counted as not done.
        lastTick = demand.HorizonMicros + Math.Max(demand.HorizonMicros, 30L * 24 * 3600 * Micros.PerSecond);
        if (policy is ServicePolicy { Scaling: not null }) busy = new BusyPlaces(lastTick);
    }

    public WaitingTasks Waiting { get; }

    public FleetWorkers Workers { get; } = new();

    public long Horizon => demand.HorizonMicros;

    public double MeanRuntimeMicros => demand.Count == 0 ? 0 : demand.WorkMicros * factor / demand.Count;

    public ReadOnlySpan<long> Due => demand.DueColumn;

    /// <summary>Runs it to the end.</summary>
    /// <param name="control">Decides when workers start.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(IFleetControl control)
    {
        control.Begin(this);
        while (true)
        {
            if (busy is null) Hurry();
            var ready = Waiting.Ready;
            var start = free.Count == 0 || ready >= Micros.Never ? Micros.Never : Math.Max(PlaceQueue.TimeOf(free.Top), ready);
            if (timers.Count > 0 && timers.Top.Time <= start)
            {
                var timer = timers.Top;
                if (timer.Time > lastTick || (timer.Time > demand.HorizonMicros && Waiting.AreDone)) break;
                timers.Pop();
                if (timer.Item == Look) control.Look(this, timer.Time);
                else if (timer.Item == Deferred) StartDeferred(timer.Time);
                else Launch(timer.Time, 1);
                continue;
            }

            if (start >= Micros.Never) break;
            var place = PlaceQueue.PlaceOf(free.Top);
            var worker = free.Workers[place];
            if (start >= Workers.Notice[worker] || start > Workers.LastBusy[worker] + idle)
            {
                if (Workers.IsAlive[worker]) Retire(worker);
                free.Pop();
                Workers.DropPlace(worker);
                continue;
            }

            var (task, deliveries) = Waiting.Take(start);
            var (due, runtime) = (demand.DueColumn[task], ServiceReplay.Scaled(demand.RuntimeColumn[task], factor));
            var finish = start + runtime;
            if (deliveries == 0) tally.Waits.Add(start - due);
            if (finish <= Workers.Kill[worker]) tally.Done(due, finish, runtime);
            else finish = Cut(task, deliveries, start, Workers.Kill[worker]);
            if (finish > Workers.LastBusy[worker]) Workers.LastBusy[worker] = finish;
            busy?.Take(place, new TakenTask(task, start, deliveries), finish);
            free.Move(finish);
        }

        foreach (var worker in Workers.Live.ToArray()) Retire(worker);
    }

    // The same steps for as long as nothing but tasks happens: no look, no worker that leaves, nothing cut or handed back.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Hurry()
    {
        if (free.Count == 0 || !Waiting.IsPlain) return;
        var (due, runtimes, waits, deadline) = (demand.DueColumn, demand.RuntimeColumn, tally.Waits, tally.Deadline);
        var (notice, kill, lastBusy) = (Workers.Notice, Workers.Kill, Workers.LastBusy);
        var (workers, scale, patience) = (free.Workers, factor, idle);
        var until = timers.Count > 0 ? timers.Top.Time : Micros.Never;
        var first = Waiting.Head;
        var (task, late, work, zeros) = (first, 0L, 0L, 0L);
        for (; task < due.Length && task < runtimes.Length; task++)
        {
            var key = free.Top;
            var (at, place) = (due[task], PlaceQueue.PlaceOf(key));
            var start = Math.Max(PlaceQueue.TimeOf(key), at);
            var worker = workers[place];
            var runtime = ServiceReplay.Scaled(runtimes[task], scale);
            var finish = start + runtime;
            var busyUntil = lastBusy[worker];
            if (start >= until || start >= notice[worker] || start > busyUntil + patience || finish > kill[worker]) break;
            // Which of both is later is a coin toss: as a number it costs no wrong guess of the processor.
            var longer = finish - busyUntil;
            lastBusy[worker] = finish - (longer & (longer >> 63));
            if (start > at) waits.Add(start - at);
            else zeros++;
            if (finish - at > deadline) late++;
            work += runtime;
            free.Move(finish);
        }

        waits.AddZeros(zeros);
        tally.Completed += task - first;
        tally.Late += late;
        tally.Work += work;
        Waiting.Head = task;
    }

    /// <summary>Asks the policy to look at a time.</summary>
    public void LookAt(long time) => timers.Push(new(time, timerOrder++, Look));

    /// <summary>Workers that run from the start of the history.</summary>
    public void Run(int workers)
    {
        isService = true;
        for (var worker = 0; worker < workers; worker++)
        {
            var isSpot = policy.Buying.NextIsSpot(onDemandBought, spotBought);
            Add(0, 0, isSpot, isSpot ? Math.Max(0, spot.ZoneAt(0, (ulong)tally.Launches)) : 0);
        }
    }

    /// <summary>Starts workers.</summary>
    public void Launch(long now, int workers)
    {
        for (var worker = 0; worker < workers; worker++)
        {
            if (policy.Buying.NextIsSpot(onDemandBought, spotBought)) StartSpot(now);
            else Start(now, isSpot: false, zone: 0);
        }
    }

    /// <summary>Retires workers whose idle time or notice has passed; counts those that run, start, or wait for Spot to come back.</summary>
    public int LiveAt(long now)
    {
        for (var index = Workers.LiveCount - 1; index >= 0; index--)
        {
            var worker = Workers.Live[index];
            if (Workers.StopTime(worker, idle) < now) Retire(worker);
        }

        return Workers.LiveCount + deferred;
    }

    /// <summary>Busy share of the places that were ready in the minute before a time; null while there are none.</summary>
    public double? BusyShare(long now, out int ready)
    {
        ready = 0;
        foreach (var worker in Workers.Live)
            if (Workers.Ready[worker] < now && Workers.Notice[worker] > now) ready++;
        return ready == 0 ? null : busy!.ShareBefore(now, ready * policy.Shape.Concurrency);
    }

    /// <summary>Stops the newest workers; what does not end within the grace is cut and handed back.</summary>
    public void ScaleIn(long now, int workers)
    {
        for (; workers > 0; workers--)
        {
            var newest = -1;
            foreach (var worker in Workers.Live)
            {
                // One that an interruption will end is gone soon anyway.
                if (Workers.Notice[worker] < Micros.Never && Workers.Notice[worker] <= Workers.LastBusy[worker]) continue;
                if (!Workers.ScaledIn[worker] && (newest < 0 || Workers.Ordinal[worker] > Workers.Ordinal[newest])) newest = worker;
            }

            if (newest < 0) return;
            ScaleIn(newest, now);
        }
    }

    private void ScaleIn(int worker, long now)
    {
        var kill = now + grace;
        (Workers.Notice[worker], Workers.Kill[worker], Workers.ScaledIn[worker]) = (now, kill, true);
        // A worker that is not ready yet has nothing to cut.
        if (Workers.LastBusy[worker] <= Workers.Ready[worker]) return;
        foreach (var key in free.Keys)
        {
            var (place, end) = (PlaceQueue.PlaceOf(key), PlaceQueue.TimeOf(key));
            if (free.Workers[place] != worker || end <= kill) continue;
            var (task, start, deliveries) = busy!.Cut(place, kill, end);
            tally.Undo(demand.DueColumn[task], end, ServiceReplay.Scaled(demand.RuntimeColumn[task], factor));
            Cut(task, deliveries, start, kill);
        }
    }

    private long Cut(int task, int deliveries, long start, long kill)
    {
        tally.Rework += kill - start;
        if (deliveries + 1 >= mostDeliveries) tally.GivenUp++;
        else Waiting.Return(task, handsBack ? kill : Math.Max(kill, start + visibility), deliveries + 1);
        return kill;
    }

    // Spot at this time, or when it is back, or on demand after the fallback time.
    private void StartSpot(long now)
    {
        var zone = spot.ZoneAt(now, (ulong)tally.Launches);
        if (zone >= 0)
        {
            Start(now, isSpot: true, zone);
            return;
        }

        tally.Refusals++;
        var opens = spot.NextSpot(now);
        if (opens < Micros.Never) opens = now + ((opens - now + retry - 1) / retry * retry);
        if (fallback < Micros.Never && opens > now + fallback)
        {
            tally.Fallbacks++;
            Start(now + fallback, isSpot: false, zone: 0);
        }
        else if (opens < Micros.Never)
        {
            deferred++;
            timers.Push(new(opens, timerOrder++, Deferred));
        }
    }

    private void StartDeferred(long now)
    {
        deferred--;
        StartSpot(now);
    }

    private void Start(long now, bool isSpot, int zone)
    {
        var launch = (ulong)tally.Launches;
        var pull = pace.Accepted(now, isSpot) + spot.Placement(launch);
        Add(pull, pull + spot.Boot(launch), isSpot, zone);
    }

    private void Add(long pull, long ready, bool isSpot, int zone)
    {
        var ordinal = checked((int)tally.Launches++);
        if (isSpot) spotBought++;
        else onDemandBought++;
        var life = isSpot ? spot.Lifetime(zone, (ulong)ordinal, lastTick) : Micros.Never;
        var notice = life >= Micros.Never ? Micros.Never : pull + life;
        var concurrency = policy.Shape.Concurrency;
        var worker = Workers.Add(pull, ready, notice, notice >= Micros.Never ? Micros.Never : notice + grace, isSpot, ordinal, concurrency);
        for (var place = 0; place < concurrency; place++)
        {
            var number = free.Push(ready, worker);
            busy?.Room(number);
        }

        if (isService && notice < Micros.Never) timers.Push(new(notice, timerOrder++, Replace));
    }

    private void Retire(int worker)
    {
        var stop = Workers.StopTime(worker, idle);
        // A service runs to the end of the history, and beyond it until its last task ends.
        if (stop >= Micros.Never) stop = Math.Max(demand.HorizonMicros, Workers.LastBusy[worker]);
        if (isService && Workers.Notice[worker] > demand.HorizonMicros) stop = Math.Max(demand.HorizonMicros, Math.Min(stop, Workers.LastBusy[worker]));
        else if (!Workers.ScaledIn[worker] && stop >= Workers.Notice[worker]) tally.Interruptions++;
        tally.Stopped(Workers.PullStart[worker], stop + (isService ? 0 : leave), Workers.IsSpot[worker]);
        Workers.Stop(worker);
    }
}
