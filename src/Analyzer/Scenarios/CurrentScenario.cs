using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Today's cost, bottom-up: nodes × hours × list price, what commitments take off it, and what surrounds the nodes.</summary>
internal static class CurrentScenario
{
    public static IReadOnlyList<ScenarioLine> Lines(FleetTerms terms, IReadOnlyList<ClusterNode> nodes, BillScope? scope)
    {
        var lines = new LineBuilder();
        var groups = nodes.Where(node => node.CapacityType != NodeCapacityType.Fargate && node.InstanceType is not null)
            .GroupBy(node => (Type: node.InstanceType!, Spot: node.CapacityType == NodeCapacityType.Spot))
            .OrderBy(group => group.Key.Type, StringComparer.Ordinal).ThenBy(group => group.Key.Spot);
        foreach (var group in groups)
        {
            var count = group.Count();
            var hours = terms.Hours * count;
            if (group.Key.Spot) Spot(terms, group.Key.Type, count, hours, lines);
            else Regular(terms, group.Key.Type, count, hours, scope?.Instances.GetValueOrDefault(group.Key.Type), lines);
        }

        foreach (var term in terms.Carried) SurroundingLines.Carry(terms, term, term.Quantity, lines);
        if (scope is null) WithoutBill(terms, nodes, lines);
        return lines.Lines;
    }

    private static void Regular(FleetTerms terms, string type, int count, Hours hours, InstanceHours? billed, LineBuilder lines)
    {
        var price = terms.Prices.OnDemand(type);
        lines.Priced("compute", $"{type}-on-demand", $"{count} × {type} on demand", hours.Value, price,
            LineBuilder.Text($"{count} nodes × {terms.Hours.Value:0.##} h × {price.UsdPerUnit} USD"), [terms.InventoryOrigin], ["hours-per-month", "snapshot-represents-month"]);
        if (billed is null || billed.Regular.Value == 0) return;
        Covered("savings-plan", "Savings Plan", billed.SavingsPlan, billed.SavingsPlanRate);
        Covered("reserved", "Reserved Instances", billed.Reserved, billed.ReservedRate);

        void Covered(string id, string name, Hours part, UsdPerHour? rate)
        {
            if (rate is not { } covered) return;
            var share = part.Value / billed.Regular.Value;
            var discount = (price.PerHour * (hours * share)) - (covered * (hours * share));
            lines.Add("commitments", $"{id}-discount-{type}", $"{name} discount on {type}", hours.Value * share, "instance-hour", null, null, -discount, -discount, -discount,
                LineBuilder.Text($"{share:P1} of {hours.Value:0.##} h are covered, as on the bill, at {covered.Amount:0.######} instead of {price.UsdPerUnit} USD"), terms.BillOrigin, ["commitments-kept"]);
        }
    }

    private static void Spot(FleetTerms terms, string type, int count, Hours hours, LineBuilder lines)
    {
        if (terms.BilledSpot.TryGetValue(type, out var billed))
        {
            var cost = billed * hours;
            lines.Add("compute", $"{type}-spot", $"{count} × {type} Spot", hours.Value, "instance-hour", billed.Amount, null, cost, cost, cost,
                LineBuilder.Text($"{count} nodes × {terms.Hours.Value:0.##} h × {billed.Amount:0.######} USD, the Spot price as billed"), [terms.InventoryOrigin, .. terms.BillOrigin], ["hours-per-month", "snapshot-represents-month"]);
            return;
        }

        var quote = terms.Prices.Spot(type);
        lines.Add("compute", $"{type}-spot", $"{count} × {type} Spot", hours.Value, "instance-hour", quote.Price.UsdPerUnit, quote.Price.Id,
            quote.Price.PerHour * hours, new UsdPerHour(quote.LowUsdPerUnit) * hours, new UsdPerHour(quote.HighUsdPerUnit) * hours,
            LineBuilder.Text($"{count} nodes × {terms.Hours.Value:0.##} h × {quote.Price.UsdPerUnit} USD, a Spot quote"), [terms.InventoryOrigin], ["hours-per-month", "snapshot-represents-month"]);
    }

    // Without a bill only what surely exists is counted: a control plane and a root volume for each node.
    private static void WithoutBill(FleetTerms terms, IReadOnlyList<ClusterNode> nodes, LineBuilder lines)
    {
        SurroundingLines.ControlPlane(terms, lines);
        if (terms.RootVolumesToday <= default(MemorySize)) return;
        var gp3 = terms.Prices.Item("ebs-gp3-storage");
        var quantity = terms.RootVolumesToday.Gibibytes * terms.MonthShare;
        lines.Priced("storage", "root-volumes", $"Root volumes of {nodes.Count(node => node.CapacityType != NodeCapacityType.Fargate)} nodes", quantity, gp3,
            LineBuilder.Text($"{quantity:0.##} GB-month × {gp3.UsdPerUnit} USD"), [terms.InventoryOrigin], ["root-volume"]);
    }
}
