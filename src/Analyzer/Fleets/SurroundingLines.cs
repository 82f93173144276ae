using CostTool.Analyzer.Reconciliation;

namespace CostTool.Analyzer.Fleets;

/// <summary>Writes what surrounds the nodes or tasks: control plane, volumes, network, load balancing and logs.</summary>
internal static class SurroundingLines
{
    public static void Write(FleetTerms terms, bool clusterStays, bool usesFargate, LineBuilder lines)
    {
        foreach (var term in terms.Carried.Where(term => term.Kind is not (UsageKind.ControlPlane or UsageKind.ExtendedSupport or UsageKind.BlockStorage or UsageKind.CommitmentFee)))
            Carry(terms, term, term.Quantity, lines);

        if (clusterStays) ControlPlane(terms, lines);
        Volumes(terms, lines);
        if (usesFargate && terms.AddedEndpoints > 0) Endpoints(terms, lines);
    }

    /// <summary>A carried term as a line: quantity × price where both are known, as billed where not.</summary>
    public static void Carry(FleetTerms terms, CarriedTerm term, decimal? quantity, LineBuilder lines)
    {
        var path = Slug(term.UsageType);
        if (term.Price is { } price && quantity is { } amount)
            lines.Priced(term.Component, path, term.Item, amount, price, LineBuilder.Text($"{amount:0.######} {price.Unit} × {price.UsdPerUnit} USD"), terms.BillOrigin, ["surroundings-carried"]);
        else
            lines.Add(term.Component, path, term.Item, quantity ?? 1, quantity is null ? "month" : term.Unit, null, null, term.Billed, term.Billed, term.Billed, "as billed", terms.BillOrigin, ["surroundings-carried"]);
    }

    public static void ControlPlane(FleetTerms terms, LineBuilder lines)
    {
        var billed = terms.Carried.Where(term => term.Kind is UsageKind.ControlPlane or UsageKind.ExtendedSupport).ToList();
        foreach (var term in billed) Carry(terms, term, term.Quantity, lines);
        if (billed.Count > 0) return;
        var price = terms.Prices.Item("eks-control-plane-standard");
        lines.Priced("control-plane", "eks-control-plane-standard", "EKS control plane", terms.Hours.Value, price,
            LineBuilder.Text($"1 cluster × {terms.Hours.Value:0.##} h × {price.UsdPerUnit} USD"), [terms.InventoryOrigin], ["hours-per-month"]);
    }

    // The bill shows root and data volumes in one usage type: today's root volumes are taken off, the rest stays whatever the platform.
    private static void Volumes(FleetTerms terms, LineBuilder lines)
    {
        var roots = terms.RootVolumesToday.Gibibytes * terms.MonthShare;
        foreach (var term in terms.Carried.Where(term => term.Kind == UsageKind.BlockStorage))
        {
            if (term.Price is null || term.Quantity is not { } quantity)
            {
                Carry(terms, term, term.Quantity, lines);
                continue;
            }

            var data = Math.Max(0, quantity - roots);
            roots = Math.Max(0, roots - quantity);
            if (data > 0) Carry(terms, term with { Item = "EBS gp3 data volumes" }, data, lines);
        }
    }

    private static void Endpoints(FleetTerms terms, LineBuilder lines)
    {
        var price = terms.Prices.Item("vpc-interface-endpoint-hour");
        var quantity = terms.Hours.Value * terms.AddedEndpoints * terms.EndpointZones;
        lines.Priced("network", "added-interface-endpoints", $"{terms.AddedEndpoints} interface endpoints in {terms.EndpointZones} zones", quantity, price,
            LineBuilder.Text($"{terms.AddedEndpoints} × {terms.EndpointZones} zones × {terms.Hours.Value:0.##} h × {price.UsdPerUnit} USD"), [], ["fargate-endpoints"]);
    }

    internal static string Slug(string usageType) => usageType.Length == 0 ? "unnamed" : usageType.Replace('/', '-').Replace(' ', '-');
}
