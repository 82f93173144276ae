namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Turns a fractional solution into whole nodes: buys what it buys whole and most of, then generates columns again for the pods that are left.</summary>
internal static class PatternDive
{
    private const int Rounds = 12;
    private const int Budget = 200;

    /// <summary>Dives from the solution of the columns.</summary>
    /// <param name="model">Pods and candidates.</param>
    /// <param name="columns">Columns with a solution.</param>
    /// <param name="mostly">The part of a node that must be bought for the whole node to be bought.</param>
    /// <param name="cancellation">Stops the dive.</param>
    public static List<PackedNode> Run(PackingModel model, PatternColumns columns, double mostly, CancellationToken cancellation)
    {
        var plan = new List<PackedNode>();
        var left = (int[])model.Counts.Clone();
        Buy(columns.Solution(), left, plan, mostly);
        Rest(model, [.. columns.Promising(0.97)], left, plan, mostly, cancellation);
        return plan;
    }

    /// <summary>Buys nodes for the pods that are left and adds them to a plan.</summary>
    public static void Rest(
        PackingModel model, List<(int Candidate, List<Stack> Stacks)> known, int[] left, List<PackedNode> plan, double mostly, CancellationToken cancellation)
    {
        while (Array.Exists(left, count => count > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            var shapes = Enumerable.Range(0, left.Length).Where(s => left[s] > 0).ToArray();
            var part = model.With([.. shapes.Select(s => model.Shapes[s])], [.. shapes.Select(s => left[s])], Math.Max(model.MinimumNodes - plan.Count, 0));
            var rest = new PatternColumns(part, ShapeGrid.Exact(part));
            var place = new int[left.Length];
            Array.Fill(place, -1);
            for (var n = 0; n < shapes.Length; n++) place[shapes[n]] = n;
            foreach (var (_, stacks) in known)
            {
                var kept = stacks.Where(stack => left[stack.Shape] > 0)
                    .Select(stack => new Stack(place[stack.Shape], Math.Min(stack.Count, left[stack.Shape]))).ToList();
                if (kept.Count > 0) rest.Add(part.Cheapest(kept), kept);
            }

            rest.Improve(Rounds, Budget, 8 * Budget, 1e-3, cancellation);
            known = [.. rest.Promising(0.97).Select(pattern => (pattern.Candidate, Named(pattern.Stacks, shapes)))];
            Buy(rest.Solution().Select(item => (item.Amount, item.Candidate, Named(item.Stacks, shapes))), left, plan, mostly);
        }
    }

    private static List<Stack> Named(List<Stack> stacks, int[] shapes) => [.. stacks.Select(stack => stack with { Shape = shapes[stack.Shape] })];

    // At least one node is bought, so that every dive ends.
    private static void Buy(IEnumerable<(double Amount, int Candidate, List<Stack> Stacks)> solution, int[] left, List<PackedNode> plan, double mostly)
    {
        var bought = 0;
        var sorted = solution.OrderByDescending(item => item.Amount - Math.Floor(item.Amount + 1e-6)).ToArray();
        foreach (var (amount, candidate, stacks) in sorted)
        {
            for (var times = (int)Math.Floor(amount + 1e-6); times > 0; times--) Take(candidate, stacks);
        }

        foreach (var (amount, candidate, stacks) in sorted)
        {
            if (bought == 0 || amount - Math.Floor(amount + 1e-6) > mostly) Take(candidate, stacks);
        }

        void Take(int candidate, List<Stack> stacks)
        {
            if (stacks.Exists(stack => stack.Count > left[stack.Shape])) return;
            foreach (var stack in stacks) left[stack.Shape] -= stack.Count;
            plan.Add(new PackedNode(candidate, stacks));
            bought++;
        }
    }
}
