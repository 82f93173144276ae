namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Nodes that hold all pods, and a cost that no such nodes can beat.</summary>
internal sealed record PackingOutcome(IReadOnlyList<PackedNode> Nodes, double LowerBound);

/// <summary>The search for one request, from quick and rough to slow and fine; it stops as soon as plan and bound meet.</summary>
internal sealed class PackingSearch(PackingModel model, CancellationToken cancellation)
{
    private const double Enough = 1e-4;
    private CoverRows _rows = CoverRows.Of(model, model.Counts, model.MinimumNodes);
    private List<PackedNode> _plan = [];
    private double _cost = double.PositiveInfinity;
    private double _bound;

    private bool Closed => _cost <= _bound * (1 + Enough);

    /// <summary>Runs the stages.</summary>
    public PackingOutcome Run()
    {
        _bound = _rows.Bound;
        StartGreedily();
        if (!Closed) ListFleets(steps: 20_000, fleets: 300);
        return new PackingOutcome(_plan, Math.Min(_bound, _cost));
    }

    private void StartGreedily()
    {
        var worth = LinearWorth();
        var waste = model.Candidates.Select((candidate, k) => candidate.Cost - _rows.Value(_rows.Rooms[k])).ToArray();
        var byWaste = Enumerable.Range(0, waste.Length)
            .OrderBy(k => waste[k] / Math.Max(model.Candidates[k].Cost, double.Epsilon)).ThenBy(k => k).ToArray();
        foreach (var width in new[] { 1, 4, 16, byWaste.Length })
        {
            if (width > byWaste.Length) continue;
            cancellation.ThrowIfCancellationRequested();
            Offer(NodeFilling.Greedy(model, _rows, model.Counts, byWaste[..width], worth));
        }
    }

    private void ListFleets(int steps, int fleets)
    {
        var search = new FleetSearch(_rows, _cost);
        var proven = double.NaN;
        for (var fleet = 0; fleet < fleets && search.Steps < steps; fleet++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (search.Next(steps - search.Steps) is not { } nodes) break;
            // The first set listed is the cheapest of all that cover the rows.
            if (double.IsNaN(proven)) proven = Cost(nodes) * (1 - 1e-9);
            if (NodeFilling.Into(model, _rows, model.Counts, nodes) is not { } plan) continue;
            Offer(plan);
            break;
        }

        _bound = Math.Max(_bound, double.IsNaN(proven) ? search.Bound : proven);
    }

    private double[] LinearWorth() =>
        [.. model.Shapes.Select(shape => Math.Max((_rows.Duals[0] * shape.Cores) + (_rows.Duals[1] * shape.Gibibytes) + _rows.Duals[2], 1e-12))];

    private void Offer(List<PackedNode> plan)
    {
        for (var n = 0; n < plan.Count; n++) plan[n] = Downsized(plan[n]);
        var cheapest = 0;
        while (plan.Count < model.MinimumNodes) plan.Add(new PackedNode(cheapest, []));
        var cost = plan.Sum(node => model.Candidates[node.Candidate].Cost);
        if (cost >= _cost) return;
        _cost = cost;
        _plan = plan;
    }

    private PackedNode Downsized(PackedNode node)
    {
        var load = default(Load);
        foreach (var stack in node.Stacks) load = load.Plus(model.Shapes[stack.Shape], stack.Count);
        var k = Array.FindIndex(model.Candidates, candidate => candidate.Room.Holds(load)); // cheapest first
        return k == node.Candidate ? node : new PackedNode(k, node.Stacks);
    }

    private double Cost(List<int> nodes) => nodes.Sum(k => model.Candidates[k].Cost);
}
