using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Units;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Fits a need of a task that is on Fargate into the sizes that are sold.</summary>
internal static class FargateSnap
{
    /// <summary>The cheapest size that holds the need, or today's where it holds it and the cheapest saves too little; null where no size is large enough.</summary>
    /// <param name="need">Processor and memory.</param>
    /// <param name="subject">The task, with its size today and the last recommendation.</param>
    /// <param name="policy">Least savings.</param>
    /// <param name="prices">Rates to compare by.</param>
    public static FargateSize? Of(SizePair need, SizingSubject subject, SizingPolicy policy, SizingPrices prices)
    {
        var cheapest = FargateSize.CheapestFitting(prices.Rates, need.Cpu, need.Memory, OperatingSystem.Linux);
        if (cheapest is null) return null;
        foreach (var (cpu, memory) in ((VCpu?, MemorySize?)[])[(subject.Last?.Cpu, subject.Last?.Memory), (subject.CurrentCpu, subject.CurrentMemory)])
        {
            if (cpu is not { } cores || memory is not { } size || FargateSize.Find(cores, size) is not { } held) continue;
            if (held.Cpu < need.Cpu || held.Memory < need.Memory) continue;
            var (before, after) = (Monthly(held), Monthly(cheapest));
            if (before - after < policy.LeastSaving || (before - after) / before < (decimal)policy.LeastSavingShare) return held;
        }

        return cheapest;

        Usd Monthly(FargateSize size) => size.PricePerHour(prices.Rates) * prices.Hours * subject.Replicas;
    }
}
