using System.Text.Json;

namespace CostTool.Sources.Queues.Redis;

/// <summary>Where a message was sent.</summary>
internal readonly record struct Destination(string Exchange, string RoutingKey)
{
    /// <summary>Reads the last two texts of a JSON list, of which only the end is there.</summary>
    /// <returns>Null where it does not end so.</returns>
    public static Destination? AtEndOf(ReadOnlySpan<byte> list)
    {
        list = list.TrimEnd(" \r\n"u8);
        if (list is not [.., (byte)']']) return null;
        var rest = list[..^1];
        return Last(ref rest) is { } key && Comma(ref rest) && Last(ref rest) is { } exchange && Comma(ref rest) ? new Destination(exchange, key) : null;
    }

    private static bool Comma(ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimEnd((byte)' ');
        if (rest is not [.., (byte)',']) return false;
        rest = rest[..^1];
        return true;
    }

    // kombu writes null for an exchange or routing key that was not given.
    private static string? Last(ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimEnd((byte)' ');
        if (rest.EndsWith("null"u8))
        {
            rest = rest[..^4];
            return "";
        }

        if (rest is not [.., (byte)'"']) return null;
        for (var start = rest.Length - 2; start >= 0; start--)
        {
            if (rest[start] != (byte)'"' || Escaped(rest[..start])) continue;
            var text = rest[start..];
            rest = rest[..start];
            try
            {
                return JsonSerializer.Deserialize<string>(text);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return null;
    }

    // After an odd number of backslashes a quotation mark belongs to the text.
    private static bool Escaped(ReadOnlySpan<byte> before) => (before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 1;
}
