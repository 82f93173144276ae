using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;

namespace CostTool.Analyzer.Tests.Capacity;

/// <summary>The cheapest plan by trying everything; for a handful of pods.</summary>
internal static class ExhaustivePacking
{
    public static decimal Cost(PackingRequest request)
    {
        var offers = request.Offers.Where(offer => request.Pods.Any(group => group.Count > 0 && Holds(offer, group.Requests, 1))).ToArray();
        var pods = request.Pods.SelectMany(group => Enumerable.Repeat(group.Requests, group.Count))
            .Where(pod => offers.Any(offer => Holds(offer, pod, 1))).OrderByDescending(pod => pod.Memory).ThenByDescending(pod => pod.Cpu).ToArray();
        return pods.Length == 0 ? 0 : Best(pods, 0, [], offers, request.MinimumZones, decimal.MaxValue);
    }

    // Pods are put one after the other on a node in use or on a new one; each node in the end is the cheapest offer that holds its pods.
    private static decimal Best(Resources[] pods, int next, List<(Resources Used, int Pods)> nodes, NodeOffer[] offers, int zones, decimal best)
    {
        var costs = nodes.Select(node => Cheapest(offers, node.Used, node.Pods)).ToArray();
        if (costs.Any(cost => cost is null) || costs.Sum(cost => cost!.Value) >= best) return best;
        if (next == pods.Length)
        {
            var padding = Math.Max(zones - nodes.Count, 0) * offers.Min(offer => offer.Rate.Amount);
            return Math.Min(best, costs.Sum(cost => cost!.Value) + padding);
        }

        for (var n = 0; n <= nodes.Count; n++)
        {
            var fresh = n == nodes.Count;
            if (fresh) nodes.Add((pods[next], 1));
            else nodes[n] = (nodes[n].Used + pods[next], nodes[n].Pods + 1);
            best = Best(pods, next + 1, nodes, offers, zones, best);
            if (fresh)
            {
                nodes.RemoveAt(n);
                break;
            }

            nodes[n] = (nodes[n].Used - pods[next], nodes[n].Pods - 1);
        }

        return best;
    }

    private static decimal? Cheapest(NodeOffer[] offers, Resources used, int pods) =>
        offers.Where(offer => Holds(offer, used, pods)).Select(offer => (decimal?)offer.Rate.Amount).Min();

    private static bool Holds(NodeOffer offer, Resources used, int pods) =>
        used.Cpu <= offer.Usable.Cpu && used.Memory <= offer.Usable.Memory && pods <= offer.UsablePods;
}
