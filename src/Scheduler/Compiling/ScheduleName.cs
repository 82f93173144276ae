using System.Security.Cryptography;
using System.Text;

namespace CostTool.Scheduler.Compiling;

/// <summary>Names that EventBridge takes (at most 64 of <c>0-9 a-z A-Z - _ .</c>) and that stay the same as long as the entry and the part do.</summary>
internal static class ScheduleName
{
    private const int Longest = 64;
    private const int HashLength = 8;

    /// <summary>The name of a schedule of an entry.</summary>
    /// <param name="entry">Name of the entry.</param>
    /// <param name="part">Its expression where the entry has several; else null.</param>
    /// <remarks>A hash is added where the name alone would not tell entries or parts apart: it was changed, was cut, or has parts.</remarks>
    public static string Of(string entry, string? part)
    {
        string legal = string.Concat(entry.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));
        if (part is null && legal == entry && entry.Length is > 0 and <= Longest) return entry;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry}\n{part}")))[..HashLength];
        int room = Longest - HashLength - 1;
        return $"{(legal.Length > room ? legal[..room] : legal)}-{hash}";
    }
}
