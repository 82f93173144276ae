namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Finds the most valuable content of one node, or a value that no content exceeds.</summary>
/// <remarks>Depth-first search over counts of each shape, pruned by prices of the room (see <see cref="KnapsackPrices"/>).</remarks>
internal sealed class PatternPricing(PackingModel model)
{
    private const double Safety = 1e-9;
    private readonly KnapsackPrices _prices = new();
    private readonly double[]?[] _lastPrices = new double[]?[model.Candidates.Length];
    private readonly double[] _values = new double[model.Shapes.Length];
    private readonly double[] _limits = new double[model.Shapes.Length];
    private readonly double[] _sizes = new double[3 * model.Shapes.Length];
    private readonly double[] _density = new double[model.Shapes.Length];
    private readonly int[] _shapes = new int[model.Shapes.Length];
    private readonly int[] _order = new int[model.Shapes.Length];
    private readonly Shape[] _sorted = new Shape[model.Shapes.Length];
    private readonly double[] _sortedValues = new double[model.Shapes.Length];
    private readonly int[] _sortedLimits = new int[model.Shapes.Length];
    private readonly double[] _densities = new double[model.Shapes.Length];
    private readonly double[] _profits = new double[model.Shapes.Length + 1];
    private readonly int[] _chosen = new int[model.Shapes.Length];
    private readonly int[] _bestChosen = new int[model.Shapes.Length];
    private double _perCpu;
    private double _perMemory;
    private double _perPod;
    private int _kinds;
    private int _budget;
    private double _best;
    private double _unexplored;
    private bool _found;

    /// <summary>Searches the content of one node of a candidate.</summary>
    /// <param name="candidate">Index of the candidate.</param>
    /// <param name="values">Value of a pod of each shape.</param>
    /// <param name="threshold">Only a content worth more is looked for.</param>
    /// <param name="budget">Steps of the search.</param>
    /// <param name="pattern">The best content found above the threshold, or null.</param>
    /// <returns>A value that no content exceeds; at least the threshold.</returns>
    public double Search(int candidate, double[] values, double threshold, int budget, out List<Stack>? pattern)
    {
        pattern = null;
        var room = model.Candidates[candidate].Room;
        Prepare(room, values);
        var last = _lastPrices[candidate];
        if (last is not null && Bound(last) <= threshold) return threshold * (1 + Safety);
        _prices.Solve(_kinds, _values, _limits, _sizes);
        Sort(candidate, room);
        _best = threshold;
        _unexplored = 0;
        _budget = budget;
        _found = false;
        Descend(0, room, 0);
        if (_found)
        {
            pattern = [];
            for (var i = 0; i < _kinds; i++)
            {
                if (_bestChosen[i] > 0) pattern.Add(new Stack(_shapes[_order[i]], _bestChosen[i]));
            }
        }

        return Math.Max(_best, _unexplored) * (1 + Safety);
    }

    private void Prepare(Load room, double[] values)
    {
        _kinds = 0;
        var (cpu, memory, pods) = (1d / Math.Max(room.Cpu, 1), 1d / Math.Max(room.Memory, 1), 1d / room.Pods);
        for (var s = 0; s < model.Shapes.Length; s++)
        {
            if (values[s] <= 0 || model.Counts[s] == 0) continue;
            var fit = Math.Min(room.Fit(model.Shapes[s]), model.Counts[s]);
            if (fit == 0) continue;
            _shapes[_kinds] = s;
            _values[_kinds] = values[s];
            _limits[_kinds] = fit;
            _sizes[3 * _kinds] = model.Shapes[s].Cpu * cpu;
            _sizes[(3 * _kinds) + 1] = model.Shapes[s].Memory * memory;
            _sizes[(3 * _kinds) + 2] = pods;
            _kinds++;
        }
    }

    // Pods that are worth more than the room they take come first. What those after a point are worth above their room is summed up from the end.
    private void Sort(int candidate, Load room)
    {
        var prices = _prices.Prices;
        for (var row = 0; row < 3; row++) prices[row] = Math.Max(prices[row], 0);
        _lastPrices[candidate] = [.. prices];
        for (var j = 0; j < _kinds; j++)
        {
            _order[j] = j;
            _density[j] = -_values[j] / Math.Max(Cost(j), 1e-300);
        }

        Array.Sort(_density, _order, 0, _kinds);
        _profits[_kinds] = 0;
        for (var i = _kinds - 1; i >= 0; i--)
        {
            var j = _order[i];
            _sorted[i] = model.Shapes[_shapes[j]];
            _sortedValues[i] = _values[j];
            _sortedLimits[i] = (int)_limits[j];
            _densities[i] = Cost(j) > 1e-12 * _values[j] ? _values[j] / Cost(j) : double.PositiveInfinity;
            _profits[i] = _profits[i + 1] + (_limits[j] * Math.Max(0, _values[j] - Cost(j)));
        }

        _perCpu = prices[0] / Math.Max(room.Cpu, 1);
        _perMemory = prices[1] / Math.Max(room.Memory, 1);
        _perPod = prices[2] / room.Pods;

        double Cost(int j) => (prices[0] * _sizes[3 * j]) + (prices[1] * _sizes[(3 * j) + 1]) + (prices[2] * _sizes[(3 * j) + 2]);
    }

    // The room's worth and the profits of all pods at any prices: no content is worth more.
    private double Bound(double[] prices)
    {
        var bound = prices[0] + prices[1] + prices[2];
        for (var j = 0; j < _kinds; j++)
        {
            var profit = _values[j] - (prices[0] * _sizes[3 * j]) - (prices[1] * _sizes[(3 * j) + 1]) - (prices[2] * _sizes[(3 * j) + 2]);
            if (profit > 0) bound += profit * _limits[j];
        }

        return bound;
    }

    private void Descend(int depth, Load free, double value)
    {
        if (value > _best)
        {
            _best = value;
            _found = true;
            Array.Copy(_chosen, _bestChosen, depth);
            Array.Clear(_bestChosen, depth, _kinds - depth);
        }

        // What is free is worth its price plus the profits of the pods still to come, and no more than the best of them gives for that price.
        var worth = (free.Cpu * _perCpu) + (free.Memory * _perMemory) + (free.Pods * _perPod);
        for (var d = depth; d < _kinds; d++)
        {
            var bound = value + worth + _profits[d];
            if (!double.IsInfinity(_densities[d])) bound = Math.Min(bound, value + (worth * _densities[d]));
            if (bound <= _best * (1 + Safety)) return;
            var shape = _sorted[d];
            var most = Math.Min(free.Fit(shape), _sortedLimits[d]);
            if (most == 0) continue;
            if (--_budget < 0)
            {
                _unexplored = Math.Max(_unexplored, bound);
                return;
            }

            for (var count = most; count > 0; count--)
            {
                _chosen[d] = count;
                Descend(d + 1, free.Minus(shape, count), value + (count * _sortedValues[d]));
            }

            _chosen[d] = 0;
        }
    }
}
