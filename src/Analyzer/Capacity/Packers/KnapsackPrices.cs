namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Prices of processor, memory and pod places on one node at which the most valuable content sells itself, when pods may be cut.</summary>
/// <remarks>
/// Simplex with bounded variables on three rows. Whatever prices come out, the worth of the room plus the profit of every pod above its price is a bound
/// on the value of any content; the simplex only makes that bound small.
/// </remarks>
internal sealed class KnapsackPrices
{
    private const int Rows = 3;
    private const double Tolerance = 1e-11;
    private readonly double[] _inverse = new double[Rows * Rows];
    private readonly double[] _amounts = new double[Rows];
    private readonly int[] _basis = new int[Rows];
    private readonly double[] _direction = new double[Rows];
    private bool[] _full = [];
    private bool[] _basic = [];

    /// <summary>The prices, by row, for a room of one unit in each.</summary>
    public double[] Prices { get; } = new double[Rows];

    /// <summary>Finds the prices.</summary>
    /// <param name="count">Kinds of pod.</param>
    /// <param name="values">Value of a pod of each kind.</param>
    /// <param name="limits">Pods of each kind.</param>
    /// <param name="sizes">Three sizes of each kind, as shares of the room.</param>
    public void Solve(int count, double[] values, double[] limits, double[] sizes)
    {
        Start(count);
        for (var iteration = 0; iteration < 20 + (4 * count); iteration++)
        {
            Price(values, count);
            var entering = Entering(count, values, sizes);
            if (entering < 0) return;
            Move(entering, count, limits, sizes);
        }
    }

    private void Start(int count)
    {
        if (_full.Length < count)
        {
            _full = new bool[count];
            _basic = new bool[count];
        }

        Array.Clear(_full);
        Array.Clear(_basic);
        Array.Clear(_inverse);
        for (var row = 0; row < Rows; row++)
        {
            _inverse[(row * Rows) + row] = 1;
            _amounts[row] = 1;
            _basis[row] = count + row; // the slack of the row
        }
    }

    private void Price(double[] values, int count)
    {
        Array.Clear(Prices);
        for (var i = 0; i < Rows; i++)
        {
            if (_basis[i] >= count) continue;
            var value = values[_basis[i]];
            for (var row = 0; row < Rows; row++) Prices[row] += value * _inverse[(i * Rows) + row];
        }
    }

    private int Entering(int count, double[] values, double[] sizes)
    {
        var entering = -1;
        var best = Tolerance;
        for (var j = 0; j < count; j++)
        {
            if (_basic[j]) continue;
            var profit = values[j] - (Prices[0] * sizes[Rows * j]) - (Prices[1] * sizes[(Rows * j) + 1]) - (Prices[2] * sizes[(Rows * j) + 2]);
            var gain = (_full[j] ? -profit : profit) / Math.Max(values[j], 1e-300);
            if (gain <= best) continue;
            best = gain;
            entering = j;
        }

        // A negative price means that room should rather stay free.
        for (var row = 0; row < Rows; row++)
        {
            if (entering >= 0 || -Prices[row] <= Tolerance || Array.IndexOf(_basis, count + row) >= 0) continue;
            entering = count + row;
        }

        return entering;
    }

    private void Move(int entering, int count, double[] limits, double[] sizes)
    {
        var sign = entering < count && _full[entering] ? -1d : 1d;
        for (var i = 0; i < Rows; i++)
        {
            _direction[i] = entering >= count
                ? _inverse[(i * Rows) + entering - count]
                : (_inverse[i * Rows] * sizes[Rows * entering]) + (_inverse[(i * Rows) + 1] * sizes[(Rows * entering) + 1]) + (_inverse[(i * Rows) + 2] * sizes[(Rows * entering) + 2]);
        }

        var step = entering < count ? limits[entering] : double.PositiveInfinity;
        var leaving = -1;
        for (var i = 0; i < Rows; i++)
        {
            var change = sign * _direction[i];
            double room;
            if (change > 1e-12) room = Math.Max(_amounts[i], 0) / change;
            else if (change < -1e-12 && _basis[i] < count) room = Math.Max(limits[_basis[i]] - _amounts[i], 0) / -change;
            else continue;
            if (room >= step) continue;
            step = room;
            leaving = i;
        }

        if (double.IsInfinity(step)) return;
        for (var i = 0; i < Rows; i++) _amounts[i] -= sign * _direction[i] * step;
        if (leaving < 0)
        {
            _full[entering] = !_full[entering];
            return;
        }

        var left = _basis[leaving];
        if (left < count)
        {
            _basic[left] = false;
            _full[left] = sign * _direction[leaving] < 0;
        }

        var start = entering < count && _full[entering] ? limits[entering] : 0;
        _amounts[leaving] = start + (sign * step);
        _basis[leaving] = entering;
        if (entering < count)
        {
            _basic[entering] = true;
            _full[entering] = false;
        }

        var scale = 1 / _direction[leaving];
        for (var row = 0; row < Rows; row++) _inverse[(leaving * Rows) + row] *= scale;
        for (var i = 0; i < Rows; i++)
        {
            if (i == leaving) continue;
            for (var row = 0; row < Rows; row++) _inverse[(i * Rows) + row] -= _direction[i] * _inverse[(leaving * Rows) + row];
        }
    }
}
