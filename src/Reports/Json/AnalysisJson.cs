using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Scenarios;

namespace CostTool.Reports.Json;

/// <summary><c>analysis.json</c>: the whole model, members in the order of its types. Money is an exact number of US dollars, time one of hours.</summary>
internal static class AnalysisJson
{
    /// <summary>Name of the file.</summary>
    public const string Name = "analysis.json";

    // Names in any script stay readable; what HTML or a terminal could take for more than text is still escaped.
    private static readonly AnalysisJsonContext Context = new(new JsonSerializerOptions(AnalysisJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>Writes the model as indented JSON.</summary>
    public static Task WriteAsync(SavingsAnalysis analysis, Stream output, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(output, analysis, Context.SavingsAnalysis, cancellationToken);
}

/// <summary>The generated serializer of the model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(UsdJson), typeof(HoursJson), typeof(VCpuJson), typeof(MemorySizeJson), typeof(RegionJson), typeof(PriceIdJson), typeof(UsdPerHourJson), typeof(ExactDecimalJson),
        typeof(KebabJson<PurchaseOption>), typeof(KebabJson<PriceKind>), typeof(KebabJson<ReconciliationScope>), typeof(KebabJson<FindingLevel>),
        typeof(KebabJson<SizeDirection>), typeof(KebabJson<SizeConfidence>), typeof(UsageKeyJson), typeof(FiniteJson),
    ])]
[JsonSerializable(typeof(SavingsAnalysis))]
internal sealed partial class AnalysisJsonContext : JsonSerializerContext;
