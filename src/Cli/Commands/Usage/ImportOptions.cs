using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;

namespace CostTool.Cli.Commands.Usage;

/// <summary>Options that several sources have.</summary>
internal static class ImportOptions
{
    private static readonly (string Ending, double Bytes)[] Units =
        [("KiB", 1024d), ("MiB", 1024d * 1024), ("GiB", 1024d * 1024 * 1024), ("TiB", 1024d * 1024 * 1024 * 1024), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12)];

    public static Option<string> Out() => new("--out") { Description = "Usage file to write: .parquet, .csv.gz or .csv. It is replaced at the end, or left as it was.", Required = true, HelpName = "FILE" };

    public static Option<bool> Json() => new("--json") { Description = "Print the counts as JSON." };

    /// <summary>An amount of memory with its unit, which is never guessed.</summary>
    /// <exception cref="ProblemException">No unit, or no number above zero.</exception>
    public static double? Bytes(string? text, string option)
    {
        if (text is null) return null;
        foreach (var (ending, bytes) in Units)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal) && double.TryParse(text.AsSpan(0, text.Length - ending.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0)
                return number * bytes;
        }

        throw new ProblemException(new Problem($"`{text}` is not an amount of memory with its unit", option, "write a number and one of KiB, MiB, GiB, TiB, KB, MB, GB, TB, such as 32GiB"));
    }
}
