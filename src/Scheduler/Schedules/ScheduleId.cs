using System.Security.Cryptography;
using System.Text;

namespace CostTool.Scheduler.Schedules;

/// <summary>The stable id of an entry: readable letters of its name and a hash of name and task, so that a new time keeps the id.</summary>
public static class ScheduleId
{
    // EventBridge allows 64 characters of [0-9a-zA-Z-_.]; 40 and 9 leave 15 for the numbers of a split schedule.
    private const int SlugLength = 40;
    private const int HashDigits = 8;

    /// <summary>The id, such as <c>nightly-report-1f0c9a2b</c>.</summary>
    public static string Of(CeleryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Name}\0{entry.Task}")))[..HashDigits];
        var slug = Slug(entry.Name);
        return slug.Length == 0 ? hash : $"{slug}-{hash}";
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name)
        {
            if (slug.Length == SlugLength) break;
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
