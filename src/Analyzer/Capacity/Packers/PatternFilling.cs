namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Buys one node after the other, each time the filled node that is worth most for its cost, until few shapes are left.</summary>
internal static class PatternFilling
{
    private const int Budget = 300;

    /// <summary>Fills nodes.</summary>
    /// <param name="model">Pods and candidates.</param>
    /// <param name="values">Value of a pod of each shape.</param>
    /// <param name="left">Pods to place; those placed are taken off.</param>
    /// <param name="shapes">Stops when no more shapes than this have pods left.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static List<PackedNode> Run(PackingModel model, double[] values, int[] left, int shapes, CancellationToken cancellation)
    {
        var pricing = new PatternPricing(model.With(model.Shapes, left, 0));
        var plan = new List<PackedNode>();
        // A node is never worth more later, when there are fewer pods to choose from: only the best by the last look is looked at again.
        var queue = new PriorityQueue<int, (double Ratio, int Candidate)>();
        for (var k = 0; k < model.Candidates.Length; k++) queue.Enqueue(k, (double.NegativeInfinity, k));
        while (left.Count(count => count > 0) > shapes && queue.TryDequeue(out var k, out _))
        {
            cancellation.ThrowIfCancellationRequested();
            pricing.Search(k, values, 0, Budget, out var stacks);
            if (stacks is null) continue;
            var ratio = -stacks.Sum(stack => stack.Count * values[stack.Shape]) / Math.Max(model.Candidates[k].Cost, 1e-12);
            queue.Enqueue(k, (ratio, k));
            if (queue.Peek() != k) continue;
            foreach (var stack in stacks) left[stack.Shape] -= stack.Count;
            plan.Add(new PackedNode(k, stacks));
        }

        return plan;
    }
}
