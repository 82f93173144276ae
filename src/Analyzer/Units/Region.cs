using System.Text.RegularExpressions;
using CostTool.Analyzer.Problems;

namespace CostTool.Analyzer.Units;

/// <summary>An AWS region code, such as <c>eu-west-3</c>.</summary>
public sealed partial record Region
{
    private Region(string code) => Code = code;

    /// <summary>The code as AWS writes it.</summary>
    public string Code { get; }

    /// <summary>Reads a region code.</summary>
    /// <param name="code">A code such as <c>eu-west-3</c>.</param>
    /// <param name="where">The place it was read from, for the error.</param>
    /// <exception cref="ProblemException">The text does not have the form of a region code.</exception>
    public static Region Parse(string code, string where) =>
        Form().IsMatch(code)
            ? new Region(code)
            : throw new ProblemException(new Problem($"`{code}` is not an AWS region code", where, "write a code such as eu-west-3 or us-east-1"));

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    [GeneratedRegex("^[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex Form();
}
