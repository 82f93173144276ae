using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Turns nodes with pod shapes back into nodes with pods of named groups.</summary>
internal static class PlanAssembly
{
    /// <summary>The plan for no pods.</summary>
    public static PackingPlan Empty(IReadOnlyList<PodGroup> unplaceable) =>
        new() { Nodes = [], Rate = default, LowerBound = default, Unplaceable = unplaceable };

    /// <summary>The plan of a search.</summary>
    public static PackingPlan Of(PackingModel model, IReadOnlyList<PodGroup> placed, IReadOnlyList<PodGroup> unplaceable, PackingOutcome outcome)
    {
        var rate = outcome.Nodes.Sum(node => model.Candidates[node.Candidate].Offer.Rate.Amount);
        return new PackingPlan
        {
            Nodes = Named(model, placed, outcome.Nodes),
            Rate = new UsdPerHour(rate),
            LowerBound = new UsdPerHour(Math.Min(rate, RoundedDown(outcome.LowerBound))),
            Unplaceable = unplaceable,
        };
    }

    // The conversion keeps 15 digits; a unit of the fifteenth is given up so that the decimal never exceeds the double.
    private static decimal RoundedDown(double bound) => (decimal)Math.Max(bound * (1 - 1e-14), 0);

    private static List<PackedNodes> Named(PackingModel model, IReadOnlyList<PodGroup> placed, IReadOnlyList<PackedNode> nodes)
    {
        var index = model.Shapes.Select((shape, s) => (shape, s)).ToDictionary(item => item.shape, item => item.s);
        var members = placed.ToLookup(group => index[new Shape(group.Requests)]);
        var waiting = model.Shapes.Select((_, s) => new Queue<(string Id, int Count)>(members[s].Select(group => (group.Id, group.Count)))).ToArray();
        return [.. nodes
            .OrderBy(node => model.Candidates[node.Candidate].Offer.Id, StringComparer.Ordinal)
            .ThenBy(node => string.Join(' ', node.Stacks.OrderBy(stack => stack.Shape)), StringComparer.Ordinal)
            .Select(node => (model.Candidates[node.Candidate].Offer, Pods: Take(node, waiting)))
            .GroupBy(node => (node.Offer.Id, Content: string.Join('\n', node.Pods)))
            .OrderBy(same => same.Key.Id, StringComparer.Ordinal).ThenBy(same => same.Key.Content, StringComparer.Ordinal)
            .Select(same => new PackedNodes(same.First().Offer, same.Count(), same.First().Pods))];
    }

    private static List<PodPlacement> Take(PackedNode node, Queue<(string Id, int Count)>[] waiting)
    {
        var taken = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var stack in node.Stacks)
        {
            for (var left = stack.Count; left > 0;)
            {
                var (id, count) = waiting[stack.Shape].Dequeue();
                var part = Math.Min(left, count);
                taken[id] = taken.GetValueOrDefault(id) + part;
                left -= part;
                if (count > part) waiting[stack.Shape] = new Queue<(string, int)>(waiting[stack.Shape].Prepend((id, count - part)));
            }
        }

        return [.. taken.Select(item => new PodPlacement(item.Key, item.Value))];
    }
}
