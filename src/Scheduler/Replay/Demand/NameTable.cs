namespace CostTool.Scheduler.Replay.Demand;

/// <summary>Names by the order in which they were met, so that a column holds numbers in their place.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    /// <summary>The names; each stands at its index.</summary>
    public List<string> All { get; } = [];

    /// <summary>The index of a name, which is added where it is new.</summary>
    public int IndexOf(string name)
    {
        if (index.TryGetValue(name, out var found)) return found;
        index[name] = All.Count;
        All.Add(name);
        return All.Count - 1;
    }
}
