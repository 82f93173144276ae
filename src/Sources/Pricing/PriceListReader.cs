using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Pricing;

/// <summary>
/// Reads AWS price list documents into prices: an answer of <c>GetProducts</c>, one product document, or the bulk offer file as CSV.
/// Products that the price book does not hold (metering rows, reservations, other systems and tenancies) are passed over, and so are
/// Reserved terms and prices that are zero or not in US dollars.
/// </summary>
public static class PriceListReader
{
    /// <summary>Reads a JSON document: a <c>GetProducts</c> answer or one of its products.</summary>
    /// <param name="json">The document.</param>
    /// <param name="where">Its file, for errors.</param>
    /// <returns>Prices sorted by id.</returns>
    /// <exception cref="ProblemException">The document is cut, is of another kind, or gives two prices for one id.</exception>
    public static IEnumerable<Price> ReadJson(Stream json, string where)
    {
        var products = new List<PriceListProduct>();
        using var document = Parse(json, where);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("PriceList", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            var number = 0;
            foreach (var item in list.EnumerateArray())
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{where}: PriceList item {++number}");
                if (item.ValueKind != JsonValueKind.String)
                {
                    products.AddRange(PriceListDocument.Read(item, place));
                    continue;
                }

                using var product = Parse(item.GetString()!, place);
                products.AddRange(PriceListDocument.Read(product.RootElement, place));
            }
        }
        else
        {
            products.AddRange(PriceListDocument.Read(root, where));
        }

        return ToPrices(products);
    }

    /// <summary>Reads the bulk offer file as CSV, line by line.</summary>
    /// <param name="csv">The file.</param>
    /// <param name="where">Its name, for errors.</param>
    /// <returns>Prices sorted by id.</returns>
    /// <exception cref="ProblemException">The file has no price table, a malformed row, or two prices for one id.</exception>
    public static IEnumerable<Price> ReadCsv(TextReader csv, string where) => ToPrices(OfferFile.Read(csv, where));

    private static IReadOnlyList<Price> ToPrices(IEnumerable<PriceListProduct> products)
    {
        var prices = new SortedDictionary<string, Price>(StringComparer.Ordinal);
        foreach (var product in products)
        {
            if (product["regionCode"] is not { Length: > 0 } code) continue;
            var region = Region.Parse(code, product.Where);
            if (PriceListMapping.Identify(product, region.Code) is not var (id, unit) || Make(product, id, unit) is not { } price) continue;
            if (prices.TryAdd(id.Value, price) || prices[id.Value].UsdPerUnit == price.UsdPerUnit) continue;
            throw new ProblemException(new Problem(
                string.Create(CultureInfo.InvariantCulture, $"two prices for `{id}`: {prices[id.Value].UsdPerUnit} and {price.UsdPerUnit}"),
                product.Where,
                "keep the product that applies, and take the other out of the file"));
        }

        return [.. prices.Values];
    }

    /// <summary>The first price above zero: what a free allowance is followed by, or the first range of a falling price.</summary>
    private static Price? Make(PriceListProduct product, PriceId id, string unit)
    {
        var place = product.Tiers.TakeWhile(tier => tier.Usd == 0).Count();
        if (place == product.Tiers.Count) return null;
        var ranges = product.Tiers.Select(tier => string.Create(CultureInfo.InvariantCulture, $"from {tier.From:0.##} {tier.Unit} {tier.Usd:0.##########}"));
        return new Price
        {
            Id = id,
            UsdPerUnit = Plain(product.Tiers[place].Usd),
            Unit = unit,
            Kind = PriceKind.Sourced,
            Source = $"AWS price list {product.Service}, SKU {product.Sku}",
            Dated = product.Dated,
            Note = product.Tiers.Count > 1 ? string.Join("; ", ranges) : null,
        };
    }

    /// <summary>Drops the zeros that price lists fill up to ten decimals.</summary>
    internal static decimal Plain(decimal usd) => usd / 1.0000000000000000000000000000m;

    internal static JsonDocument Parse(Stream json, string where)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw Broken(exception, where);
        }
    }

    private static JsonDocument Parse(string json, string where)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw Broken(exception, where);
        }
    }

    private static ProblemException Broken(JsonException exception, string where) => new(new Problem(
        string.Create(CultureInfo.InvariantCulture, $"the JSON breaks off or is malformed at line {exception.LineNumber + 1}"),
        where,
        "fetch the document again"));
}
