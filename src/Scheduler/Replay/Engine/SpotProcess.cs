using CostTool.Analyzer.Fargate;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Engine;

/// <summary>One replication's draws of starts, interruptions and refusals. What befalls the n-th launch depends on the seed and on n alone.</summary>
internal sealed class SpotProcess
{
    private readonly ulong placement;
    private readonly ulong boot;
    private readonly ulong interruption;
    private readonly StartUp startUp;
    private readonly double[] perMicro;
    private readonly (long From, long To)[][] shortages;
    private readonly long fixedPlacement;
    private readonly long fixedBoot;

    public SpotProcess(ReplayTerms terms, FargateSize size, ulong seed)
    {
        var spot = terms.SpotTerms;
        startUp = terms.StartUp;
        (placement, boot, interruption) = (SplitRandom.Key(seed, 1), SplitRandom.Key(seed, 2), SplitRandom.Key(seed, 3));
        var rates = SplitRandom.Key(seed, 4);
        perMicro = [.. spot.Zones.Select((zone, index) => zone.BySize.GetValueOrDefault(size, zone.InterruptionsPerHour).At(SplitRandom.Uniform(rates, (ulong)index)) / 3600 / Micros.PerSecond)];
        shortages = [.. spot.Zones.Select(zone => zone.Shortages.Select(time => (From: Micros.FromSeconds(time.FromSeconds), To: Micros.FromSeconds(time.ToSeconds))).Order().ToArray())];
        fixedPlacement = startUp.Placement.IsConstant ? Micros.FromSeconds(startUp.Placement.Mean) : -1;
        fixedBoot = startUp.PullAndBoot.IsConstant ? Micros.FromSeconds(startUp.PullAndBoot.Mean) : -1;
    }

    /// <summary>Nothing ever interrupts or refuses.</summary>
    public bool IsCalm => perMicro.All(rate => rate == 0) && shortages.All(times => times.Length == 0);

    /// <summary>From request to pull.</summary>
    public long Placement(ulong launch) => fixedPlacement >= 0 ? fixedPlacement : Micros.FromSeconds(startUp.Placement.At(SplitRandom.Uniform(placement, launch)));

    /// <summary>From pull to the first task.</summary>
    public long Boot(ulong launch) => fixedBoot >= 0 ? fixedBoot : Micros.FromSeconds(startUp.PullAndBoot.At(SplitRandom.Uniform(boot, launch)));

    /// <summary>From the pull to the notice of an interruption, when one comes before the horizon; never otherwise.</summary>
    /// <param name="zone">From <see cref="ZoneAt"/>.</param>
    /// <param name="launch">Number of the launch.</param>
    /// <param name="horizon">What lies beyond is of no interest, so that most draws need no logarithm.</param>
    public long Lifetime(int zone, ulong launch, long horizon)
    {
        var rate = perMicro[zone];
        if (rate == 0) return Micros.Never;
        var survives = SplitRandom.Uniform(interruption, launch);
        // 1 - e^-x ≤ x: what is not interrupted at that bound is not interrupted.
        if (1 - survives > rate * horizon) return Micros.Never;
        var life = -Math.Log(survives) / rate;
        return life >= horizon ? Micros.Never : (long)life;
    }

    /// <summary>The zone that a launch goes to at a time: those without a shortage take turns. -1 when all are short.</summary>
    public int ZoneAt(long time, ulong launch)
    {
        var zones = perMicro.Length;
        var first = (int)(launch % (ulong)zones);
        for (var turn = 0; turn < zones; turn++)
        {
            var zone = (first + turn) % zones;
            if (EndOfShortage(zone, time) == time) return zone;
        }

        return -1;
    }

    /// <summary>The first time from this one on at which a zone accepts Spot starts.</summary>
    public long NextSpot(long time)
    {
        var earliest = Micros.Never;
        for (var zone = 0; zone < shortages.Length; zone++) earliest = Math.Min(earliest, EndOfShortage(zone, time));
        return earliest;
    }

    private long EndOfShortage(int zone, long time)
    {
        foreach (var (from, to) in shortages[zone])
            if (time >= from && time < to) time = to;
        return time;
    }
}
