namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Nodes that hold all pods, and a cost that no such nodes can beat.</summary>
internal sealed record PackingOutcome(IReadOnlyList<PackedNode> Nodes, double LowerBound);

/// <summary>The search for one request, from quick and rough to slow and fine; it stops as soon as plan and bound meet.</summary>
internal sealed class PackingSearch(PackingModel model, CancellationToken cancellation)
{
    private const double Met = 1e-4;
    private const double Good = 0.005; // further search costs more time than it has ever saved
    private const double Fair = 0.01;
    private const int MostShapes = 100; // rows of the linear program: its work grows with their square
    private const int GridLines = 7;
    private const int FewNodes = 8; // on more nodes placements are too many to try
    private CoverRows _rows = CoverRows.Of(model, model.Counts, model.MinimumNodes);
    private List<PackedNode> _plan = [];
    private double _cost = double.PositiveInfinity;
    private double _bound;

    private bool Closed => Within(Met);

    /// <summary>Runs the stages.</summary>
    public PackingOutcome Run()
    {
        _bound = _rows.Bound;
        StartGreedily();
        if (!Closed) ListFleets(steps: 2_000, fleets: 100);
        if (!Closed) GenerateColumns();
        return new PackingOutcome(_plan, Math.Min(_bound, _cost));
    }

    private void StartGreedily()
    {
        var worth = LinearWorth();
        foreach (var width in new[] { 1, 4, 16 })
        {
            if (width > _rows.Order.Length) continue;
            cancellation.ThrowIfCancellationRequested();
            Offer(NodeFilling.Greedy(model, _rows, model.Counts, _rows.Order[..width], worth));
        }
    }

    // Sets of nodes come cheapest first. As long as each of them is shown to be too small, no plan is cheaper than the next one.
    private void ListFleets(int steps, int fleets)
    {
        var search = new FleetSearch(_rows, _cost);
        var refuted = true;
        for (var fleet = 0; fleet < fleets && search.Steps < steps; fleet++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (search.Next(steps - search.Steps) is not { } nodes) break;
            if (refuted) _bound = Math.Max(_bound, Cost(nodes) * (1 - 1e-9));
            var plan = NodeFilling.Into(model, _rows, model.Counts, nodes);
            if (plan is null && (nodes.Count > FewNodes || ExactPlacement.Fits(model, model.Counts, nodes, 5_000, out plan) is not false)) refuted = false;
            if (plan is null) continue;
            Offer(plan);
            return;
        }

        if (refuted) _bound = Math.Max(_bound, search.Bound);
    }

    private void GenerateColumns()
    {
        var worth = model.Shapes.Length <= MostShapes ? ColumnsOfShapes() : ColumnsOfGrid();
        if (Closed) return;
        Offer(NodeFilling.Greedy(model, _rows, model.Counts, _rows.Order[..Math.Min(20, _rows.Order.Length)], worth));
        if (!Within(Good)) Offer(Neighbourhood(worth).Improve(Math.Max(300, 8 * _plan.Count)));
        if (!Within(Fair)) Offer(Neighbourhood(worth).Rebuild(rounds: 24));
        if (!Closed) ListFleets(steps: 3_000, fleets: 100);
    }

    private bool Within(double gap) => _cost <= _bound * (1 + gap);

    private NeighbourhoodSearch Neighbourhood(double[] worth) => new(model, _rows, worth, _plan, cancellation);

    private double[] ColumnsOfShapes()
    {
        var columns = new PatternColumns(model, ShapeGrid.Exact(model));
        foreach (var node in _plan) columns.Add(node.Candidate, node.Stacks);
        columns.Improve(100, 500, 32_000, 2e-3, cancellation);
        Bind(columns.Values, columns.Rooms);
        foreach (var mostly in new[] { 0.65, 0.95 })
        {
            if (!Within(Good)) Offer(PatternDive.Run(model, columns, mostly, cancellation));
        }

        return columns.Values;
    }

    // Too many shapes for a row each: their values are mixed from those of a grid, and nodes are filled one by one until few enough shapes are left.
    private double[] ColumnsOfGrid()
    {
        var columns = new PatternColumns(model, ShapeGrid.Crossing(model, GridLines));
        foreach (var node in _plan) columns.Add(node.Candidate, node.Stacks);
        columns.Improve(120, 500, 4000, 5e-3, cancellation);
        Bind(columns.Values, columns.Rooms);
        var left = (int[])model.Counts.Clone();
        var plan = PatternFilling.Run(model, columns.Values, left, MostShapes, cancellation);
        PatternDive.Rest(model, [], left, plan, 0.65, cancellation);
        Offer(plan);
        return columns.Values;
    }

    private void Bind(double[] values, double[] rooms)
    {
        _rows = _rows.And(model.Counts, values, rooms);
        _bound = Math.Max(_bound, _rows.Bound);
    }

    private double[] LinearWorth() =>
        [.. model.Shapes.Select(shape => Math.Max((_rows.Duals[0] * shape.Cores) + (_rows.Duals[1] * shape.Gibibytes) + _rows.Duals[2], 1e-12))];

    private void Offer(List<PackedNode> plan)
    {
        for (var n = 0; n < plan.Count; n++) plan[n] = Downsized(plan[n]);
        while (plan.Count < model.MinimumNodes) plan.Add(new PackedNode(0, [])); // the cheapest candidate comes first
        var cost = plan.Sum(node => model.Candidates[node.Candidate].Cost);
        if (cost >= _cost) return;
        _cost = cost;
        _plan = plan;
    }

    private PackedNode Downsized(PackedNode node)
    {
        if (node.Stacks.Count == 0) return new PackedNode(0, node.Stacks);
        var k = model.Cheapest(node.Stacks);
        return k == node.Candidate ? node : new PackedNode(k, node.Stacks);
    }

    private double Cost(List<int> nodes) => nodes.Sum(k => model.Candidates[k].Cost);
}
