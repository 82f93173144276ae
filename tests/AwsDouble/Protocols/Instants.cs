using System.Globalization;

namespace CostTool.AwsDouble.Protocols;

/// <summary>Instants as text and as seconds since 1970.</summary>
internal static class Instants
{
    /// <returns>Null: the text is no instant.</returns>
    public static double? Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)) return seconds;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUnixTimeMilliseconds() / 1000.0 : null;
    }

    public static string Iso8601(double seconds)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        return instant.ToString(instant.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
