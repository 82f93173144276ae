namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Writes the value of a pod as a mixture of the values of a few points, so that many shapes need few rows in a linear program.</summary>
/// <remarks>A linear program with fewer rows is easier to satisfy, so its bound is lower than that of a row for each shape, and still a bound.</remarks>
internal sealed class ShapeGrid
{
    private ShapeGrid(int points, (int Point, double Weight)[][] weights)
    {
        Points = points;
        Weights = weights;
    }

    /// <summary>Number of points.</summary>
    public int Points { get; }

    /// <summary>Weights of the points in each shape; they add up to one.</summary>
    public (int Point, double Weight)[][] Weights { get; }

    /// <summary>A point for each shape.</summary>
    public static ShapeGrid Exact(PackingModel model) =>
        new(model.Shapes.Length, [.. model.Shapes.Select((_, s) => new[] { (s, 1d) })]);

    /// <summary>Points where lines of equal processor and of equal memory cross; pods between them are mixed from the four around.</summary>
    /// <param name="model">The pods; the lines stand where as many pods are below as above, and so on.</param>
    /// <param name="lines">Lines each way, two or more.</param>
    public static ShapeGrid Crossing(PackingModel model, int lines)
    {
        var cpu = Lines(model, shape => shape.Cores, lines);
        var memory = Lines(model, shape => shape.Gibibytes, lines);
        var weights = model.Shapes.Select(shape =>
        {
            var (c, right) = Place(cpu, shape.Cores);
            var (m, above) = Place(memory, shape.Gibibytes);
            return new[]
            {
                ((c * memory.Length) + m, (1 - right) * (1 - above)), ((c * memory.Length) + m + 1, (1 - right) * above),
                (((c + 1) * memory.Length) + m, right * (1 - above)), (((c + 1) * memory.Length) + m + 1, right * above),
            }.Where(item => item.Item2 > 1e-12).ToArray();
        }).ToArray();
        return new ShapeGrid(cpu.Length * memory.Length, weights);
    }

    private static double[] Lines(PackingModel model, Func<Shape, double> size, int lines)
    {
        var sorted = model.Shapes.Select(size).Order().ToArray();
        return [.. Enumerable.Range(0, lines).Select(n => sorted[n * (sorted.Length - 1) / (lines - 1)]).Distinct()];
    }

    private static (int Line, double Part) Place(double[] lines, double size)
    {
        var n = Array.FindLastIndex(lines, line => line <= size);
        return n == lines.Length - 1 ? (n, 0) : (n, (size - lines[n]) / (lines[n + 1] - lines[n]));
    }
}
