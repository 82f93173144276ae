namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Lists the sets of nodes that satisfy the cover rows, cheapest first, and so raises the bound from fractions of nodes to whole ones.</summary>
/// <remarks>
/// Best-first search. A state is a set of nodes and the next candidate to add; candidates are in order of how much their cost exceeds the worth of their room,
/// so every set is met once. The key of a state is its cost plus the worth of what is still uncovered: no completion costs less.
/// </remarks>
internal sealed class FleetSearch
{
    private const double Safety = 1e-9;
    private readonly CoverRows _rows;
    private readonly double[] _excess;
    private readonly double[] _cheapest;
    private readonly int[] _order;
    private readonly double _ceiling;
    private readonly List<State> _states = [];
    private readonly List<double> _remaining = [];
    private readonly PriorityQueue<(int State, int Next), (double Key, double Open, int Age)> _open = new();
    private int _age;

    /// <summary>Starts a search.</summary>
    /// <param name="rows">What must be covered.</param>
    /// <param name="ceiling">Sets that cost this much or more are of no interest.</param>
    public FleetSearch(CoverRows rows, double ceiling)
    {
        _rows = rows;
        _ceiling = ceiling;
        var count = rows.Costs.Length;
        _order = rows.Order;
        // Sorted by the share of waste; keys need the least waste among the candidates still allowed.
        _excess = new double[count + 1];
        _excess[count] = double.PositiveInfinity;
        for (var i = count - 1; i >= 0; i--) _excess[i] = Math.Min(_excess[i + 1], rows.Excess[_order[i]]);
        _cheapest = new double[count + 1];
        _cheapest[count] = double.PositiveInfinity;
        for (var i = count - 1; i >= 0; i--) _cheapest[i] = Math.Min(_cheapest[i + 1], rows.Costs[_order[i]]);
        _remaining.AddRange(rows.Needs);
        _states.Add(new State(-1, -1, 0, 0, rows.Value(rows.Needs), false));
        Push(0, 0);
    }

    /// <summary>States taken from the queue.</summary>
    public int Steps { get; private set; }

    /// <summary>No set that was not yet listed costs less; the ceiling when all are listed.</summary>
    public double Bound => (_open.TryPeek(out _, out var priority) ? Math.Min(priority.Key, _ceiling) : _ceiling) * (1 - Safety);

    /// <summary>The next cheapest set, as the candidates' indices, or null when the ceiling or the number of steps is reached.</summary>
    public List<int>? Next(int steps)
    {
        var width = _rows.Needs.Length;
        var needs = new double[width];
        for (var step = 0; step < steps && _open.TryDequeue(out var item, out var priority); step++)
        {
            Steps++;
            if (item.Next < 0)
            {
                // A set that covers the rows may still be too small for the pods: what it lacks may be one more node.
                PushLarger(item.State, _states[item.State].Index);
                return Nodes(item.State);
            }

            var (parent, next) = item;
            if (next + 1 < _order.Length)
            {
                if (_states[parent].Complete) PushLarger(parent, next + 1);
                else Push(parent, next + 1);
            }

            var candidate = _order[next];
            var cost = _states[parent].Cost + _rows.Costs[candidate];
            var covered = true;
            for (var row = 0; row < width; row++)
            {
                needs[row] = _remaining[(parent * width) + row] - _rows.Rooms[candidate][row];
                covered &= needs[row] <= _rows.Needs[row] * 1e-12;
            }

            var bound = covered ? cost : Math.Max(cost + _rows.Value(needs), priority.Key);
            if (bound >= _ceiling) continue;
            var state = _states.Count;
            _states.Add(new State(parent, candidate, next, cost, bound, covered));
            _remaining.AddRange(needs);
            if (covered) _open.Enqueue((state, -1), (cost, 0, _age++));
            else Push(state, next);
        }

        return null;
    }

    private void Push(int state, int next)
    {
        var key = _states[state].Bound + _excess[next];
        if (key < _ceiling) _open.Enqueue((state, next), (key, _states[state].Bound - _states[state].Cost, _age++));
    }

    private void PushLarger(int state, int next)
    {
        var key = _states[state].Cost + _cheapest[next];
        if (key < _ceiling) _open.Enqueue((state, next), (key, 0, _age++));
    }

    private List<int> Nodes(int state)
    {
        var nodes = new List<int>();
        for (; state > 0; state = _states[state].Parent) nodes.Add(_states[state].Candidate);
        return nodes;
    }

    private readonly record struct State(int Parent, int Candidate, int Index, double Cost, double Bound, bool Complete);
}
