namespace CostTool.Sources.Collecting;

/// <summary>One thing that is collected.</summary>
public interface ICollection
{
    /// <summary>Name for people, such as <c>Cost Explorer</c>.</summary>
    string Name { get; }

    /// <summary>What would be asked now, how often, and what that costs. Nothing is sent.</summary>
    IReadOnlyList<string> Outlook();

    /// <summary>Asks for what is missing, and writes it.</summary>
    /// <returns>What was done, a line each.</returns>
    /// <exception cref="Analyzer.Problems.ProblemException">The source refuses or cannot be reached; what was written stays.</exception>
    Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken);
}

/// <summary>How far a collection is.</summary>
/// <param name="Name">Of the collection.</param>
/// <param name="Done">Steps done.</param>
/// <param name="All">Steps that are known so far.</param>
public readonly record struct CollectProgress(string Name, int Done, int All);
