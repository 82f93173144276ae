using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Cli.Commands;

/// <summary>Writes prices as JSON. Money is written digit by digit from the decimal, never through a double.</summary>
internal static class PricesJson
{
    public static void WritePrices(PriceBook book, Region region, IEnumerable<Price> prices, TextWriter output) => Write(book, region, "prices", output, json =>
    {
        foreach (var price in prices)
        {
            json.WriteStartObject();
            json.WriteString("price_id", price.Id.Value);
            json.WriteNumber("usd", price.UsdPerUnit);
            json.WriteString("unit", price.Unit);
            json.WriteString("kind", PricesText.Name(price.Kind));
            json.WriteString("source", price.Source);
            json.WriteString("dated", price.Dated);
            json.WriteString("note", price.Note);
            json.WriteEndObject();
        }
    });

    public static void WriteInstances(PriceBook book, Region region, IEnumerable<InstanceOffer> offers, TextWriter output) => Write(book, region, "instance_types", output, json =>
    {
        foreach (var offer in offers)
        {
            var node = NodeAllocatable.Of(offer.Spec);
            json.WriteStartObject();
            json.WriteString("instance_type", offer.Spec.InstanceType);
            json.WriteNumber("usd_per_hour", offer.OnDemand.UsdPerUnit);
            json.WriteString("price_id", offer.OnDemand.Id.Value);
            json.WriteString("kind", PricesText.Name(offer.OnDemand.Kind));
            json.WriteString("dated", offer.OnDemand.Dated);
            json.WriteNumber("vcpu", offer.Spec.Cpu.Cores);
            json.WriteNumber("memory_mib", offer.Spec.Memory.Mebibytes);
            json.WriteString("architecture", PriceIds.Name(offer.Spec.Architecture));
            json.WriteNumber("allocatable_cpu_millicores", node.Allocatable.Cpu.Millicores);
            json.WriteNumber("allocatable_memory_mi", decimal.Floor(node.Allocatable.Memory.Mebibytes));
            json.WriteNumber("allocatable_pods", node.Pods);
            if (offer.Spot is { } spot)
            {
                json.WriteNumber("spot_usd_per_hour", spot.Price.UsdPerUnit);
                json.WriteNumber("spot_low_usd_per_hour", spot.LowUsdPerUnit);
                json.WriteNumber("spot_high_usd_per_hour", spot.HighUsdPerUnit);
                json.WriteString("interruption_band", spot.InterruptionBand);
            }
            else
            {
                json.WriteNull("spot_usd_per_hour");
                json.WriteNull("spot_low_usd_per_hour");
                json.WriteNull("spot_high_usd_per_hour");
                json.WriteNull("interruption_band");
            }

            json.WriteEndObject();
        }
    });

    private static void Write(PriceBook book, Region region, string list, TextWriter output, Action<Utf8JsonWriter> writeItems)
    {
        using var bytes = new MemoryStream();
        // This goes to a terminal or a file, not into a page, so `<5%` may stay readable.
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("region", region.Code);
            json.WriteString("snapshot_date", book.SnapshotDate);
            json.WriteStartArray(list);
            writeItems(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Write('\n');
    }
}
