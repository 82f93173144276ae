namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Column generation (Gilmore and Gomory): values of the pods such that no filled node is worth more than it costs, as high as they go.</summary>
internal sealed class PatternColumns
{
    private readonly PackingModel _model;
    private readonly PatternPricing _pricing;
    private readonly CoveringProgram _program;
    private readonly List<(int Candidate, List<Stack> Stacks)> _patterns = [];
    private readonly double[] _needs;

    /// <summary>Starts with one pattern for each shape.</summary>
    public PatternColumns(PackingModel model)
    {
        _model = model;
        _pricing = new PatternPricing(model);
        _needs = [.. model.Counts.Select(count => (double)count), model.MinimumNodes];
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
            // Dearer than the same pods on a node of their own, so that no starting column stays.
            start[s] = 2 * model.Candidates[k].Cost;
        }

        _program = new CoveringProgram(_needs, start);
        foreach (var (candidate, stacks) in alone) Add(candidate, stacks);
    }

    /// <summary>The bound that <see cref="Values"/> prove.</summary>
    public double Bound { get; private set; }

    /// <summary>Cost of the fractional solution.</summary>
    public double Objective => _program.Objective();

    /// <summary>Value of a pod of each shape.</summary>
    public double[] Values { get; private set; }

    /// <summary>A value that no content of one node of each candidate exceeds.</summary>
    public double[] Rooms { get; private set; }

    /// <summary>Adds a filled node that some plan uses.</summary>
    public void Add(int candidate, List<Stack> stacks)
    {
        _patterns.Add((candidate, stacks));
        _program.Add(_model.Candidates[candidate].Cost, [.. stacks.Select(stack => (stack.Shape, (double)stack.Count)), (_needs.Length - 1, 1d)]);
    }

    /// <summary>Adds patterns until none pays, until bound and solution are close, or until the rounds are over.</summary>
    public void Improve(int rounds, int budget, double enough, CancellationToken cancellation)
    {
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            _program.Solve(2000);
            var found = Price(budget);
            if (_program.Objective() <= Bound * (1 + enough)) return;
            if (found > 0) continue;
            // Nothing pays within the budget, but the search was cut short somewhere: look deeper once, then stop.
            if (budget > 4000) return;
            budget *= 8;
        }
    }

    /// <summary>The filled nodes that the fractional solution buys, and how many of each.</summary>
    public IEnumerable<(double Amount, int Candidate, List<Stack> Stacks)> Solution() =>
        _program.Amounts().Select((amount, j) => (amount, _patterns[j].Candidate, _patterns[j].Stacks)).Where(item => item.amount > 1e-6);

    /// <summary>The filled nodes that are nearly worth their cost at the present values.</summary>
    public IEnumerable<(int Candidate, List<Stack> Stacks)> Promising(double least)
    {
        var values = _program.Duals.ToArray();
        return _patterns.Where(pattern =>
            pattern.Stacks.Sum(stack => stack.Count * values[stack.Shape]) + values[^1] >= _model.Candidates[pattern.Candidate].Cost * least);
    }

    private int Price(int budget)
    {
        var duals = _program.Duals;
        var values = new double[_model.Shapes.Length];
        for (var s = 0; s < values.Length; s++) values[s] = Math.Max(duals[s], 0);
        var nodeValue = Math.Max(duals[^1], 0);
        var rooms = new double[_model.Candidates.Length];
        var scale = double.PositiveInfinity;
        var found = 0;
        for (var k = 0; k < rooms.Length; k++)
        {
            var cost = _model.Candidates[k].Cost;
            rooms[k] = _pricing.Search(_model.Candidates[k].Room, values, Math.Max((cost - nodeValue) * (1 + 1e-7), 0), budget, out var pattern);
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
        }

        return found;
    }
}
