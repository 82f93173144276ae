using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Pricing;

/// <summary>The bulk offer file as CSV: a few lines about the file, a header, then a row for each range of each term of each product.</summary>
internal static class OfferFile
{
    private const int LongestPreamble = 20;

    /// <summary>Reads the products with their on-demand ranges; a product's rows need not stand together.</summary>
    public static IEnumerable<PriceListProduct> Read(TextReader csv, string where)
    {
        var (columns, published, line) = ReadHeader(csv, where);
        var products = new Dictionary<string, (PriceListProduct Product, List<PriceTier> Tiers)>(StringComparer.Ordinal);
        while (csv.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0) continue;
            var place = string.Create(CultureInfo.InvariantCulture, $"{where}:{line}");
            if (CsvLine.Split(text) is not { } cells || cells.Length != columns.Count)
                throw new ProblemException(new Problem($"a row without the {columns.Count} fields of the header", place, "fetch the file again"));
            string Cell(string name) => columns.TryGetValue(name, out var column) ? cells[column] : "";
            if (Cell("TermType") != "OnDemand" || Cell("Currency") != "USD") continue;

            if (!products.TryGetValue(Cell("SKU"), out var entry))
            {
                entry = (Product(Cell, published, place), []);
                // A whole EC2 offer file has a million rows, nearly all of things that the price book does not hold.
                if (PriceListMapping.Identify(entry.Product, entry.Product["regionCode"]) is null) continue;
                products.Add(entry.Product.Sku, entry);
            }

            entry.Tiers.Add(new PriceTier(PriceListDocument.Number(Cell("StartingRange"), place), Cell("Unit"), PriceListDocument.Number(Cell("PricePerUnit"), place)));
        }

        return products.Values.Select(entry => entry.Product with { Tiers = [.. entry.Tiers.OrderBy(tier => tier.From)] });
    }

    private static PriceListProduct Product(Func<string, string> cell, string published, string place)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (attribute, column) in new[]
        {
            ("usagetype", "usageType"), ("regionCode", "Region Code"), ("instanceType", "Instance Type"), ("operatingSystem", "Operating System"),
            ("tenancy", "Tenancy"), ("capacitystatus", "CapacityStatus"), ("preInstalledSw", "Pre Installed S/W"), ("operation", "operation"), ("marketoption", "MarketOption"),
        })
        {
            if (cell(column) is { Length: > 0 } value) attributes[attribute] = value;
        }

        return new PriceListProduct
        {
            Service = cell("serviceCode"),
            Sku = cell("SKU"),
            Family = cell("Product Family"),
            Attributes = attributes,
            Tiers = [],
            Dated = PriceListDocument.Later(published, Iso(cell("EffectiveDate"))),
            Where = place,
        };
    }

    private static (Dictionary<string, int> Columns, string Published, int Line) ReadHeader(TextReader csv, string where)
    {
        var published = "";
        for (var line = 1; line <= LongestPreamble && csv.ReadLine() is { } text; line++)
        {
            if (CsvLine.Split(text) is not { } cells) continue;
            if (cells is ["Publication Date", var date]) published = date;
            if (!cells.Contains("SKU") || !cells.Contains("PricePerUnit")) continue;
            var columns = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < cells.Length; i++) columns.TryAdd(cells[i], i);
            // Some files repeat a column; a row still has a field for each.
            return columns.Count == cells.Length
                ? (columns, published, line)
                : throw new ProblemException(new Problem("the header names a column twice", string.Create(CultureInfo.InvariantCulture, $"{where}:{line}"), "fetch the file again"));
        }

        throw new ProblemException(new Problem("no row with the columns `SKU` and `PricePerUnit`: this is not an AWS offer file", where, "use the index.csv of a service's offer"));
    }

    /// <summary>Some copies write month/day/year instead of the ISO date.</summary>
    private static string Iso(string date) =>
        DateOnly.TryParseExact(date, ["yyyy-MM-dd", "MM/dd/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
}
