using System.Globalization;
using System.Text;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Pricing;

/// <summary>The files of a price book for one region: the built-in book's rows, with newer prices in their place.</summary>
/// <remarks>Every row names its source, so that a reader tells what was asked from what the built-in book had.</remarks>
public static class PriceBookMerge
{
    private const string Sources = "sources.csv";

    /// <summary>Makes the files.</summary>
    /// <param name="region">The region.</param>
    /// <param name="prices">Prices of that region; those of Fargate Spot become their own low and high where these lay nearer.</param>
    /// <param name="dated">Day of the book.</param>
    /// <returns>Texts by relative path.</returns>
    public static IReadOnlyDictionary<string, string> Files(Region region, IEnumerable<Price> prices, DateOnly dated)
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(prices);
        var (items, instances, keys) = (new SortedDictionary<string, Price>(StringComparer.Ordinal), new SortedDictionary<string, Price>(StringComparer.Ordinal), new Dictionary<(PriceKind, string, string, string?), string>());
        foreach (var price in prices)
        {
            var parts = price.Id.Value.Split('/');
            if (parts[1] != region.Code) continue;
            if (parts[0] == "ec2") instances[parts[2]] = price;
            else items[price.Id.Value] = price;
        }

        var sources = new StringBuilder(Text(Sources));
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [$"ec2/{region}.csv"] = Replaced($"ec2/{region}.csv", "instance_type,usd,source,spot_usd,spot_low_usd,spot_high_usd,spot_source,interruption_band", instances, Instance),
            [$"prices/{region}.csv"] = Replaced($"prices/{region}.csv", "price_id,unit,usd,low_usd,high_usd,source", items, Item),
            [Sources] = sources.ToString(),
            ["book.csv"] = string.Create(CultureInfo.InvariantCulture, $"name,value\nsnapshot_date,{dated:yyyy-MM-dd}\nregion,{region}\n"),
        };

        string[] Instance(Price price, string[]? known) => [price.Id.Value.Split('/')[2], Number(price.UsdPerUnit), Key(price), .. known is null ? ["", "", "", "", ""] : known[3..]];

        string[] Item(Price price, string[]? known)
        {
            if (!price.Id.Value.EndsWith("/spot", StringComparison.Ordinal)) return [price.Id.Value, price.Unit, Number(price.UsdPerUnit), "", "", Key(price)];
            // What the price was before is within the range that it moves in.
            var (low, high) = known is null ? (price.UsdPerUnit, price.UsdPerUnit) : (Decimal(known[3]), Decimal(known[4]));
            return [price.Id.Value, price.Unit, Number(price.UsdPerUnit), Number(Math.Min(low, price.UsdPerUnit)), Number(Math.Max(high, price.UsdPerUnit)), Key(price)];
        }

        string Key(Price price)
        {
            var evidence = (price.Kind, price.Dated, price.Source, price.Note);
            if (keys.TryGetValue(evidence, out var key)) return key;
            key = keys[evidence] = string.Create(CultureInfo.InvariantCulture, $"asked-{keys.Count + 1}");
            sources.AppendJoin(',', new[] { key, price.Kind.ToString().ToLowerInvariant(), price.Dated, price.Source, price.Note ?? "" }.Select(Quoted)).Append('\n');
            return key;
        }
    }

    private static string Replaced(string file, string head, SortedDictionary<string, Price> newer, Func<Price, string[]?, string[]> row)
    {
        var rows = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var line in Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            if (CsvLine.Split(line) is { } cells) rows[cells[0]] = cells;
        foreach (var (name, price) in newer) rows[name] = row(price, rows.GetValueOrDefault(name));
        return $"{head}\n{string.Concat(rows.Values.Select(cells => string.Join(',', cells.Select(Quoted)) + "\n"))}";
    }

    private static string Text(string file)
    {
        if (PriceBook.OpenBuiltIn(file) is not { } stream) return "";
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Number(decimal usd) => usd.ToString(CultureInfo.InvariantCulture);

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
