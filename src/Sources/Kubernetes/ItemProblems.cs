using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Kubernetes;

/// <summary>Gathers what is wrong with objects, so that one run shows all of it; a file full of faults is cut short.</summary>
internal sealed class ItemProblems
{
    // Enough to see the pattern; a hostile file could hold millions.
    private const int MostShown = 20;

    private readonly List<Problem> _problems = [];

    /// <summary>Keeps a problem, and stops the reading where there are too many.</summary>
    public void Add(Problem problem)
    {
        _problems.Add(problem);
        if (_problems.Count == MostShown) ThrowIfAny();
    }

    /// <summary>Stops the command where something was wrong.</summary>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0) throw new ProblemException(_problems);
    }

    /// <summary>Reads a processor amount; null where none is stated, or where it is wrong and noted.</summary>
    public VCpu? Cpu(string? text, string member, string where) =>
        text is null ? null : Quantity.TryParse(text, out var amount) && amount.ToCpu() is { } cpu ? cpu : Refuse<VCpu>(text, member, where);

    /// <summary>Reads a memory amount; null where none is stated, or where it is wrong and noted.</summary>
    public MemorySize? Memory(string? text, string member, string where) =>
        text is null ? null : Quantity.TryParse(text, out var amount) && amount.ToMemory() is { } memory ? memory : Refuse<MemorySize>(text, member, where);

    /// <summary>Reads a count; null where none is stated, or where it is wrong and noted.</summary>
    public int? Count(string? text, string member, string where) =>
        text is null ? null : Quantity.TryParse(text, out var amount) && amount.ToCount() is { } count ? count : Refuse<int>(text, member, where);

    private T? Refuse<T>(string text, string member, string where) where T : struct
    {
        Add(new Problem($"`{Shorten(text)}` is not an amount of {member}", where, "write a Kubernetes quantity such as 250m, 1.5, 512Mi or 2Gi"));
        return null;
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
