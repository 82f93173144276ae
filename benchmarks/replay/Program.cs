using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CostTool.ReplayBenchmark;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CostTool.Scheduler.Replay.Engine;
using CostTool.Scheduler.Replay.Policies;

// `rate`, `fifty` and `python` print one part; without a word all three. CPU time is that of this process, so that a shared machine disturbs it less than the clock on the wall.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var parts = args.Length == 0 ? ["rate", "python", "fifty"] : new[] { args[0] };
int Argument(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
foreach (var part in parts)
{
    switch (part)
    {
        case "rate": Rate(Argument(1, 3), Argument(2, 1_000_000)); break;
        case "python": Python(Argument(1, 3_000_000)); break;
        case "fifty": Fifty(Argument(1, 30), Argument(2, 1_000_000)); break;
        default: Console.Error.WriteLine($"error: no part `{part}`: use rate, python or fifty"); return 1;
    }
}

return 0;

static void Rate(int days, int tasksPerDay)
{
    Console.WriteLine($"one core, {days} days of {tasksPerDay:N0} tasks, three runs, fastest by CPU time");
    var demand = Histories.Of(days, tasksPerDay, 1);
    foreach (var policy in (ReplayPolicy[])
    [
        new ServicePolicy { Shape = Fleets.Shape(1), Workers = 20 }, new ServicePolicy { Shape = Fleets.Shape(4), Workers = 10 }, new ServicePolicy { Shape = Fleets.Shape(4), Workers = 40 },
        new ServicePolicy { Shape = Fleets.Shape(4), Workers = 10, Buying = Buying.Spot },
        new ScheduledDrainPolicy { Shape = Fleets.Shape(4), EverySeconds = 300, Workers = 10 }, new ScheduledDrainPolicy { Shape = Fleets.Shape(4), EverySeconds = 60, Workers = 4 },
        new WakePolicy { Shape = Fleets.Shape(4), WindowSeconds = 120, Workers = 4 }, new DispatcherPolicy { Shape = Fleets.Shape(4), DrainSeconds = 120, Most = 20 },
        new ServicePolicy { Shape = Fleets.Shape(4), Workers = 5, Scaling = new TargetTracking { Least = 1, Most = 20 } }, new OneShotPolicy { Shape = Fleets.Shape(1), Buying = Buying.Spot },
    ])
    {
        var replayer = new Replayer(Fleets.Terms, 1) { Threads = 1 };
        var best = Enumerable.Range(0, 3).Select(_ => Timed(() => replayer.Replay(demand, policy)).Cpu).Min();
        // A task has three events: it arrives, starts and ends.
        Console.WriteLine($"  {demand.Count / best / 1e6,6:N1} M tasks/s {3 * demand.Count / best / 1e6,6:N1} M events/s  {policy}");
    }
}

static void Fifty(int days, int tasksPerDay)
{
    var (demand, making) = (default(QueueDemand)!, Stopwatch.StartNew());
    demand = Histories.Of(days, tasksPerDay, 1);
    Console.WriteLine($"{days} days of {tasksPerDay:N0} tasks made in {making.Elapsed.TotalSeconds:N1} s; 50 policies on {Environment.ProcessorCount} cores");
    var policies = Fleets.Fifty((int)(tasksPerDay / 86_400.0));
    var (results, wall, cpu) = Timed(() => new Replayer(Fleets.Terms, 1).Replay(demand, policies));
    var peak = Process.GetCurrentProcess().PeakWorkingSet64;
    foreach (var result in results)
        Console.WriteLine($"  {result.Cost.Amount,10:N2} USD  p50 {result.Wait(0.5),9:N2} s  p95 {result.Wait(0.95),9:N2} s  {result.Starts,10:N0} starts  {result.Interruptions,6:N0} cut  {result.Policy}");
    Console.WriteLine($"  {policies.Count} policies: {wall:N1} s by the wall, {cpu:N1} s of CPU ({cpu / Environment.ProcessorCount:N1} s on each of {Environment.ProcessorCount} cores), peak {peak / (1024.0 * 1024):N0} MiB");
}

static void Python(int tasks)
{
    var demand = Histories.Of(3, tasks / 3, 1);
    var folder = Directory.CreateTempSubdirectory("costtool-replay-");
    try
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, "due"), MemoryMarshal.AsBytes(demand.Due).ToArray());
        File.WriteAllBytes(Path.Combine(folder.FullName, "runtime"), MemoryMarshal.AsBytes(demand.Runtimes).ToArray());
        var terms = Fleets.Terms with { StartUp = StartUp.Constant(10, 30) };
        var replayer = new Replayer(terms, 1) { Threads = 1 };
        var busy = tasks / 3 / 86_400.0;
        var places = (int)Math.Ceiling(busy * 2.2 / 4);
        Console.WriteLine($"{demand.Count:N0} tasks, Python's heapq and the replay, CPU time");
        foreach (var policy in (ReplayPolicy[])
        [
            new ServicePolicy { Shape = Fleets.Shape(4), Workers = places },
            new ScheduledDrainPolicy { Shape = Fleets.Shape(4), EverySeconds = 300, Workers = places, IdleSeconds = 10 },
        ])
        {
            replayer.Replay(demand, policy);
            var (result, cpu) = Enumerable.Range(0, 5).Select(_ => Timed(() => replayer.Replay(demand, policy))).Select(run => (run.Result, run.Cpu)).MinBy(run => run.Cpu);
            string[] kind = policy is ScheduledDrainPolicy drain ? ["drain", $"{drain.EverySeconds}", $"{drain.IdleSeconds}", $"{drain.Workers}"] : ["service", "0", "0", $"{places}"];
            var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "baseline.py"), folder.FullName, $"{demand.HorizonMicros}", "4", "10", "30", .. kind]) { RedirectStandardOutput = true };
            using var python = Process.Start(start)!;
            var answer = python.StandardOutput.ReadToEnd().Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            python.WaitForExit();
            var (seconds, workerSeconds, p95) = (answer[0], answer[1], answer[2]);
            Console.WriteLine($"  {policy.Kind}: Python {seconds:N2} s, replay {cpu:N4} s, ratio {seconds / cpu:N0}");
            Console.WriteLine($"    worker-seconds {workerSeconds:N3} and {result.WorkerSeconds:N3}, p95 wait {p95:N3} and {result.Wait(0.95):N3} s");
            if (Math.Abs(workerSeconds - result.WorkerSeconds) > 1e-6 * workerSeconds || Math.Abs(p95 - result.Wait(0.95)!.Value) > (0.0101 * p95) + 1e-6)
                throw new InvalidOperationException("the baseline and the replay disagree");
        }
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}

static (T Result, double Wall, double Cpu) Timed<T>(Func<T> work)
{
    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    var clock = Stopwatch.StartNew();
    var result = work();
    clock.Stop();
    process.Refresh();
    return (result, clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
}
