namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Many shapes folded into few classes, each as small as the smallest of its members in every size.</summary>
/// <remarks>What holds the members holds the classes, so a bound for the classes is a bound for the members; it is lower by as much as the classes are coarse.</remarks>
internal sealed class ShapeClasses
{
    private ShapeClasses(Shape[] shapes, int[] counts, int[] classOf)
    {
        Shapes = shapes;
        Counts = counts;
        ClassOf = classOf;
    }

    /// <summary>Shape of each class.</summary>
    public Shape[] Shapes { get; }

    /// <summary>Pods of each class.</summary>
    public int[] Counts { get; }

    /// <summary>Class of each shape.</summary>
    public int[] ClassOf { get; }

    /// <summary>Folds the shapes of a model into a number of classes at most.</summary>
    public static ShapeClasses Of(PackingModel model, int most)
    {
        // The grid is geometric: steps of 2 %, then coarser until the classes are few enough.
        for (var step = 0.02; ; step *= 1.25)
        {
            var classes = model.Shapes.Select((shape, s) => (shape, s)).GroupBy(item => (Line(item.shape.Cpu, step), Line(item.shape.Memory, step))).ToArray();
            if (classes.Length > most) continue;
            var classOf = new int[model.Shapes.Length];
            for (var c = 0; c < classes.Length; c++)
            {
                foreach (var (_, s) in classes[c]) classOf[s] = c;
            }

            return new ShapeClasses(
                [.. classes.Select(members => new Shape(members.Min(item => item.shape.Cpu), members.Min(item => item.shape.Memory)))],
                [.. classes.Select(members => members.Sum(item => model.Counts[item.s]))],
                classOf);
        }
    }

    private static int Line(long size, double step) => size <= 0 ? int.MinValue : (int)Math.Floor(Math.Log(size) / step);
}
