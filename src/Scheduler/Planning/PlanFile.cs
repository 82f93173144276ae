using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Scheduler.Planning;

/// <summary>A saved plan with the hash of its content, so that what is applied is what was reviewed.</summary>
public sealed record PlanFile
{
    /// <summary>Form of the file that this build reads and writes.</summary>
    public const int CurrentForm = 4;

    private static readonly PlanJson Compact = new(Options(indented: false));
    private static readonly PlanJson Indented = new(Options(indented: true));

    /// <summary>Form of the file.</summary>
    [JsonPropertyName("costtool_plan")]
    public required int Form { get; init; }

    /// <summary>SHA-256 of the plan's canonical JSON, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The plan.</summary>
    public required SchedulePlan Plan { get; init; }

    /// <summary>The plan with its stamp.</summary>
    public static PlanFile Of(SchedulePlan plan) => new() { Form = CurrentForm, Sha256 = HashOf(plan), Plan = plan };

    /// <summary>SHA-256 of the canonical JSON of a plan.</summary>
    public static string HashOf(SchedulePlan plan) => Convert.ToHexStringLower(SHA256.HashData(Canonical(plan)));

    /// <summary>One line of UTF-8 JSON: members in the order of the types, numbers without trailing zeros, no spaces.</summary>
    public static byte[] Canonical(SchedulePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonSerializer.SerializeToUtf8Bytes(plan, Compact.SchedulePlan);
    }

    /// <summary>The bytes of the file: indented UTF-8 JSON that ends with a line feed.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Indented.PlanFile), (byte)'\n'];

    /// <summary>Reads a saved plan and verifies its stamp.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="where">The file, for errors.</param>
    /// <exception cref="ProblemException">It is not a saved plan, is of another form, or was changed after it was saved.</exception>
    public static PlanFile Read(ReadOnlySpan<byte> bytes, string where)
    {
        PlanFile? file;
        try
        {
            file = JsonSerializer.Deserialize(bytes, Compact.PlanFile);
        }
        catch (JsonException broken)
        {
            var line = broken.LineNumber is { } number ? FormattableString.Invariant($"{where}:{number + 1}") : where;
            throw new ProblemException(new Problem($"the file is not a saved plan: `{broken.Path ?? "$"}` cannot be read", line, "write it again with `costtool schedule plan`"));
        }

        if (file is null) throw new ProblemException(new Problem("the file is not a saved plan: it holds `null`", where, "write it again with `costtool schedule plan`"));
        if (file.Form != CurrentForm)
            throw new ProblemException(new Problem(FormattableString.Invariant($"the plan is of form `{file.Form}`, this build reads {CurrentForm}"), where, "write it again with `costtool schedule plan`"));
        var actual = HashOf(file.Plan);
        return actual == file.Sha256
            ? file
            : throw new ProblemException(new Problem($"the plan was changed after it was saved: its stamp is `{file.Sha256}`, its content has {actual}", where, "plan again instead of editing the file"));
    }

    private static JsonSerializerOptions Options(bool indented) => new(PlanJson.Default.Options)
    {
        WriteIndented = indented,
        NewLine = "\n",
        // Names in any script stay readable; what HTML or a terminal could take for more than text is still escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
}

/// <summary>The generated serializer of saved plans.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(PlanUsdJson), typeof(PlanDecimalJson), typeof(JsonStringEnumConverter<Strategy>)])]
[JsonSerializable(typeof(PlanFile))]
[JsonSerializable(typeof(SchedulePlan))]
internal sealed partial class PlanJson : JsonSerializerContext;

/// <summary>US dollars as an exact number.</summary>
internal sealed class PlanUsdJson : JsonConverter<Usd>
{
    public override Usd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(PlanDecimalJson.Number(ref reader));

    public override void Write(Utf8JsonWriter writer, Usd value, JsonSerializerOptions options) => writer.WriteNumberValue(PlanDecimalJson.Normal(value.Amount));
}

/// <summary>A decimal without trailing zeros, so that equal numbers have equal bytes.</summary>
internal sealed class PlanDecimalJson : JsonConverter<decimal>
{
    // Division by one with 28 zeros makes decimal drop the zeros of its scale.
    private const decimal One = 1.0000000000000000000000000000m;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Number(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(Normal(value));

    public static decimal Number(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : throw new JsonException();

    public static decimal Normal(decimal value) => value / One;
}
