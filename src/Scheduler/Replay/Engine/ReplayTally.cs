using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>What one replication counts while it runs. Times in microseconds.</summary>
internal sealed class ReplayTally(long? deadline, long minimumSeconds)
{
    /// <summary>From due to end; never where there is none.</summary>
    public long Deadline { get; } = deadline ?? Micros.Never;

    public DurationCounter Waits { get; } = new();

    /// <summary>Runtimes of tasks that ended, at the speed of the shape.</summary>
    public long Work { get; set; }

    /// <summary>Time of attempts that an interruption or a scale-in cut.</summary>
    public long Rework { get; set; }

    public long Completed { get; set; }

    /// <summary>Tasks that were given up after the most deliveries.</summary>
    public long GivenUp { get; set; }

    public long Late { get; set; }

    public long Launches { get; set; }

    public long Fallbacks { get; set; }

    public long Refusals { get; set; }

    public long Interruptions { get; set; }

    public long SpotMicros { get; private set; }

    public long OnDemandMicros { get; private set; }

    public long SpotBilledSeconds { get; private set; }

    public long OnDemandBilledSeconds { get; private set; }

    /// <summary>A task ended.</summary>
    public void Done(long due, long finish, long runtime)
    {
        Completed++;
        Work += runtime;
        if (finish - due > Deadline) Late++;
    }

    /// <summary>A task that was counted as done is cut before its end after all.</summary>
    public void Undo(long due, long finish, long runtime)
    {
        Completed--;
        Work -= runtime;
        if (finish - due > Deadline) Late--;
    }

    /// <summary>A worker stopped; it is billed from the start of its pull, by the second, with the minimum.</summary>
    public void Stopped(long pullStart, long stop, bool spot)
    {
        var micros = Math.Max(0, stop - pullStart);
        var billed = Math.Max(minimumSeconds, (micros + Micros.PerSecond - 1) / Micros.PerSecond);
        if (spot)
        {
            SpotMicros += micros;
            SpotBilledSeconds += billed;
        }
        else
        {
            OnDemandMicros += micros;
            OnDemandBilledSeconds += billed;
        }
    }

    /// <summary>Adds the counts of another part of the same replication.</summary>
    public void Merge(ReplayTally other)
    {
        Waits.Merge(other.Waits);
        Work += other.Work;
        Rework += other.Rework;
        Completed += other.Completed;
        GivenUp += other.GivenUp;
        Late += other.Late;
        Launches += other.Launches;
        Fallbacks += other.Fallbacks;
        Refusals += other.Refusals;
        Interruptions += other.Interruptions;
        SpotMicros += other.SpotMicros;
        OnDemandMicros += other.OnDemandMicros;
        SpotBilledSeconds += other.SpotBilledSeconds;
        OnDemandBilledSeconds += other.OnDemandBilledSeconds;
    }
}
