using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostTool.Reports.Patches;

/// <summary>Names from outside in YAML, in shell commands and as file names.</summary>
internal static partial class PatchText
{
    /// <summary>A double-quoted YAML scalar: no text can end it or change its type.</summary>
    public static string Yaml(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else quoted.Append(rune);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A word of a POSIX shell.</summary>
    public static string Shell(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Whether Kubernetes allows the name: an object of another name cannot be there, so nothing is written for it.</summary>
    public static bool IsKubernetesName(string name) => name.Length is > 0 and <= 253 && KubernetesName().IsMatch(name);

    /// <summary>The text with everything but letters, digits, dots, hyphens and underscores as a hyphen; starts with none of these signs.</summary>
    public static string FileName(string text) => OutsideFileName().Replace(text, "-").TrimStart('-', '.', '_') is { Length: > 0 } name ? name[..Math.Min(name.Length, 150)] : "unnamed";

    // RFC 1123, as Kubernetes checks it: \z, as $ would let a line end pass.
    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex KubernetesName();

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex OutsideFileName();
}
