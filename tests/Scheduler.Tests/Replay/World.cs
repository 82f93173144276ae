using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Demand;
using CsCheck;

namespace CostTool.Scheduler.Tests.Replay;

/// <summary>A world without chance, and short histories, for the tests of the replay.</summary>
internal static class World
{
    private static readonly RegionPrices Prices = PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "test"));

    /// <summary>Placement 10 s, pull and boot 30 s, Spot that is never interrupted.</summary>
    public static ReplayTerms Calm { get; } = new()
    {
        OnDemand = Prices.Fargate(Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64),
        Spot = Prices.FargateSpot(CpuArchitecture.X86_64),
        StartUp = StartUp.Constant(10, 30),
        SpotTerms = SpotTerms.Calm,
    };

    public static FargateSize Small { get; } = FargateSize.All[0];

    public static WorkerShape Shape(int concurrency = 1) => new(Small, concurrency);

    /// <summary>Spot of one zone.</summary>
    public static SpotTerms Spot(double interruptionsPerHour, params Shortage[] shortages) => new()
    {
        Zones = [new SpotZone { Name = "a", InterruptionsPerHour = Band.Sure(interruptionsPerHour), Shortages = shortages }],
    };

    /// <summary>Tasks given as (arrival, runtime) in seconds, in one queue.</summary>
    public static QueueDemand Demand(double spanSeconds, params (double Arrival, double Runtime)[] tasks) => History(spanSeconds, tasks).Whole("q");

    /// <summary>A week of short bursts: forty tasks within a minute or so, every two hours.</summary>
    public static QueueDemand Bursts(ulong seed) => Demand(7 * 86_400, [.. Enumerable.Range(0, 84 * 40).Select(task => ((task / 40 * 7200) + 30 + (task * 7919 % 97), 5.0 + ((((ulong)task * 31) + seed) % 23)))]);

    /// <summary>A steady stream: a task every ten seconds.</summary>
    public static QueueDemand Stream => Demand(86_400, [.. Enumerable.Range(0, 8640).Select(task => (task * 10.0, 3.0 + (task % 5)))]);

    public static ReplayHistory History(double spanSeconds, params (double Arrival, double Runtime)[] tasks)
    {
        var builder = new ReplayHistoryBuilder();
        foreach (var (arrival, runtime) in tasks) builder.Add(new ReplayTask { ArrivalSeconds = arrival, RuntimeSeconds = runtime, Task = "t", Queue = "q" });
        return builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(spanSeconds));
    }

    /// <summary>Up to a hundred tasks within an hour, in whole seconds so that many things happen at one instant. None takes no time: which place it leaves for the next of the same instant is a matter of taste.</summary>
    public static Gen<QueueDemand> Demands { get; } =
        Gen.Select(Gen.Int[0, 3600], Gen.Int[1, 400]).Array[1, 100].Select(tasks => Demand(3600, [.. tasks.Select(task => ((double)task.Item1, (double)task.Item2))]));

    /// <summary>The same with two levels of urgency.</summary>
    public static Gen<QueueDemand> UrgentDemands { get; } = Gen.Select(Gen.Int[0, 3600], Gen.Int[1, 400], Gen.Int[0, 2]).Array[1, 100].Select(tasks =>
    {
        var builder = new ReplayHistoryBuilder();
        foreach (var (arrival, runtime, urgency) in tasks)
            builder.Add(new ReplayTask { ArrivalSeconds = arrival, RuntimeSeconds = runtime, Task = "t", Queue = "q", Urgency = (byte)urgency });
        return builder.Build(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(3600)).Whole("q");
    });
}
