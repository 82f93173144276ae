using System.Text;
using System.Text.RegularExpressions;

namespace CostTool.Sources.Prometheus;

/// <summary>Quotes outside text for PromQL; no name from a server or a user reaches a query in another way.</summary>
internal static class PromText
{
    /// <summary>A string of PromQL.</summary>
    public static string Literal(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A regular expression, as a string of PromQL, that matches these names and no other.</summary>
    public static string AnyOf(IEnumerable<string> names) => Literal(string.Join('|', names.Select(Regex.Escape)));
}
