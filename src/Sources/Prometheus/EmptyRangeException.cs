using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Prometheus;

/// <summary>The server answered: it has no data in the range.</summary>
internal sealed class EmptyRangeException(Problem problem) : Exception(problem.What)
{
    public Problem Problem { get; } = problem;
}
