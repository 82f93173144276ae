using System.Globalization;

namespace CostTool.Sources.Traces;

/// <summary>Numbers and lines of trace files.</summary>
internal static class TraceText
{
    public const string UnreadableNumber = "unreadable number";
    public const string UnreadableTime = "unreadable timestamp";
    public const string WrongWidth = "more or fewer cells than the header";

    /// <summary>A number, also in exponent form and also <c>NaN</c>: those are judged by the reader of the canonical table.</summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, out double number) => double.TryParse(cell.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>An instant in seconds since 1970; false outside the years 2000 to 2100, where it is another unit or no time at all.</summary>
    public static bool TryEpoch(ReadOnlySpan<char> cell, out DateTimeOffset instant)
    {
        instant = default;
        if (!TryNumber(cell, out var seconds) || !(seconds is >= 946_684_800 and < 4_102_444_800)) return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        return true;
    }

    /// <summary>Name of a line in a count.</summary>
    public static string At(string shown, long line) => string.Create(CultureInfo.InvariantCulture, $"{shown}:{line}");
}
