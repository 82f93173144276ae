namespace CostTool.EndToEnd.Dispatching;

/// <summary>One interruption of a worker.</summary>
/// <param name="Worker">Process id of the worker.</param>
/// <param name="Kind">What it was.</param>
/// <param name="At">When, in seconds since 1970.</param>
internal sealed record Strike(int Worker, string Kind, double At);

/// <summary>Interrupts workers at random: SIGKILL of all their processes at once, or SIGTERM and the same a short time after, as the end of a Spot task does.</summary>
/// <param name="rig">Whose workers.</param>
/// <param name="random">Chance.</param>
internal sealed class Strikes(DispatchRig rig, Random random)
{
    // The workers' own grace is a second: some leave in time, some are killed while they give messages back.
    private const double LongestGrace = 2.5;

    private readonly List<Strike> _all = [];
    private readonly List<(MarkedProcess Worker, double At)> _due = [];
    private readonly HashSet<int> _struck = [];

    public IReadOnlyList<Strike> All => _all;

    private static double Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Interrupts a worker that is at work and was not interrupted before.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryStrike()
    {
        var atWork = rig.Workers.Where(worker => rig.Notes.Workers.Contains(worker.Id) && !_struck.Contains(worker.Id)).OrderBy(worker => worker.Id).ToList();
        if (atWork.Count == 0) return false;
        var victim = atWork[random.Next(atWork.Count)];
        _struck.Add(victim.Id);
        if (random.Next(2) == 0)
        {
            MarkedProcess.SignalGroup("KILL", victim.Group);
            _all.Add(new Strike(victim.Id, "SIGKILL", Now));
        }
        else
        {
            MarkedProcess.Signal("TERM", victim.Id);
            var grace = random.NextDouble() * LongestGrace;
            _all.Add(new Strike(victim.Id, "SIGTERM", Now));
            _due.Add((victim, Now + grace));
        }

        return true;
    }

    /// <summary>Kills those whose grace is over.</summary>
    public void Follow()
    {
        foreach (var (worker, _) in _due.Where(due => due.At <= Now).ToList())
        {
            _due.RemoveAll(due => due.Worker == worker);
            // Only while it is the same process: its number may be another's by now.
            if (!rig.Workers.Any(living => living.Id == worker.Id && living.Group == worker.Group)) continue;
            MarkedProcess.SignalGroup("KILL", worker.Group);
            _all.Add(new Strike(worker.Id, "SIGKILL after SIGTERM", Now));
        }
    }

    /// <summary>Whether every SIGTERM has had its end.</summary>
    public bool Over => _due.Count == 0;
}
