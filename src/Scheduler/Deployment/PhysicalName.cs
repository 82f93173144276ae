using System.Security.Cryptography;
using System.Text;

namespace CostTool.Scheduler.Deployment;

/// <summary>Names in the account: stable, and within what a service takes.</summary>
public static class PhysicalName
{
    /// <summary>Longest name that most services take.</summary>
    public const int Longest = 64;

    private const int HashLength = 8;

    /// <summary>A name of letters, digits, hyphens and underscores. One that had to be changed or cut ends with a hash of the whole, so that two never become one.</summary>
    public static string Of(string name, int longest = Longest)
    {
        ArgumentNullException.ThrowIfNull(name);
        var legal = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return legal == name && name.Length <= longest ? name : WithHash(legal, name, longest);
    }

    /// <summary>The start of a text, a hyphen, and the hash of what tells it apart.</summary>
    internal static string WithHash(string start, string whole, int longest)
    {
        var room = longest - HashLength - 1;
        return $"{(start.Length > room ? start[..room] : start)}-{Hash(whole)}";
    }

    /// <summary>A logical id: letters and digits, readable, and told apart by a hash.</summary>
    internal static string LogicalId(string kind, string name)
    {
        const int MostReadable = 40;
        var readable = Readable("", name);
        return $"{kind}{(readable.Length > MostReadable ? readable[..MostReadable] : readable)}{Hash(name)}";
    }

    /// <summary>A logical id of the words of a name, for names that are known to differ.</summary>
    internal static string Readable(string kind, string name)
    {
        var words = name.Split([.. name.Where(letter => !char.IsAsciiLetterOrDigit(letter))], StringSplitOptions.RemoveEmptyEntries);
        return kind + string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + (word.All(letter => !char.IsAsciiLetterLower(letter)) ? word[1..].ToLowerInvariant() : word[1..])));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
