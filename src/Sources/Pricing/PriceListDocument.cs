using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Pricing;

/// <summary>One product document of the price list, as <c>GetProducts</c> gives it.</summary>
internal static class PriceListDocument
{
    private const string Fix = "use a document of AWS's GetProducts, or an item of its PriceList";

    /// <summary>Reads the product's on-demand offers: one for each term, none where it is sold as a reservation only.</summary>
    public static IEnumerable<PriceListProduct> Read(JsonElement document, string where)
    {
        var product = Member(document, "product", where);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in Member(product, "attributes", where).EnumerateObject())
        {
            if (attribute.Value.ValueKind == JsonValueKind.String && attribute.Value.GetString() is { Length: > 0 } value) attributes[attribute.Name] = value;
        }

        if (!Member(document, "terms", where).TryGetProperty("OnDemand", out var terms) || terms.ValueKind != JsonValueKind.Object) yield break;
        foreach (var term in terms.EnumerateObject())
        {
            yield return new PriceListProduct
            {
                // Trimmed documents leave the service out; the attribute then says it, or the instance type does.
                Service = Text(document, "serviceCode") is { Length: > 0 } service ? service
                    : attributes.GetValueOrDefault("servicecode") ?? (attributes.ContainsKey("instanceType") ? "AmazonEC2" : ""),
                Sku = Text(product, "sku"),
                Family = Text(product, "productFamily"),
                Attributes = attributes,
                Tiers = Tiers(Member(term.Value, "priceDimensions", where), where),
                Dated = Later(Text(document, "publicationDate"), Text(term.Value, "effectiveDate")),
                Where = where,
            };
        }
    }

    /// <summary>The later of two dates in ISO form, to the day; <c>undated</c> without any.</summary>
    public static string Later(string published, string effective)
    {
        var latest = string.CompareOrdinal(published, effective) > 0 ? published : effective;
        return latest.Length >= 10 ? latest[..10] : "undated";
    }

    /// <summary>Reads a price or a quantity of a price list.</summary>
    public static decimal Number(string text, string where) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ProblemException(new Problem($"`{text}` is not a number", where, Fix));

    private static List<PriceTier> Tiers(JsonElement dimensions, string where)
    {
        var tiers = new List<PriceTier>();
        foreach (var dimension in dimensions.EnumerateObject())
        {
            var usd = Text(Member(dimension.Value, "pricePerUnit", where), "USD");
            if (usd.Length == 0) continue;
            var from = Text(dimension.Value, "beginRange");
            tiers.Add(new PriceTier(from.Length == 0 ? 0 : Number(from, where), Text(dimension.Value, "unit"), Number(usd, where)));
        }

        tiers.Sort((left, right) => left.From.CompareTo(right.From));
        return tiers;
    }

    private static JsonElement Member(JsonElement parent, string name, string where) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object
            ? member
            : throw new ProblemException(new Problem($"`{name}` is missing: this is not a product of the AWS price list", where, Fix));

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";
}
