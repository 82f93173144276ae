using System.Globalization;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Pricing;

namespace CostTool.Cli.Commands;

/// <summary>Writes prices as tables for people.</summary>
internal static class PricesText
{
    public static void WritePrices(IEnumerable<Price> prices, TextWriter output) => TextTable.Write(
        output,
        [new("price"), new("USD", Numeric: true), new("unit"), new("kind"), new("dated"), new("source")],
        prices.Select(price => new[]
        {
            price.Id.Value, Number(price.UsdPerUnit), price.Unit, Name(price.Kind), price.Dated, price.Source,
        }));

    public static void WriteInstances(IEnumerable<InstanceOffer> offers, TextWriter output) => TextTable.Write(
        output,
        [
            new("type"), new("USD/h", Numeric: true), new("Spot USD/h", Numeric: true), new("vCPU", Numeric: true), new("MiB", Numeric: true), new("arch"),
            new("alloc. mCPU", Numeric: true), new("alloc. Mi", Numeric: true), new("pods", Numeric: true), new("kind"), new("dated"),
        ],
        offers.Select(offer =>
        {
            var node = NodeAllocatable.Of(offer.Spec);
            return new[]
            {
                offer.Spec.InstanceType, Number(offer.OnDemand.UsdPerUnit), offer.Spot is { } spot ? Number(spot.Price.UsdPerUnit) : "",
                Number(offer.Spec.Cpu.Cores), Number(offer.Spec.Memory.Mebibytes), PriceIds.Name(offer.Spec.Architecture),
                Number(node.Allocatable.Cpu.Millicores), Number(decimal.Floor(node.Allocatable.Memory.Mebibytes)), Number(node.Pods),
                Name(offer.OnDemand.Kind), offer.OnDemand.Dated,
            };
        }));

    public static string Name(PriceKind kind) => kind switch
    {
        PriceKind.Sourced => "sourced",
        PriceKind.Derived => "derived",
        PriceKind.Unverified => "unverified",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Number(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
