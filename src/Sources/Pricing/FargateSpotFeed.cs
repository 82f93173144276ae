using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Pricing;

/// <summary>Reads the feed behind AWS's Fargate pricing page, which is the only place that publishes Fargate Spot prices.</summary>
public static class FargateSpotFeed
{
    /// <summary>Reads the feed.</summary>
    /// <param name="json">The document.</param>
    /// <param name="where">Its file, for errors.</param>
    /// <returns>Prices sorted by id; entries in units that Fargate Spot does not have are passed over.</returns>
    /// <exception cref="ProblemException">The document is cut or is not the feed.</exception>
    public static IEnumerable<Price> Read(Stream json, string where)
    {
        using var document = PriceListReader.Parse(json, where);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("prices", out var entries) || entries.ValueKind != JsonValueKind.Array)
            throw new ProblemException(new Problem("`prices` is missing: this is not the Fargate Spot feed", where, "fetch fargate-spot-prices.json again"));

        var dated = Dated(document.RootElement);
        var prices = new SortedDictionary<string, Price>(StringComparer.Ordinal);
        var number = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{where}: prices item {++number}");
            (CpuArchitecture Architecture, string Unit)? rate = Text(entry, place, "unit") switch
            {
                "vCPU-Hours" => (CpuArchitecture.X86_64, FargateUnits.VCpuHour),
                "GB-Hours" => (CpuArchitecture.X86_64, FargateUnits.GbHour),
                "ARM-vCPU-Hours" => (CpuArchitecture.Arm64, FargateUnits.VCpuHour),
                "ARM-GB-Hours" => (CpuArchitecture.Arm64, FargateUnits.GbHour),
                _ => null,
            };
            if (rate is not var (architecture, unit)) continue;
            var region = Region.Parse(Text(entry, place, "attributes", "aws:region"), place);
            var id = PriceIds.Fargate(region, Analyzer.Pricing.OperatingSystem.Linux, architecture, unit, PurchaseOption.Spot);
            var price = new Price
            {
                Id = id,
                UsdPerUnit = PriceListDocument.Number(Text(entry, place, "price", "USD"), place),
                Unit = unit,
                Kind = PriceKind.Sourced,
                Source = "AWS Fargate Spot feed",
                Dated = dated,
            };
            if (!prices.TryAdd(id.Value, price) && prices[id.Value].UsdPerUnit != price.UsdPerUnit)
                throw new ProblemException(new Problem($"two prices for `{id}`", place, "fetch the feed again"));
        }

        return [.. prices.Values];
    }

    /// <summary>The version is the instant of its making, as digits from the year to the second.</summary>
    private static string Dated(JsonElement feed) =>
        feed.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("source:version", out var version) && version.ValueKind == JsonValueKind.String
        && version.GetString() is { Length: >= 8 } digits
        && DateOnly.TryParseExact(digits[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "undated";

    private static string Text(JsonElement element, string where, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                throw new ProblemException(new Problem($"`{string.Join('.', path)}` is missing", where, "fetch the feed again"));
        }

        return element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new ProblemException(new Problem($"`{string.Join('.', path)}` is not text", where, "fetch the feed again"));
    }
}
