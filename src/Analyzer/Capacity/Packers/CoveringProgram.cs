namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>A linear program: buy columns at least cost so that every row is covered. Columns may be added between solutions.</summary>
/// <remarks>
/// Revised simplex with a dense inverse, for a few hundred rows at most. It starts from one column for each row that covers that row alone at a price no better
/// than the real columns', so it is feasible from the start. Its answers are floating point: whoever states a bound makes the duals feasible first.
/// </remarks>
internal sealed class CoveringProgram
{
    private const double Tolerance = 1e-9;
    private readonly int _rows;
    private readonly double[] _inverse;
    private readonly double[] _amounts;
    private readonly double[] _basisCosts;
    private readonly int[] _basis;
    private readonly double[] _duals;
    private readonly double[] _direction;
    private readonly List<Column> _columns = [];

    /// <summary>Prepares a program without columns.</summary>
    /// <param name="needs">What each row needs, not below zero.</param>
    /// <param name="startPrices">Price at which each row alone can be covered by one unit.</param>
    public CoveringProgram(double[] needs, double[] startPrices)
    {
        _rows = needs.Length;
        _inverse = new double[_rows * _rows];
        for (var row = 0; row < _rows; row++) _inverse[(row * _rows) + row] = 1;
        _amounts = [.. needs];
        _basisCosts = [.. startPrices];
        _duals = [.. startPrices];
        _basis = [.. Enumerable.Repeat(-1, _rows)];
        _direction = new double[_rows];
    }

    /// <summary>Price of one more unit of need in each row.</summary>
    public ReadOnlySpan<double> Duals => _duals;

    /// <summary>Adds a column.</summary>
    /// <param name="cost">Its cost.</param>
    /// <param name="cover">What it covers: row and amount.</param>
    public void Add(double cost, (int Row, double Amount)[] cover) => _columns.Add(new Column(cost, cover));

    /// <summary>Cost of the present solution.</summary>
    public double Objective()
    {
        var total = 0d;
        for (var row = 0; row < _rows; row++) total += _amounts[row] * _basisCosts[row];
        return total;
    }

    /// <summary>Amount of each column in the present solution, by order of addition.</summary>
    public double[] Amounts()
    {
        var amounts = new double[_columns.Count];
        for (var row = 0; row < _rows; row++)
        {
            if (_basis[row] >= 0 && _basis[row] < _columns.Count) amounts[_basis[row]] = _amounts[row];
        }

        return amounts;
    }

    /// <summary>Improves the solution until no column pays, or until the pivots run out.</summary>
    public void Solve(int pivots)
    {
        for (var pivot = 0; pivot < pivots; pivot++)
        {
            if (!Enter(out var column, out var cost)) return;
            var leaving = Leaving();
            if (leaving < 0) return;
            Pivot(leaving, column, cost);
        }
    }

    // Picks the column with the best saving per dollar and writes its direction. Surplus columns (giving cover away) have negative numbers below -1.
    private bool Enter(out int column, out double cost)
    {
        column = int.MinValue;
        cost = 0;
        var best = -Tolerance;
        for (var j = 0; j < _columns.Count; j++)
        {
            var candidate = _columns[j];
            var value = 0d;
            foreach (var (row, amount) in candidate.Cover) value += _duals[row] * amount;
            var saving = candidate.Cost - value;
            if (candidate.Cost > 0) saving /= candidate.Cost;
            if (saving >= best) continue;
            best = saving;
            column = j;
        }

        for (var row = 0; row < _rows; row++)
        {
            if (_duals[row] >= -Tolerance || _duals[row] >= best) continue;
            best = _duals[row];
            column = -2 - row;
        }

        if (column == int.MinValue) return false;
        Array.Clear(_direction);
        if (column < 0)
        {
            for (var i = 0; i < _rows; i++) _direction[i] = -_inverse[(i * _rows) + (-2 - column)];
            return true;
        }

        cost = _columns[column].Cost;
        foreach (var (row, amount) in _columns[column].Cover)
        {
            for (var i = 0; i < _rows; i++) _direction[i] += _inverse[(i * _rows) + row] * amount;
        }

        return true;
    }

    private int Leaving()
    {
        var leaving = -1;
        var least = double.PositiveInfinity;
        for (var i = 0; i < _rows; i++)
        {
            if (_direction[i] <= Tolerance) continue;
            var ratio = Math.Max(_amounts[i], 0) / _direction[i];
            if (ratio < least || (ratio == least && _direction[i] > _direction[leaving]))
            {
                least = ratio;
                leaving = i;
            }
        }

        return leaving;
    }

    private void Pivot(int leaving, int column, double cost)
    {
        var step = _amounts[leaving] / _direction[leaving];
        var pivotRow = _inverse.AsSpan(leaving * _rows, _rows);
        var scale = 1 / _direction[leaving];
        for (var k = 0; k < _rows; k++) pivotRow[k] *= scale;
        for (var i = 0; i < _rows; i++)
        {
            var factor = _direction[i];
            if (i == leaving || factor == 0) continue;
            _amounts[i] -= factor * step;
            var row = _inverse.AsSpan(i * _rows, _rows);
            for (var k = 0; k < _rows; k++) row[k] -= factor * pivotRow[k];
        }

        _amounts[leaving] = step;
        _basis[leaving] = column;
        _basisCosts[leaving] = cost;
        Array.Clear(_duals);
        for (var i = 0; i < _rows; i++)
        {
            var price = _basisCosts[i];
            if (price == 0) continue;
            for (var k = 0; k < _rows; k++) _duals[k] += price * _inverse[(i * _rows) + k];
        }
    }

    private readonly record struct Column(double Cost, (int Row, double Amount)[] Cover);
}
