namespace CostTool.Analyzer.Problems;

/// <summary>What went wrong, where, and how to mend it. Printed in one place, in one form.</summary>
/// <param name="What">The fault, quoting the bad value in backticks.</param>
/// <param name="Where">A file with its line or row, a resource, or an option.</param>
/// <param name="Fix">What the reader can do.</param>
public sealed record Problem(string What, string Where, string Fix)
{
    /// <summary>The problem on one line.</summary>
    public override string ToString() => $"{What} ({Where}): {Fix}";
}

/// <summary>Bad input that stops a command. Carries one problem or all the problems of a file.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Stops a command for one problem.</summary>
    public ProblemException(Problem problem) : this([problem])
    {
    }

    /// <summary>Stops a command for all the problems that were found together.</summary>
    public ProblemException(IReadOnlyList<Problem> problems) : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems, in the order in which they were found.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
