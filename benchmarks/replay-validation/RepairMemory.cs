using System.Diagnostics;
using System.Globalization;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;

namespace CostTool.ReplayValidation;

/// <summary>Time and peak memory of a history of many attempts, as they come out of a month of events: nearly in order, of forty tasks, five queues and sixty workers.</summary>
internal static class RepairMemory
{
    private const double Start = 1_791_158_400;
    private const double Seconds = 30 * 86_400;

    public static int Measure(int rows)
    {
        string[] tasks = [.. Enumerable.Range(0, 40).Select(task => FormattableString.Invariant($"task-{task}"))];
        string[] queues = [.. Enumerable.Range(0, 5).Select(queue => FormattableString.Invariant($"queue-{queue}"))];
        string[] workers = [.. Enumerable.Range(0, 60).Select(worker => FormattableString.Invariant($"worker-{worker}"))];
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        for (var row = 0; row < rows; row++)
        {
            var sent = Start + (row * (Seconds / rows)) + random.NextDouble();
            repair.Add(new SourceAttempt
            {
                Task = tasks[row % tasks.Length], Queue = queues[row % queues.Length], Worker = workers[row % workers.Length],
                Sent = sent, Received = sent + 0.01, Started = sent + 0.2, Ended = sent + 1.2, End = AttemptEnd.Ran,
            });
        }

        var history = repair.Build().History;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.Count} attempts in {watch.Elapsed.TotalSeconds:0.0} s, peak {self.PeakWorkingSet64 / 1048576.0:0} MiB"));
        return 0;
    }
}
