namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Column generation (Gilmore and Gomory): values of the pods such that no filled node is worth more than it costs, as high as they go.</summary>
internal sealed class PatternColumns
{
    private const double Smoothing = 0.6;
    private readonly PackingModel _model;
    private readonly PatternPricing _pricing;
    private readonly CoveringProgram _program;
    private readonly List<(int Candidate, List<Stack> Stacks)> _patterns = [];
    private readonly double[] _needs;
    private readonly double[] _cover;

    private readonly ShapeGrid _grid;
    private (double[] Values, double NodeValue)? _proven;

    /// <summary>Starts with one pattern for each shape.</summary>
    /// <param name="model">Pods and candidates.</param>
    /// <param name="grid">Points whose values are looked for; those of the shapes follow.</param>
    public PatternColumns(PackingModel model, ShapeGrid grid)
    {
        _model = model;
        _grid = grid;
        _pricing = new PatternPricing(model);
        _needs = new double[grid.Points + 1];
        _needs[^1] = model.MinimumNodes;
        Values = new double[model.Shapes.Length];
        Rooms = new double[model.Candidates.Length];
        var alone = new List<(int Candidate, List<Stack> Stacks)>();
        var start = new double[_needs.Length];
        start[^1] = 2 * model.Candidates.Min(candidate => candidate.Cost);
        for (var s = 0; s < model.Shapes.Length; s++)
        {
            var (_, k) = model.Candidates.Select((candidate, n) => (candidate, n))
                .Where(item => item.candidate.Room.Holds(model.Shapes[s]))
                .Min(item => (item.candidate.Cost / Math.Min(item.candidate.Room.Fit(model.Shapes[s]), model.Counts[s]), item.n));
            alone.Add((k, [new Stack(s, Math.Min(model.Candidates[k].Room.Fit(model.Shapes[s]), model.Counts[s]))]));
            foreach (var (point, weight) in grid.Weights[s])
            {
                _needs[point] += weight * model.Counts[s];
                // Dearer than the same pods on a node of their own, so that no starting column stays.
                var dear = 2 * model.Candidates[k].Cost / weight;
                start[point] = start[point] == 0 ? dear : Math.Min(start[point], dear);
            }
        }

        _cover = new double[_needs.Length];
        _program = new CoveringProgram(_needs, start);
        foreach (var (candidate, stacks) in alone) Add(candidate, stacks);
    }

    /// <summary>The bound that <see cref="Values"/> prove.</summary>
    public double Bound { get; private set; }

    /// <summary>Value of a pod of each shape.</summary>
    public double[] Values { get; private set; }

    /// <summary>A value that no content of one node of each candidate exceeds.</summary>
    public double[] Rooms { get; private set; }

    /// <summary>Adds a filled node that some plan uses.</summary>
    public void Add(int candidate, List<Stack> stacks)
    {
        _patterns.Add((candidate, stacks));
        Array.Clear(_cover);
        foreach (var stack in stacks)
        {
            foreach (var (point, weight) in _grid.Weights[stack.Shape]) _cover[point] += weight * stack.Count;
        }

        _cover[^1] = 1;
        _program.Add(_model.Candidates[candidate].Cost, [.. _cover.Select((amount, row) => (row, amount)).Where(item => item.amount > 0)]);
    }

    /// <summary>Adds patterns until none pays, until bound and solution are close, or until the rounds are over.</summary>
    /// <param name="rounds">Rounds.</param>
    /// <param name="budget">Steps to search one node with.</param>
    /// <param name="deepest">Steps at most, when fewer find nothing more.</param>
    /// <param name="enough">Difference between bound and solution that is close.</param>
    /// <param name="cancellation">Stops the search.</param>
    public void Improve(int rounds, int budget, int deepest, double enough, CancellationToken cancellation)
    {
        var smoothing = Smoothing;
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            _program.Solve(2000);
            var found = Price(budget, smoothing);
            if (_program.Objective() <= Bound * (1 + enough)) return;
            if (found == 0 && smoothing == 0)
            {
                // Nothing pays within the budget, but the search was cut short somewhere.
                if (budget >= deepest) return;
                budget *= 8;
            }

            smoothing = found == 0 ? 0 : Smoothing;
        }
    }

    /// <summary>The filled nodes that the fractional solution buys, and how many of each.</summary>
    public IEnumerable<(double Amount, int Candidate, List<Stack> Stacks)> Solution() =>
        _program.Amounts().Select((amount, j) => (amount, _patterns[j].Candidate, _patterns[j].Stacks)).Where(item => item.amount > 1e-6);

    /// <summary>The filled nodes that are nearly worth their cost at the present values.</summary>
    public IEnumerable<(int Candidate, List<Stack> Stacks)> Promising(double least)
    {
        var (values, nodeValue) = Present();
        return _patterns.Where(pattern =>
            pattern.Stacks.Sum(stack => stack.Count * values[stack.Shape]) + nodeValue >= _model.Candidates[pattern.Candidate].Cost * least);
    }

    private (double[] Values, double NodeValue) Present()
    {
        var duals = _program.Duals.ToArray();
        return ([.. _grid.Weights.Select(mixture => mixture.Sum(item => item.Weight * Math.Max(duals[item.Point], 0)))], Math.Max(duals[^1], 0));
    }

    // The program's values leap from round to round. Half-way to the values that prove the best bound so far, nodes are found that serve both.
    private (double[] Values, double NodeValue) Smoothed(double smoothing)
    {
        var (values, nodeValue) = Present();
        if (_proven is not { } proven) return (values, nodeValue);
        var (center, centerNode) = proven;
        return ([.. values.Select((value, s) => ((1 - smoothing) * value) + (smoothing * center[s]))], ((1 - smoothing) * nodeValue) + (smoothing * centerNode));
    }

    private int Price(int budget, double smoothing)
    {
        var (values, nodeValue) = Smoothed(smoothing);
        var rooms = new double[_model.Candidates.Length];
        var scale = double.PositiveInfinity;
        var found = 0;
        for (var k = 0; k < rooms.Length; k++)
        {
            var cost = _model.Candidates[k].Cost;
            rooms[k] = _pricing.Search(k, values, Math.Max((cost - nodeValue) * (1 + 1e-7), 0), budget, out var pattern);
            scale = Math.Min(scale, cost / (rooms[k] + nodeValue));
            if (pattern is null) continue;
            found++;
            Add(k, pattern);
        }

        var worth = _needs[^1] * nodeValue;
        for (var s = 0; s < values.Length; s++) worth += values[s] * _model.Counts[s];
        if (worth * scale > Bound)
        {
            Bound = worth * scale;
            Values = values;
            Rooms = rooms;
            _proven = ([.. values.Select(value => value * scale)], nodeValue * scale);
        }

        return found;
    }
}
