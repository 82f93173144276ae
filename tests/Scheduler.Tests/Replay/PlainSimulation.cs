using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.Scheduler.Tests.Replay;

/// <summary>
/// The same model from event to event, as one would write it first: arrivals, looks, starts and ends of workers, each an event of one heap. No interruptions. What the engine must equal.
/// At one instant: arrivals, then looks of the policy, then places that become free, then starts of tasks; workers leave last.
/// </summary>
internal sealed class PlainSimulation
{
    private const int Arrive = 0;
    private const int Look = 1;
    private const int Free = 2;
    private const int Leave = 3;

    private readonly QueueDemand demand;
    private readonly ReplayPolicy policy;
    private readonly long placement;
    private readonly long boot;
    private readonly PriorityQueue<(int Kind, int Item), (long Time, int Kind, int Order)> events = new();
    private readonly SortedSet<(long Since, int Worker, int Place)> free = [];
    private readonly List<(int Urgency, int Task)> waiting = [];
    private readonly List<Worker> workers = [];
    private int order;
    private int left;
    private bool wakePending;
    private long sentAt = long.MinValue / 2;

    public PlainSimulation(QueueDemand demand, ReplayPolicy policy, double placementSeconds, double bootSeconds)
    {
        (this.demand, this.policy, placement, boot, left) = (demand, policy, Micros.FromSeconds(placementSeconds), Micros.FromSeconds(bootSeconds), demand.Count);
        for (var task = 0; task < demand.Count; task++) Push(demand.Due[task], Arrive, task);
        if (policy is ServicePolicy service) for (var worker = 0; worker < service.Workers; worker++) Add(0, 0);
        if (policy is ScheduledDrainPolicy or DispatcherPolicy) Push(0, Look, 0);
    }

    public List<long> Waits { get; } = [];

    public long WorkerMicros { get; private set; }

    public long BilledSeconds { get; private set; }

    public int Launches => workers.Count;

    public void Run()
    {
        while (events.TryPeek(out _, out var at))
        {
            var now = at.Time;
            while (events.TryPeek(out var next, out at) && at.Time == now && next.Kind != Leave)
            {
                // All arrivals and looks of an instant come before any start, and what ends at once is free at once.
                var (kind, item) = events.Dequeue();
                if (kind == Arrive) Arrived(item, now);
                else if (kind == Look) LookAround(now);
                else PlaceFree(item, now);
                if (!events.TryPeek(out next, out at) || at.Time != now || next.Kind == Leave) StartTasks(now);
            }

            while (events.TryPeek(out var next, out at) && at.Time == now && next.Kind == Leave) TryLeave(events.Dequeue().Item, now);
        }

        foreach (var worker in workers.Where(worker => !worker.Gone)) Stop(worker, policy is ServicePolicy ? Math.Max(demand.HorizonMicros, worker.Last) : worker.Last + Idle);
    }

    private long Idle => Micros.FromSeconds(((ShortLivedPolicy)policy).IdleSeconds);

    private void Push(long time, int kind, int item) => events.Enqueue((kind, item), (time, kind, order++));

    private void Arrived(int task, long now)
    {
        waiting.Add((demand.Urgency?[task] ?? 0, task));
        if (policy is not WakePolicy wake || wakePending) return;
        wakePending = true;
        Push(Math.Max(now, sentAt + Micros.FromSeconds(wake.WindowSeconds)), Look, 0);
    }

    private void LookAround(long now)
    {
        if (now > demand.HorizonMicros && left == 0) return;
        switch (policy)
        {
            case ScheduledDrainPolicy drain:
                Launch(drain.Workers, now);
                Push(now + Micros.FromSeconds(drain.EverySeconds), Look, 0);
                break;
            case WakePolicy wake:
                (wakePending, sentAt) = (false, now);
                Launch(wake.Workers, now);
                break;
            case DispatcherPolicy dispatcher:
                if (waiting.Count > 0)
                {
                    var seconds = waiting.Count * (demand.WorkMicros / (double)demand.Count) / Micros.PerSecond;
                    var wanted = Math.Clamp((int)Math.Ceiling(seconds / (policy.Shape.Concurrency * dispatcher.DrainSeconds)), 1, dispatcher.Most);
                    Launch(wanted - workers.Count(worker => !worker.Gone), now);
                }

                Push(now + Micros.FromSeconds(dispatcher.PollSeconds), Look, 0);
                break;
        }
    }

    private void Launch(int count, long now)
    {
        for (var worker = 0; worker < count; worker++) Add(now + placement, now + placement + boot);
    }

    private void Add(long pull, long ready)
    {
        workers.Add(new Worker { Pull = pull, Last = ready });
        Push(ready, Free, -workers.Count);
        if (policy is ShortLivedPolicy) Push(ready + Idle, Leave, workers.Count - 1);
    }

    // A negative item is a worker that is ready, with all its places.
    private void PlaceFree(int item, long now)
    {
        var concurrency = policy.Shape.Concurrency;
        if (item < 0)
        {
            for (var place = 0; place < concurrency; place++) free.Add((now, -item - 1, place));
            return;
        }

        var worker = workers[item / concurrency];
        worker.Busy--;
        worker.Last = Math.Max(worker.Last, now);
        free.Add((now, item / concurrency, item % concurrency));
        if (worker.Busy == 0 && policy is ShortLivedPolicy) Push(now + Idle, Leave, item / concurrency);
    }

    private void StartTasks(long now)
    {
        while (waiting.Count > 0 && free.Count > 0)
        {
            var place = free.Min;
            free.Remove(place);
            if (workers[place.Worker].Gone) continue;
            var next = waiting.Min();
            waiting.Remove(next);
            left--;
            Waits.Add(now - demand.Due[next.Task]);
            workers[place.Worker].Busy++;
            Push(now + demand.Runtimes[next.Task], Free, (place.Worker * policy.Shape.Concurrency) + place.Place);
        }
    }

    private void TryLeave(int index, long now)
    {
        var worker = workers[index];
        if (worker.Gone || worker.Busy > 0 || worker.Last + Idle != now) return;
        worker.Gone = true;
        Stop(worker, now);
    }

    private void Stop(Worker worker, long at)
    {
        WorkerMicros += at - worker.Pull;
        BilledSeconds += Math.Max(60, (at - worker.Pull + Micros.PerSecond - 1) / Micros.PerSecond);
    }

    private sealed class Worker
    {
        public required long Pull { get; init; }

        public required long Last { get; set; }

        public int Busy { get; set; }

        public bool Gone { get; set; }
    }
}
