using System.Text.RegularExpressions;

namespace CostTool.AwsDouble.Logs;

/// <summary>A filter pattern of terms: all of them, none of those after <c>-</c>, and one of those after <c>?</c>. Patterns of JSON members and of columns are refused.</summary>
internal static partial class LogPattern
{
    public static Func<string, bool> Of(string? pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern)) return _ => true;
        if (pattern.TrimStart()[0] is '{' or '[' or '%') throw new ServiceErrorException("InvalidParameterException", "Invalid filter pattern");
        var terms = Terms().Matches(pattern).Select(match => (Sign: match.Groups["sign"].Value, Text: match.Groups["text"].Value.Trim('"'))).ToList();
        var any = terms.Where(term => term.Sign == "?").ToList();
        return line => terms.Where(term => term.Sign == "").All(term => line.Contains(term.Text, StringComparison.Ordinal))
            && terms.Where(term => term.Sign == "-").All(term => !line.Contains(term.Text, StringComparison.Ordinal))
            && (any.Count == 0 || any.Exists(term => line.Contains(term.Text, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"(?<sign>[?-]?)(?<text>""[^""]*""|[^\s""]+)")]
    private static partial Regex Terms();
}
