using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace CostTool.AwsSdk.Runtime;

/// <summary>How the shapes of a JSON service differ from what System.Text.Json does by itself.</summary>
internal static class JsonShapes
{
    /// <summary>The options that read and write the shapes of a service.</summary>
    public static JsonSerializerOptions Options(JsonSerializerContext shapes) => new(shapes.Options) { TypeInfoResolver = shapes.WithAddedModifier(OmitTransport) };

    /// <summary>Leaves out what the SDK's base class of answers adds: it is of the transport, and a body must not set it.</summary>
    private static void OmitTransport(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(AmazonWebServiceResponse))) return;
        for (var index = type.Properties.Count - 1; index >= 0; index--)
            if (type.Properties[index].AttributeProvider is MemberInfo member && member.DeclaringType == typeof(AmazonWebServiceResponse)) type.Properties.RemoveAt(index);
    }
}

/// <summary>An enumeration of AWS: a text with known values, to which AWS may add.</summary>
internal abstract class ConstantConverter<T>(Func<string, T> find) : JsonConverter<T>
    where T : ConstantClass
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is { } value ? find(value) : null;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>An instant as seconds since 1970, with decimals, in UTC.</summary>
internal sealed class EpochSecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => DateTime.UnixEpoch + TimeSpan.FromMilliseconds((long)Math.Round(reader.GetDouble() * 1000)),
        JsonTokenType.String => DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        _ => throw new JsonException("an instant is a number or a text"),
    };

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
}

/// <summary>An instant as whole milliseconds since 1970, in UTC: what CloudWatch Logs writes as a number and the SDK gives as an instant.</summary>
internal sealed class EpochMillisecondsConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DateTime.UnixEpoch.AddMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
}

/// <summary>An instant as text, in UTC.</summary>
internal sealed class Iso8601Converter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
}
