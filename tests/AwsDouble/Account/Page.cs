using System.Globalization;
using System.Text;

namespace CostTool.AwsDouble.Account;

/// <summary>A page of a listing.</summary>
/// <param name="Items">Those of this page.</param>
/// <param name="Next">The token of the next page; null: this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cuts listings into pages.</summary>
public static class Page
{
    /// <param name="all">In a steady order.</param>
    /// <param name="token">As the last page gave it.</param>
    /// <param name="most">Items of a page.</param>
    /// <param name="refusal">What a token that no page gave is answered with.</param>
    public static Page<T> Of<T>(IEnumerable<T> all, string? token, int most, Func<ServiceErrorException> refusal)
    {
        var items = all.ToList();
        var from = token is null ? 0 : Offset(token) ?? throw refusal();
        var next = from + most < items.Count ? Token(from + most) : null;
        return new Page<T>([.. items.Skip(from).Take(most)], next);
    }

    private static string Token(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"offset={offset.ToString(CultureInfo.InvariantCulture)}"));

    private static int? Offset(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var count)
            && Encoding.ASCII.GetString(bytes, 0, count) is var text && text.StartsWith("offset=", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan("offset=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;
    }
}
