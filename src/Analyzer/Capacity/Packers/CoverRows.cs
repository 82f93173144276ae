namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>What every plan must satisfy, whatever pod goes where: the nodes together cover each need.</summary>
/// <remarks>
/// The rows are processor, memory, pods and nodes; another row may give each pod a value such that no node can hold more than its room in that value.
/// All of them follow from the request, so the cheapest nodes that satisfy them cost no more than the cheapest plan.
/// </remarks>
internal sealed class CoverRows
{
    // Floating-point sums of a few dozen terms are off by less than 1e-13 of their value; bounds give up a billionth instead.
    private const double Safety = 1e-9;

    private readonly Func<int[], double>[] _further;

    private CoverRows(double[] needs, double[][] rooms, double[] costs, Func<int[], double>[] further)
    {
        Needs = needs;
        Rooms = rooms;
        Costs = costs;
        _further = further;
        Duals = FeasibleDuals();
        Excess = [.. costs.Select((cost, k) => Math.Max(cost - Value(rooms[k]), 0))];
        Order = [.. Enumerable.Range(0, costs.Length).OrderBy(k => Excess[k] / Math.Max(costs[k], double.Epsilon)).ThenBy(k => k)];
    }

    private CoverRows(CoverRows whole, double[] needs)
    {
        Needs = needs;
        Rooms = whole.Rooms;
        Costs = whole.Costs;
        _further = whole._further;
        Duals = whole.Duals;
        Excess = whole.Excess;
        Order = whole.Order;
    }

    /// <summary>What the nodes together must cover, by row.</summary>
    public double[] Needs { get; }

    /// <summary>What one node of each candidate covers, by candidate and row.</summary>
    public double[][] Rooms { get; }

    /// <summary>Cost of each candidate.</summary>
    public double[] Costs { get; }

    /// <summary>Prices of the needs, at which no candidate's room is worth more than its cost.</summary>
    public double[] Duals { get; }

    /// <summary>By how much the cost of each candidate exceeds the worth of its room.</summary>
    public double[] Excess { get; }

    /// <summary>Candidates, the one that wastes the smallest share of its cost first.</summary>
    public int[] Order { get; }

    /// <summary>A cost that no plan can beat, were nodes sold in fractions.</summary>
    public double Bound => Value(Needs) * (1 - Safety);

    /// <summary>The rows of the pods counted.</summary>
    public static CoverRows Of(PackingModel model, int[] counts, int minimumNodes)
    {
        var total = model.Total(counts);
        return new CoverRows(
            [total.Cores, total.Gibibytes, total.Pods, minimumNodes],
            [.. model.Candidates.Select(candidate => Usable(model.Shapes, counts, candidate.Room))],
            [.. model.Candidates.Select(candidate => candidate.Cost)],
            []);
    }

    /// <summary>These rows and one more.</summary>
    /// <param name="counts">The pods of these rows.</param>
    /// <param name="values">Value of a pod of each shape.</param>
    /// <param name="rooms">A value that no content of one node of the candidate exceeds.</param>
    public CoverRows And(int[] counts, double[] values, double[] rooms)
    {
        return new CoverRows(
            [.. Needs, Need(counts)], [.. Rooms.Select((room, k) => (double[])[.. room, rooms[k]])], Costs, [.. _further, Need]);

        double Need(int[] pods)
        {
            var need = 0d;
            for (var s = 0; s < pods.Length; s++) need += values[s] * pods[s];
            return need * (1 - Safety);
        }
    }

    /// <summary>The same rows for some of the pods; the prices stay, as they hold whatever is needed.</summary>
    public CoverRows Part(PackingModel model, int[] counts, int minimumNodes)
    {
        var total = model.Total(counts);
        return new CoverRows(this, [total.Cores, total.Gibibytes, total.Pods, minimumNodes, .. _further.Select(need => need(counts))]);
    }

    /// <summary>Worth of what is still needed.</summary>
    public double Value(ReadOnlySpan<double> needs)
    {
        var value = 0d;
        for (var row = 0; row < Duals.Length; row++)
        {
            if (needs[row] > 0) value += Duals[row] * needs[row];
        }

        return value;
    }

    // Memory that no pod can reach because the pods that fit use up the processor first covers nothing, and the other way round.
    private static double[] Usable(Shape[] shapes, int[] counts, Load room)
    {
        var fitting = Enumerable.Range(0, shapes.Length).Where(s => counts[s] > 0 && room.Holds(shapes[s]))
            .Select(s => (shapes[s].Cores, shapes[s].Gibibytes, Count: (double)Math.Min(counts[s], room.Fit(shapes[s])))).ToArray();
        var cores = Math.Min(
            Filled(fitting.Select(pod => (pod.Cores, pod.Gibibytes, pod.Count)), room.Gibibytes),
            Filled(fitting.Select(pod => (pod.Cores, 1d, pod.Count)), room.Pods));
        var gibibytes = Math.Min(
            Filled(fitting.Select(pod => (pod.Gibibytes, pod.Cores, pod.Count)), room.Cores),
            Filled(fitting.Select(pod => (pod.Gibibytes, 1d, pod.Count)), room.Pods));
        var pods = Math.Min(
            Filled(fitting.Select(pod => (1d, pod.Cores, pod.Count)), room.Cores),
            Filled(fitting.Select(pod => (1d, pod.Gibibytes, pod.Count)), room.Gibibytes));
        return [Math.Min(cores, room.Cores), Math.Min(gibibytes, room.Gibibytes), Math.Min(pods, room.Pods), 1];
    }

    // The most value that fits into a size when pods may be cut.
    private static double Filled(IEnumerable<(double Value, double Size, double Count)> pods, double size)
    {
        var value = 0d;
        foreach (var pod in pods.OrderByDescending(pod => pod.Size > 0 ? pod.Value / pod.Size : double.PositiveInfinity))
        {
            var count = pod.Size > 0 ? Math.Min(pod.Count, size / pod.Size) : pod.Count;
            value += pod.Value * count;
            size = Math.Max(size - (pod.Size * count), 0);
        }

        return value * (1 + Safety);
    }

    private double[] FeasibleDuals()
    {
        var start = new double[Needs.Length];
        for (var row = 0; row < start.Length; row++)
        {
            var cheapest = double.PositiveInfinity;
            for (var k = 0; k < Costs.Length; k++)
            {
                if (Rooms[k][row] > 0) cheapest = Math.Min(cheapest, Costs[k] / Rooms[k][row]);
            }

            // A row that no candidate covers has no need either, or the pods would not fit anywhere.
            start[row] = double.IsFinite(cheapest) ? cheapest : 0;
        }

        var program = new CoveringProgram(Needs, start);
        for (var k = 0; k < Costs.Length; k++)
        {
            program.Add(Costs[k], [.. Rooms[k].Select((room, row) => (row, room)).Where(cover => cover.room > 0)]);
        }

        program.Solve(500);
        var duals = program.Duals.ToArray();
        for (var row = 0; row < duals.Length; row++) duals[row] = Math.Max(duals[row], 0);
        var excess = 0d;
        for (var k = 0; k < Costs.Length; k++)
        {
            var value = 0d;
            for (var row = 0; row < duals.Length; row++) value += duals[row] * Rooms[k][row];
            if (value > 0) excess = Math.Max(excess, Costs[k] > 0 ? value / Costs[k] : double.PositiveInfinity);
        }

        if (excess > 0)
        {
            for (var row = 0; row < duals.Length; row++) duals[row] /= excess * (1 + Safety);
        }

        return duals;
    }
}
