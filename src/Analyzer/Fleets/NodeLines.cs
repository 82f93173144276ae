using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>Writes the nodes of a pool as lines.</summary>
internal static class NodeLines
{
    public static void Write(FleetTerms terms, NodePool pool, LineBuilder lines)
    {
        var spot = pool.Purchase == PurchaseOption.Spot;
        foreach (var type in pool.Plan.Nodes.GroupBy(nodes => nodes.Offer.InstanceType).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var count = type.Sum(nodes => nodes.Count);
            var hours = terms.Hours * count;
            if (spot) Spot(terms, type.Key, count, hours, lines);
            else
            {
                var price = terms.Prices.OnDemand(type.Key);
                lines.Priced("compute", $"{type.Key}-on-demand", $"{count} × {type.Key} on demand", hours.Value, price,
                    LineBuilder.Text($"{count} nodes × {terms.Hours.Value:0.##} h × {price.UsdPerUnit} USD"), [terms.InventoryOrigin], ["hours-per-month", "snapshot-represents-month", "packing"]);
            }
        }

        var volumes = pool.Plan.Nodes.Sum(nodes => nodes.Count);
        if (volumes == 0) return;
        var gp3 = terms.Prices.Item("ebs-gp3-storage");
        lines.Priced("storage", $"root-volumes-{(spot ? "spot" : "on-demand")}-{(pool.Architecture == CpuArchitecture.Arm64 ? "arm64" : "x86_64")}",
            $"Root volumes of {volumes} nodes", volumes * terms.RootVolume.Gibibytes * terms.MonthShare, gp3,
            LineBuilder.Text($"{volumes} × {terms.RootVolume.Gibibytes:0} GiB × {terms.MonthShare:0.####} month × {gp3.UsdPerUnit} USD"), [terms.InventoryOrigin], ["root-volume"]);
    }

    private static void Spot(FleetTerms terms, string instanceType, int count, Hours hours, LineBuilder lines)
    {
        var band = NodePools.SpotRate(terms, instanceType);
        var billed = terms.BilledSpot.ContainsKey(instanceType);
        var priceId = billed || !terms.Prices.TrySpot(instanceType, out var quote) ? (PriceId?)null : quote.Price.Id;
        lines.Add("compute", $"{instanceType}-spot", $"{count} × {instanceType} Spot", hours.Value, "instance-hour", band.Expected.Amount, priceId,
            band.Expected * hours, band.Low * hours, band.High * hours,
            LineBuilder.Text($"{count} nodes × {terms.Hours.Value:0.##} h × {band.Expected.Amount:0.######} USD ({(billed ? "Spot price as billed" : "Spot quote")}, {terms.SpotFallback.Expected:P0} of the hours on demand at {terms.Prices.OnDemand(instanceType).UsdPerUnit} USD)"),
            billed ? [terms.InventoryOrigin, .. terms.BillOrigin] : [terms.InventoryOrigin], ["hours-per-month", "spot-fallback-share", "packing"]);
    }
}
