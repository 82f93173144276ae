using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Processor and memory of a size; null where usage does not say.</summary>
internal readonly record struct SizePair(long? Millicores, long? Bytes)
{
    public VCpu Cpu => VCpu.FromMillicores(Millicores ?? 0);

    public MemorySize Memory => MemorySize.FromBytes(Bytes ?? 0);
}

/// <summary>
/// Keeps a size until leaving it is worth a deployment, so that recommendations made night after night on noisy evidence stand still. A size that no longer meets its
/// target is always left. A cheaper one is taken where it saves the policy's least saving against today; where a smaller size was recommended before, a still smaller one
/// must save twice that, and the recommendation is taken back only where it saves less than a quarter of it. Needs that waver by less than a tenth move nothing.
/// </summary>
internal static class SteadySizes
{
    private const decimal FurtherFactor = 2;
    private const decimal StayFactor = 0.25m;

    /// <summary>
    /// A limit, which costs nothing by itself: what holds it is the deployment. Today's or the last one stays where it does, unless the sizes change in any case;
    /// the last one stays as well where it is at most a tenth above what is wanted.
    /// </summary>
    public static long? Limit(ResourceNeed limit, long? wanted, bool deploys) => wanted is not { } size ? null
        : limit.Last is { } last && last >= size && last <= size + (size / 10) && limit.Accepts(last) ? last
        : limit.Current is { } today && !deploys && today >= size && limit.Accepts(today) ? today
        : size;

    /// <summary>The sizes to recommend.</summary>
    /// <param name="cpu">Need of processor.</param>
    /// <param name="memory">Need of memory.</param>
    /// <param name="wanted">The smallest sizes that meet the targets.</param>
    /// <param name="replicas">Instances that are paid for.</param>
    /// <param name="policy">Least savings.</param>
    /// <param name="prices">What sizes cost; null where no region is known, and only the part saved counts.</param>
    /// <param name="deploys">There is a deployment in any case, so what saves at all is worth it the first time.</param>
    public static SizePair Settle(ResourceNeed cpu, ResourceNeed memory, SizePair wanted, int replicas, SizingPolicy policy, SizingPrices? prices, bool deploys = false)
    {
        var recommendedLess = cpu.Last < cpu.Current || memory.Last < memory.Current;
        var first = cpu.Last is null && memory.Last is null;
        // Where today's size fails in one resource there is a deployment in any case, and the other comes along.
        if (first && (deploys || !(Stands(cpu, wanted.Millicores) && Stands(memory, wanted.Bytes)))) return wanted;

        var anchor = new SizePair(Anchor(cpu, wanted.Millicores), Anchor(memory, wanted.Bytes));
        var chosen = Worth(anchor, wanted, recommendedLess ? FurtherFactor : 1) ? wanted : anchor;
        if (!Stands(cpu, chosen.Millicores) || !Stands(memory, chosen.Bytes)) return chosen;
        var today = new SizePair(chosen.Millicores is null ? null : cpu.Current, chosen.Bytes is null ? null : memory.Current);
        return Worth(today, chosen, recommendedLess ? StayFactor : 1) ? chosen : today;

        bool Worth(SizePair from, SizePair to, decimal factor)
        {
            var weight = Weight(from);
            if (weight <= 0 || (weight - Weight(to)) / weight < (decimal)policy.LeastSavingShare * factor) return from == to;
            return prices is null || prices.Monthly(from.Cpu, from.Memory, replicas) - prices.Monthly(to.Cpu, to.Memory, replicas) >= policy.LeastSaving * factor;
        }
    }

    // The size that stays where moving to the wanted one is not worth it: never one that fails its target.
    private static long? Anchor(ResourceNeed need, long? wanted) => wanted is not { } size ? null
        : need.Last is { } last && need.Serves(last, size) ? last
        : need.Current is { } today && need.Serves(today, size) && need.Last is null ? today
        : size;

    // Today's size is no smaller than the wanted one and meets the target; so does a size that nobody asks for.
    private static bool Stands(ResourceNeed need, long? wanted) => wanted is not { } size || (need.Current is { } today && need.Serves(today, size));

    private static decimal Weight(SizePair size) => FleetPricer.Weight(new Resources(size.Cpu, size.Memory));
}
