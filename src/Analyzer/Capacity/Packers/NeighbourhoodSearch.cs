namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Takes a few nodes out of a plan and looks for cheaper nodes that hold the same pods, again and again.</summary>
internal sealed class NeighbourhoodSearch
{
    private const int Seed = 20_240_131; // any fixed number: equal requests must give equal plans
    private readonly PackingModel _model;
    private readonly CoverRows _rows;
    private readonly double[] _values;
    private readonly CancellationToken _cancellation;
    private readonly List<PackedNode> _plan;
    private readonly List<double> _waste;
    private readonly Random _random = new(Seed);
    private readonly int[] _shortList;

    /// <summary>Starts from a plan, which is left as it is.</summary>
    /// <param name="model">Pods and candidates.</param>
    /// <param name="rows">What nodes must cover.</param>
    /// <param name="values">What a pod of each shape should cost: a node is wasteful by its cost above the values of its pods.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Stops the search.</param>
    public NeighbourhoodSearch(PackingModel model, CoverRows rows, double[] values, IReadOnlyList<PackedNode> plan, CancellationToken cancellation)
    {
        _model = model;
        _rows = rows;
        _values = values;
        _cancellation = cancellation;
        _plan = [.. plan];
        _waste = [.. plan.Select(Waste)];
        _shortList = rows.Order[..Math.Min(12, rows.Order.Length)];
    }

    /// <summary>Tries a number of sets of nodes.</summary>
    /// <returns>The plan with everything that was found cheaper.</returns>
    public List<PackedNode> Improve(int rounds)
    {
        for (var round = 0; round < rounds && _plan.Count > 0; round++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var chosen = Choose(Math.Min(2 + (round % 3), _plan.Count));
            if (Cheaper(chosen) is not { } better) continue;
            Replace(chosen, better);
        }

        return _plan;
    }

    /// <summary>Tries a number of larger sets of nodes, each packed anew by column generation.</summary>
    public List<PackedNode> Rebuild(int rounds)
    {
        for (var round = 0; round < rounds && _plan.Count > 2; round++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var chosen = Choose(Math.Min(8 + (8 * (round % 3)), _plan.Count));
            var counts = new int[_model.Shapes.Length];
            foreach (var n in chosen)
            {
                foreach (var stack in _plan[n].Stacks) counts[stack.Shape] += stack.Count;
            }

            var others = _plan.Count - chosen.Count;
            var better = new List<PackedNode>();
            PatternDive.Rest(
                _model.With(_model.Shapes, counts, Math.Max(_model.MinimumNodes - others, 0)),
                [.. chosen.Select(n => (_plan[n].Candidate, _plan[n].Stacks))], counts, better, 0.6 + (0.1 * (round % 4)), _cancellation);
            if (others + better.Count < _model.MinimumNodes || Cost(better) >= Cost(chosen.Select(n => _plan[n])) * (1 - 1e-9)) continue;
            Replace(chosen, better);
        }

        return _plan;
    }

    private double Cost(IEnumerable<PackedNode> nodes) => nodes.Sum(node => _model.Candidates[node.Candidate].Cost);

    private void Replace(List<int> chosen, List<PackedNode> better)
    {
        foreach (var n in chosen.OrderDescending())
        {
            _plan.RemoveAt(n);
            _waste.RemoveAt(n);
        }

        foreach (var node in better)
        {
            _plan.Add(node);
            _waste.Add(Waste(node));
        }
    }

    // Wasteful nodes are drawn more often.
    private List<int> Choose(int count)
    {
        var chosen = new List<int>(count);
        var total = _waste.Sum(waste => waste + 1e-9);
        while (chosen.Count < count)
        {
            var mark = _random.NextDouble() * total;
            var n = 0;
            while (n < _waste.Count - 1 && (mark -= _waste[n] + 1e-9) > 0) n++;
            while (chosen.Contains(n)) n = (n + 1) % _waste.Count;
            chosen.Add(n);
        }

        return chosen;
    }

    private List<PackedNode>? Cheaper(List<int> chosen)
    {
        var counts = new int[_model.Shapes.Length];
        var cost = 0d;
        foreach (var n in chosen)
        {
            cost += _model.Candidates[_plan[n].Candidate].Cost;
            foreach (var stack in _plan[n].Stacks) counts[stack.Shape] += stack.Count;
        }

        var ceiling = cost * (1 - 1e-9);
        var nodes = Math.Max(_model.MinimumNodes - (_plan.Count - chosen.Count), 0);
        var rows = _rows.Part(_model, counts, nodes);
        if (rows.Bound >= ceiling) return null;
        var search = new FleetSearch(rows, ceiling);
        for (var fleet = 0; fleet < 10; fleet++)
        {
            if (search.Next(300) is not { } candidates) break;
            if (NodeFilling.Into(_model, rows, counts, candidates) is { } plan) return plan;
        }

        if (nodes > 0) return null;
        var greedy = NodeFilling.Greedy(_model, rows, counts, _shortList, _values);
        return Cost(greedy) < ceiling ? greedy : null;
    }

    private double Waste(PackedNode node) =>
        Math.Max(_model.Candidates[node.Candidate].Cost - node.Stacks.Sum(stack => stack.Count * _values[stack.Shape]), 0);
}
