using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;
using CostTool.Reports.Text;

namespace CostTool.Reports.Json;

/// <summary>Writes values of the model; reports are never read back, so reading is refused.</summary>
internal abstract class WriteOnlyJson<T> : JsonConverter<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"analysis.json is written, not read: {typeToConvert.Name}");
}

/// <summary>Dollars, with the same digits as in the CSVs.</summary>
internal sealed class UsdJson : WriteOnlyJson<Usd>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Usd value, JsonSerializerOptions options) => writer.WriteRawValue(Numbers.Money(value));
}

/// <summary>Dollars per hour.</summary>
internal sealed class UsdPerHourJson : WriteOnlyJson<UsdPerHour>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, UsdPerHour value, JsonSerializerOptions options) => writer.WriteRawValue(Numbers.Exact(value.Amount));
}

/// <summary>A number without the trailing zeros that arithmetic leaves behind.</summary>
internal sealed class ExactDecimalJson : WriteOnlyJson<decimal>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteRawValue(Numbers.Exact(value));
}

/// <summary>Hours.</summary>
internal sealed class HoursJson : WriteOnlyJson<Hours>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Hours value, JsonSerializerOptions options) => writer.WriteRawValue(Numbers.Exact(value.Value));
}

/// <summary>Processor as an object that says its unit: <c>{"vcpu": 0.25}</c>.</summary>
internal sealed class VCpuJson : WriteOnlyJson<VCpu>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, VCpu value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("vcpu");
        writer.WriteRawValue(Numbers.Exact(value.Cores));
        writer.WriteEndObject();
    }
}

/// <summary>Memory as an object that says its unit: <c>{"mib": 512}</c>.</summary>
internal sealed class MemorySizeJson : WriteOnlyJson<MemorySize>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, MemorySize value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("mib");
        writer.WriteRawValue(Numbers.Exact(value.Mebibytes));
        writer.WriteEndObject();
    }
}

/// <summary>A region code.</summary>
internal sealed class RegionJson : WriteOnlyJson<Region>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Region value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

/// <summary>Workload and container as one text.</summary>
internal sealed class UsageKeyJson : WriteOnlyJson<UsageKey>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, UsageKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A measured number to nine digits: what differs further behind is rounding of the machine.</summary>
internal sealed class FiniteJson : WriteOnlyJson<double>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteRawValue(value.ToString("0.#########", CultureInfo.InvariantCulture));
        else writer.WriteNullValue();
    }
}

/// <summary>A price id.</summary>
internal sealed class PriceIdJson : WriteOnlyJson<PriceId>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, PriceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A fixed choice in lower-case words joined by hyphens.</summary>
internal sealed class KebabJson<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
