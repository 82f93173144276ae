using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostTool.Analyzer.Nightly;

/// <summary>Hashes that tell whether a night would come out differently if it were worked out again.</summary>
public static class NightFingerprint
{
    private static readonly JsonSerializerOptions Canonical = new() { Converters = { new PlainDecimal() } };

    /// <summary>What a night rests on: the night before it and the usage of the days that it looks at.</summary>
    /// <param name="before">What the night before came to; null for the first.</param>
    /// <param name="history">Days of usage up to the night, oldest first.</param>
    public static string Basis(string? before, IEnumerable<DayUsage> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var text = new StringBuilder(before);
        foreach (var day in history.Where(day => day.Samples > 0)) text.Append(CultureInfo.InvariantCulture, $"\n{day.Day:yyyy-MM-dd} {day.Fingerprint}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What a night came to, how it was come to left aside.</summary>
    public static string Of(Night night)
    {
        ArgumentNullException.ThrowIfNull(night);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(night with { Basis = "", Revision = 0, RevisedBecause = [] }, Canonical)));
    }

    /// <summary>1.5 and 1.500 are one number, but a decimal remembers its zeros and a database does not.</summary>
    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }
}
