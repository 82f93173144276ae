using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>An instance type on sale.</summary>
/// <param name="Spec">The type.</param>
/// <param name="Rate">Price of an hour, without its root volume.</param>
/// <param name="Purchase">How it is bought.</param>
public sealed record PricedInstance(InstanceSpec Spec, UsdPerHour Rate, PurchaseOption Purchase);

/// <summary>What every node of a fleet carries beside its workload pods.</summary>
public sealed record NodeOverheads
{
    /// <summary>Root volume of a node.</summary>
    public required MemorySize RootVolume { get; init; }

    /// <summary>Price of one GiB of it for a month, in US dollars.</summary>
    public required decimal RootVolumeUsdPerGibibyteMonth { get; init; }

    /// <summary>Hours of the month that the volume price is for.</summary>
    public required Hours HoursInMonth { get; init; }

    /// <summary>Requests of the daemonset pods of one node together.</summary>
    public required Resources DaemonSetRequests { get; init; }

    /// <summary>Daemonset pods of one node.</summary>
    public required int DaemonSetPods { get; init; }

    /// <summary>What differs from the default formula of allocatable.</summary>
    public AllocatableOptions Allocatable { get; init; } = AllocatableOptions.Default;

    /// <summary>Price of the root volume for an hour.</summary>
    public UsdPerHour RootVolumeRate => new(RootVolume.Gibibytes * RootVolumeUsdPerGibibyteMonth / HoursInMonth.Value);
}

/// <summary>Turns instance types on sale into nodes that pods can be packed on.</summary>
public static class NodeOffers
{
    /// <summary>The nodes of an architecture.</summary>
    /// <param name="instances">Types on sale; a type may come several times, bought differently.</param>
    /// <param name="architecture">Only types of this architecture are taken.</param>
    /// <param name="overheads">What every node carries.</param>
    /// <returns>Offers sorted by id, such as <c>m5.large/on-demand</c>; types that their daemonsets fill are left out.</returns>
    /// <exception cref="ArgumentException">A type is listed twice with the same purchase option.</exception>
    public static IReadOnlyList<NodeOffer> From(IEnumerable<PricedInstance> instances, CpuArchitecture architecture, NodeOverheads overheads)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(overheads);
        var volume = overheads.RootVolumeRate;
        var offers = new SortedDictionary<string, NodeOffer>(StringComparer.Ordinal);
        foreach (var instance in instances.Where(instance => instance.Spec.Architecture == architecture))
        {
            var node = NodeAllocatable.Of(instance.Spec, overheads.Allocatable);
            var offer = new NodeOffer
            {
                Id = $"{instance.Spec.InstanceType}/{Name(instance.Purchase)}",
                InstanceType = instance.Spec.InstanceType,
                Usable = node.Allocatable - overheads.DaemonSetRequests,
                UsablePods = node.Pods - overheads.DaemonSetPods,
                Rate = instance.Rate + volume,
            };
            if (offer.Usable.Cpu <= default(VCpu) || offer.Usable.Memory <= default(MemorySize) || offer.UsablePods <= 0) continue;
            if (!offers.TryAdd(offer.Id, offer)) throw new ArgumentException($"`{offer.Id}` is listed twice.", nameof(instances));
        }

        return [.. offers.Values];
    }

    private static string Name(PurchaseOption purchase) => purchase switch
    {
        PurchaseOption.OnDemand => "on-demand",
        PurchaseOption.Spot => "spot",
        PurchaseOption.SavingsPlan => "savings-plan",
        PurchaseOption.Reserved => "reserved",
        _ => throw new ArgumentOutOfRangeException(nameof(purchase)),
    };
}
