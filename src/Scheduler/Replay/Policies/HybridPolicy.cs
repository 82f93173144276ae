using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>Tasks by name that are run in one way.</summary>
/// <param name="Tasks">Names.</param>
/// <param name="Policy">How.</param>
public sealed record HybridPart(IReadOnlySet<string> Tasks, ReplayPolicy Policy);

/// <summary>Different ways for different tasks of a queue: the short and frequent stay, the long and rare leave. Each part has a queue of its own.</summary>
public sealed record HybridPolicy : ReplayPolicy
{
    /// <inheritdoc />
    public override string Kind => "hybrid";

    /// <summary>The parts; a task of no part is run by the last one.</summary>
    public required IReadOnlyList<HybridPart> Parts { get; init; }

    /// <inheritdoc />
    public override string Parameters => string.Join("; ", Parts.Select(part => Invariant($"{part.Tasks.Count} tasks by {part.Policy}")));

    internal override void Check()
    {
        Require(Parts.Count > 0, "list of parts", "none", "name at least one part");
        Require(Parts.All(part => part.Policy is not HybridPolicy), "part", "hybrid", "put the parts of an inner hybrid beside the others");
        var twice = Parts.SelectMany(part => part.Tasks).GroupBy(task => task, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        Require(twice is null, "list of parts", $"{twice} in two parts", "name each task once");
        foreach (var part in Parts) part.Policy.Check();
    }
}
