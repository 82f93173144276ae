using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Replay.Capacity;
using CostTool.Scheduler.Replay.Policies;

namespace CostTool.ReplayBenchmark;

internal static class Fleets
{
    public static ReplayTerms Terms { get; } = MakeTerms();

    public static WorkerShape Shape(int concurrency) => new(FargateSize.All[1], concurrency);

    /// <summary>Fifty policies of all kinds for a load that keeps so many places busy in the mean.</summary>
    public static IReadOnlyList<ReplayPolicy> Fifty(int busy)
    {
        var four = Shape(4);
        var workers = Math.Max(1, busy / 4);
        List<ReplayPolicy> policies = [];
        foreach (var factor in (double[])[1.5, 2, 2.5, 3, 4])
        {
            var count = Math.Max(1, (int)(workers * factor));
            policies.Add(new ServicePolicy { Shape = four, Workers = count });
            policies.Add(new ServicePolicy { Shape = four, Workers = count, Buying = Buying.Spot });
            policies.Add(new ServicePolicy { Shape = four, Workers = count, Buying = new Buying { OnDemandBase = 2, OnDemandWeight = 1, SpotWeight = 3 } });
        }

        foreach (var target in (double[])[0.4, 0.5, 0.6, 0.7, 0.8])
            policies.Add(new ServicePolicy { Shape = four, Workers = workers, Buying = Buying.Spot, Scaling = new TargetTracking { Least = 1, Most = workers * 4, Target = target } });
        foreach (var every in (double[])[60, 120, 300, 600, 900])
            foreach (var factor in (double[])[1, 2, 4])
                policies.Add(new ScheduledDrainPolicy { Shape = four, EverySeconds = every, Workers = Math.Max(1, (int)(workers * factor)), Buying = Buying.SpotWithFallback(120) });
        foreach (var window in (double[])[60, 120, 300, 600, 900])
            policies.Add(new WakePolicy { Shape = four, WindowSeconds = window, Workers = Math.Max(1, workers), Buying = Buying.SpotWithFallback(120) });
        foreach (var drain in (double[])[10, 30, 60, 120, 300, 600, 900, 1200, 1800])
            policies.Add(new DispatcherPolicy { Shape = four, DrainSeconds = drain, Most = workers * 4, Buying = Buying.SpotWithFallback(120) });
        policies.Add(new OneShotPolicy { Shape = Shape(1), Buying = Buying.Spot });
        return policies;
    }

    private static ReplayTerms MakeTerms()
    {
        var prices = PriceBook.LoadBuiltIn().For(Region.Parse("eu-west-3", "benchmark"));
        return new ReplayTerms
        {
            OnDemand = prices.Fargate(Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64), Spot = prices.FargateSpot(CpuArchitecture.X86_64), DeadlineSeconds = 600,
        };
    }
}
