namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>Puts pods on nodes by rules of thumb: several orders, several choices of node, best result wins.</summary>
internal static class NodeFilling
{
    private static readonly PodOrder[] Orders = [PodOrder.Worth, PodOrder.Memory, PodOrder.Cpu, PodOrder.Lopsided];

    private enum PodOrder
    {
        Worth,
        Memory,
        Cpu,
        Lopsided,
    }

    private enum NodeChoice
    {
        Tightest,
        Aligned,
    }

    /// <summary>Places all pods on exactly these nodes.</summary>
    /// <returns>The nodes with their pods, or null when every rule fails: which does not prove that it cannot be done.</returns>
    public static List<PackedNode>? Into(PackingModel model, CoverRows rows, int[] counts, List<int> nodes)
    {
        nodes.Sort();
        foreach (var order in Orders)
        {
            var shapes = Ordered(model, rows, counts, order);
            if (Place(model, rows, counts, nodes, shapes, NodeChoice.Tightest) is { } tight) return tight;
            if (Place(model, rows, counts, nodes, shapes, NodeChoice.Aligned) is { } aligned) return aligned;
        }

        return null;
    }

    /// <summary>Buys nodes one kind at a time: the fill that gives most worth for its cost, as often as it can be repeated.</summary>
    public static List<PackedNode> Greedy(PackingModel model, CoverRows rows, int[] counts, IReadOnlyList<int> candidates, double[] worth)
    {
        var left = (int[])counts.Clone();
        var pods = left.Sum();
        var plan = new List<PackedNode>();
        while (pods > 0)
        {
            PackedNode? best = null;
            var bestRatio = -1d;
            var total = model.Total(left);
            foreach (var k in candidates)
            {
                var candidate = model.Candidates[k];
                var stacks = candidate.Room.Holds(total) ? Everything(left) : Fill(model, candidate.Room, left, worth);
                if (stacks.Count == 0) continue;
                var value = stacks.Sum(stack => worth[stack.Shape] * stack.Count);
                var ratio = value / Math.Max(candidate.Cost, 1e-12);
                if (ratio <= bestRatio * (1 + 1e-12)) continue;
                bestRatio = ratio;
                best = new PackedNode(k, stacks);
            }

            if (best is null)
            {
                // The short list holds no node for a large pod: take the cheapest that does.
                var shape = Array.FindIndex(left, count => count > 0);
                var k = Array.FindIndex(model.Candidates, candidate => candidate.Room.Holds(model.Shapes[shape]));
                best = new PackedNode(k, Fill(model, model.Candidates[k].Room, left, worth, shape));
            }

            var times = best.Stacks.Min(stack => left[stack.Shape] / stack.Count);
            for (var n = 0; n < times; n++) plan.Add(new PackedNode(best.Candidate, best.Stacks));
            foreach (var stack in best.Stacks)
            {
                left[stack.Shape] -= stack.Count * times;
                pods -= stack.Count * times;
            }
        }

        return plan;
    }

    private static List<Stack> Everything(int[] left)
    {
        var stacks = new List<Stack>();
        for (var s = 0; s < left.Length; s++)
        {
            if (left[s] > 0) stacks.Add(new Stack(s, left[s]));
        }

        return stacks;
    }

