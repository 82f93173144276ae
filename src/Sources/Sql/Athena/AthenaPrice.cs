using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Sql.Athena;

/// <summary>What Athena charges for a query.</summary>
/// <param name="PerTerabyte">The price of a scanned terabyte.</param>
public sealed record AthenaPrice(Price PerTerabyte)
{
    /// <summary>Bytes of the terabyte that is charged.</summary>
    /// <remarks>The least charge of a bill, that of 10 MB, is shown there as 0.00001 TB; if AWS counts 2^40 bytes, what is told here is 10 % too high.</remarks>
    public const long Terabyte = 1_000_000_000_000;

    /// <summary>What a query is charged for at least, in bytes: 10 MB.</summary>
    public const long LeastBytes = 10_000_000;

    /// <summary>The price of a region.</summary>
    public static AthenaPrice Of(RegionPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return new AthenaPrice(prices.Item("athena-data-scanned"));
    }

    /// <summary>What a query costs that succeeded or was cancelled. One that failed costs nothing.</summary>
    /// <param name="bytes">Bytes that it scanned; none at all are none charged, as with the catalog's own tables.</param>
    public Usd Of(long bytes) => new(bytes <= 0 ? 0 : (decimal)Math.Max(bytes, LeastBytes) / Terabyte * PerTerabyte.UsdPerUnit);

    /// <summary>The price and how sure it is, for people.</summary>
    public override string ToString() =>
        $"${PerTerabyte.UsdPerUnit.ToString("0.00##", CultureInfo.InvariantCulture)} per TB ({PerTerabyte.Id}, {PerTerabyte.Kind.ToString().ToLowerInvariant()}, {PerTerabyte.Dated})";
}
