using CostTool.Analyzer.Inventory;

namespace CostTool.Analyzer.Capacity.Packers;

/// <summary>A packing request in plain numbers: distinct pod shapes, and the offers that some best plan is made of.</summary>
internal sealed class PackingModel
{
    private PackingModel(Shape[] shapes, int[] counts, Candidate[] candidates, int minimumNodes)
    {
        Shapes = shapes;
        Counts = counts;
        Candidates = candidates;
        MinimumNodes = minimumNodes;
    }

    /// <summary>Distinct requests, largest memory first.</summary>
    public Shape[] Shapes { get; }

    /// <summary>Pods of each shape.</summary>
    public int[] Counts { get; }

    /// <summary>Offers that hold some pod and that no other offer beats, cheapest first.</summary>
    public Candidate[] Candidates { get; }

    /// <summary>Least number of nodes.</summary>
    public int MinimumNodes { get; }

    /// <summary>Builds the model of the pods that fit somewhere.</summary>
    /// <param name="groups">Pods; each fits on one of the offers at least.</param>
    /// <param name="offers">Offers.</param>
    /// <param name="minimumNodes">Least number of nodes.</param>
    public static PackingModel Build(IReadOnlyList<PodGroup> groups, IReadOnlyList<NodeOffer> offers, int minimumNodes)
    {
        var byShape = groups.GroupBy(group => group.Requests)
            .Select(same => (Shape: new Shape(same.Key), Count: same.Sum(group => group.Count)))
            .OrderByDescending(item => item.Shape.Memory).ThenByDescending(item => item.Shape.Cpu)
            .ToArray();
        var shapes = byShape.Select(item => item.Shape).ToArray();
        var counts = byShape.Select(item => item.Count).ToArray();
        var useful = offers.Where(offer => Array.Exists(shapes, new Load(offer.Usable.Cpu.Millicores, offer.Usable.Memory.Bytes, offer.UsablePods).Holds));
        return new PackingModel(shapes, counts, Undominated(useful, Total(shapes, counts)), minimumNodes);
    }

    /// <summary>The same offers for other pods.</summary>
    public PackingModel With(Shape[] shapes, int[] counts, int minimumNodes) => new(shapes, counts, Candidates, minimumNodes);

    /// <summary>What pods need together.</summary>
    public Load Total(int[] counts) => Total(Shapes, counts);

    /// <summary>The cheapest candidate that holds the pods, which fit on some candidate together.</summary>
    public int Cheapest(List<Stack> stacks)
    {
        var load = default(Load);
        foreach (var stack in stacks) load = load.Plus(Shapes[stack.Shape], stack.Count);
        return Array.FindIndex(Candidates, candidate => candidate.Room.Holds(load));
    }

    private static Load Total(Shape[] shapes, int[] counts)
    {
        var total = default(Load);
        for (var s = 0; s < shapes.Length; s++) total = total.Plus(shapes[s], counts[s]);
        return total;
    }

    // An offer that another one matches in every size at no higher price is never needed. Room beyond all pods together is worth nothing,
    // so sizes are first cut to that: it is what makes most of the large types fall to a smaller one.
    private static Candidate[] Undominated(IEnumerable<NodeOffer> offers, Load total)
    {
        var kept = new List<Candidate>();
        var cut = offers
            .Select(offer => new Candidate(offer, new Load(
                Math.Min(offer.Usable.Cpu.Millicores, total.Cpu), Math.Min(offer.Usable.Memory.Bytes, total.Memory), Math.Min(offer.UsablePods, total.Pods))))
            .OrderBy(candidate => candidate.Offer.Rate.Amount)
            .ThenByDescending(candidate => candidate.Room.Memory).ThenByDescending(candidate => candidate.Room.Cpu).ThenByDescending(candidate => candidate.Room.Pods)
            .ThenBy(candidate => candidate.Offer.Id, StringComparer.Ordinal);
        foreach (var candidate in cut)
        {
            if (!kept.Exists(other => other.Room.Holds(candidate.Room))) kept.Add(candidate);
        }

        return [.. kept];
    }
}

/// <summary>The request of one pod: millicores and bytes.</summary>
internal readonly record struct Shape(long Cpu, long Memory)
{
    public Shape(Resources requests) : this(requests.Cpu.Millicores, requests.Memory.Bytes)
    {
    }

    /// <summary>Cores, for the linear programs.</summary>
    public double Cores => Cpu / 1000d;

    /// <summary>Gibibytes, for the linear programs.</summary>
    public double Gibibytes => Memory / (double)(1L << 30);
}

/// <summary>What pods take or a node has: millicores, bytes and pods.</summary>
internal readonly record struct Load(long Cpu, long Memory, int Pods)
{
    public double Cores => Cpu / 1000d;

    public double Gibibytes => Memory / (double)(1L << 30);

    public bool Holds(Load other) => other.Cpu <= Cpu && other.Memory <= Memory && other.Pods <= Pods;

    public bool Holds(Shape shape) => shape.Cpu <= Cpu && shape.Memory <= Memory && Pods > 0;

    public Load Plus(Shape shape, int times) => new(Cpu + (shape.Cpu * times), Memory + (shape.Memory * times), Pods + times);

    public Load Minus(Shape shape, int times) => new(Cpu - (shape.Cpu * times), Memory - (shape.Memory * times), Pods - times);

    /// <summary>How many pods of a shape fit.</summary>
    public int Fit(Shape shape)
    {
        long fit = Pods;
        if (shape.Cpu > 0) fit = Math.Min(fit, Cpu / shape.Cpu);
        if (shape.Memory > 0) fit = Math.Min(fit, Memory / shape.Memory);
        return (int)Math.Max(fit, 0);
    }
}

/// <summary>An offer with its room cut to what all pods could use.</summary>
internal sealed record Candidate(NodeOffer Offer, Load Room)
{
    /// <summary>Dollars per hour, for the searches; plans are priced with the decimal.</summary>
    public double Cost { get; } = (double)Offer.Rate.Amount;
}

/// <summary>Pods of one shape on a node.</summary>
internal readonly record struct Stack(int Shape, int Count);

/// <summary>A node of a plan in the making.</summary>
internal sealed class PackedNode(int candidate, List<Stack> stacks)
{
    /// <summary>Index of the candidate.</summary>
    public int Candidate { get; } = candidate;

    /// <summary>Its pods.</summary>
    public List<Stack> Stacks { get; } = stacks;
}