    // Takes the pod that is worth most and whose shape is most like what is still free, until nothing fits.
    private static List<Stack> Fill(PackingModel model, Load room, int[] left, double[] worth, int first = -1)
    {
        var stacks = new List<Stack>();
        var free = room;
        var taken = new Dictionary<int, int>();
        if (first >= 0)
        {
            free = free.Minus(model.Shapes[first], 1);
            taken[first] = 1;
        }

        var perCpu = 1d / Math.Max(room.Cpu, 1);
        var perMemory = 1d / Math.Max(room.Memory, 1);
        while (free.Pods > 0)
        {
            var best = -1;
            var bestScore = -1d;
            var freeCpu = free.Cpu * perCpu * perCpu;
            var freeMemory = free.Memory * perMemory * perMemory;
            for (var s = 0; s < left.Length; s++)
            {
                if (left[s] == 0) continue;
                var shape = model.Shapes[s];
                if (shape.Cpu > free.Cpu || shape.Memory > free.Memory || (taken.TryGetValue(s, out var used) && used >= left[s])) continue;
                var score = ((shape.Cpu * freeCpu) + (shape.Memory * freeMemory)) * worth[s];
                if (score <= bestScore) continue;
                bestScore = score;
                best = s;
            }

            if (best < 0) break;
            // Large counts of one shape go on by halves, so that balance is looked at again while there is room.
            taken.TryGetValue(best, out var had);
            var times = Math.Max(1, Math.Min(free.Fit(model.Shapes[best]), left[best] - had) / 4);
            taken[best] = had + times;
            free = free.Minus(model.Shapes[best], times);
        }

        foreach (var (shape, count) in taken.OrderBy(item => item.Key)) stacks.Add(new Stack(shape, count));
        return stacks;
    }

    private static int[] Ordered(PackingModel model, CoverRows rows, int[] counts, PodOrder order)
    {
        var shapes = new List<int>();
        for (var s = 0; s < counts.Length; s++)
        {
            if (counts[s] > 0) shapes.Add(s);
        }

        var keys = shapes.Select(s => -Size(model.Shapes[s], rows, order)).ToArray();
        var sorted = shapes.ToArray();
        Array.Sort(keys, sorted);
        return sorted;
    }

    private static double Size(Shape shape, CoverRows rows, PodOrder order)
    {
        var cpu = shape.Cores / Math.Max(rows.Needs[0], 1e-9);
        var memory = shape.Gibibytes / Math.Max(rows.Needs[1], 1e-9);
        return order switch
        {
            PodOrder.Worth => cpu + memory,
            PodOrder.Memory => memory + (cpu / 1024),
            PodOrder.Cpu => cpu + (memory / 1024),
            PodOrder.Lopsided => Math.Abs(cpu - memory),
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };
    }

    private static List<PackedNode>? Place(PackingModel model, CoverRows rows, int[] counts, List<int> nodes, int[] shapes, NodeChoice choice)
    {
        var free = nodes.Select(k => model.Candidates[k].Room).ToArray();
        var stacks = new List<Stack>?[nodes.Count];
        // Free room is compared in shares of what is needed, so that neither unit outweighs the other.
        var perCpu = 1 / Math.Max(rows.Needs[0], 1e-9);
        var perMemory = 1 / Math.Max(rows.Needs[1], 1e-9);
        foreach (var s in shapes)
        {
            var shape = model.Shapes[s];
            var cpu = shape.Cores * perCpu;
            var memory = shape.Gibibytes * perMemory;
            for (var left = counts[s]; left > 0;)
            {
                var best = -1;
                var bestScore = double.PositiveInfinity;
                for (var n = 0; n < free.Length; n++)
                {
                    if (!free[n].Holds(shape)) continue;
                    var freeCpu = free[n].Cores * perCpu;
                    var freeMemory = free[n].Gibibytes * perMemory;
                    var score = choice == NodeChoice.Tightest
                        ? freeCpu + freeMemory
                        : Math.Abs(((freeCpu - cpu) * memory) - ((freeMemory - memory) * cpu)) / Math.Max(freeCpu + freeMemory, 1e-12);
                    if (score >= bestScore) continue;
                    bestScore = score;
                    best = n;
                }

                if (best < 0) return null;
                var fit = Math.Min(left, free[best].Fit(shape));
                var times = choice == NodeChoice.Tightest ? fit : Math.Max(1, fit / 4);
                free[best] = free[best].Minus(shape, times);
                left -= times;
                var list = stacks[best] ??= [];
                if (list.Count > 0 && list[^1].Shape == s) list[^1] = new Stack(s, list[^1].Count + times);
                else list.Add(new Stack(s, times));
            }
        }

        return [.. nodes.Select((k, n) => new PackedNode(k, stacks[n] ?? []))];
    }
}
