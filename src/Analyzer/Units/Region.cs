using CostTool.Analyzer.Problems;

namespace CostTool.Analyzer.Units;

/// <summary>An AWS region code, such as <c>eu-west-3</c>.</summary>
public sealed record Region
{
    private Region(string code) => Code = code;

    /// <summary>The code as AWS writes it.</summary>
    public string Code { get; }

    /// <summary>Reads a region code.</summary>
    /// <param name="code">A code such as <c>eu-west-3</c>.</param>
    /// <param name="where">The place it was read from, for the error.</param>
    /// <exception cref="ProblemException">The text does not have the form of a region code.</exception>
    public static Region Parse(string code, string where) =>
        HasForm(code)
            ? new Region(code)
            : throw new ProblemException(new Problem($"`{code}` is not an AWS region code", where, "write a code such as eu-west-3 or us-east-1"));

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    // Two or three letters, then words, then a number of one or two digits. By hand: loading the regex library would cost every start several milliseconds.
    private static bool HasForm(string code)
    {
        var parts = code.Split('-');
        return parts.Length >= 3
            && parts[0].Length is 2 or 3
            && parts[^1].Length is 1 or 2
            && parts[^1].All(char.IsAsciiDigit)
            && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower));
    }
}
