using CostTool.Analyzer.Capacity.Packers;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity;

/// <summary>Finds a cheap set of whole nodes for a set of pods, and a cost that no set of nodes can beat.</summary>
/// <remarks>
/// The plan comes from rules of thumb and local search, the bound from relaxations that drop the question of which pod goes where; the two share nothing but the
/// request, so the gap between them is a proof of how good the plan is. An offer that holds none of the pods is never bought, not even to fill a zone. Work is limited by counting steps, never by the clock: equal requests give equal plans.
/// </remarks>
public static class NodePacker
{
    /// <summary>Packs the pods.</summary>
    /// <param name="request">Pods, offers, least number of nodes.</param>
    /// <param name="cancellation">Stops the search with an exception.</param>
    /// <returns>A plan that holds every pod that fits on some offer. Without such a pod the plan has no nodes.</returns>
    /// <exception cref="ArgumentException">A group has a negative count or request, or an offer a negative price.</exception>
    public static PackingPlan Pack(PackingRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        Refuse(request);
        var placeable = new List<PodGroup>();
        var unplaceable = new List<PodGroup>();
        foreach (var group in request.Pods.Where(group => group.Count > 0).OrderBy(group => group.Id, StringComparer.Ordinal))
        {
            (request.Offers.Any(offer => Holds(offer, group.Requests)) ? placeable : unplaceable).Add(group);
        }

        if (placeable.Count == 0) return PlanAssembly.Empty(unplaceable);
        var model = PackingModel.Build(placeable, request.Offers, Math.Max(request.MinimumZones, 1));
        var outcome = new PackingSearch(model, cancellation).Run();
        return PlanAssembly.Of(model, placeable, unplaceable, outcome);
    }

    private static bool Holds(NodeOffer offer, Resources pod) =>
        offer.UsablePods > 0 && pod.Cpu <= offer.Usable.Cpu && pod.Memory <= offer.Usable.Memory;

    private static void Refuse(PackingRequest request)
    {
        if (request.Pods.FirstOrDefault(group => group.Count < 0 || group.Requests.Cpu < default(VCpu) || group.Requests.Memory < default(MemorySize)) is { } group)
            throw new ArgumentException($"Group `{group.Id}` has a negative count or request.", nameof(request));
        if (request.Offers.FirstOrDefault(offer => offer.Rate.Amount < 0) is { } offer)
            throw new ArgumentException($"Offer `{offer.Id}` has a negative price.", nameof(request));
    }
}
