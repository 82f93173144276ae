using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Says like with like where the recommendation costs more than another scenario: safety that usage or policy asks for has a price, and it is named.</summary>
internal static class CheaperScenarios
{
    /// <summary>One sentence where some scenario costs less than the recommendation; else none.</summary>
    /// <param name="others">The other scenarios.</param>
    /// <param name="recommended">The recommendation.</param>
    /// <param name="units">The fleet as requested.</param>
    /// <param name="rightsized">The fleet as usage sizes it; null without usage.</param>
    public static IEnumerable<string> Caveats(IReadOnlyList<WhatIf> others, PlacedFleet recommended, IReadOnlyList<FleetUnit> units, IReadOnlyList<FleetUnit>? rightsized)
    {
        var cheaper = others.Where(other => other.Fleet.Price.Unplaced.Count == 0 && other.Fleet.Price.Monthly < recommended.Price.Monthly).ToList();
        if (cheaper.Count == 0) yield break;
        var why = new List<string>();
        var small = rightsized is null ? 0 : units.Zip(rightsized).Count(pair => pair.Second.Requests.Cpu > pair.First.Requests.Cpu || pair.Second.Requests.Memory > pair.First.Requests.Memory);
        if (small > 0 && cheaper.Exists(other => other.Fleet.Placements.All(item => item.Unit.TaskNeed is null)))
            why.Add($"today's requests, which usage says are too small for {Workloads(small)}{Effect(others)}");
        var unsaid = cheaper.Max(other => other.Fleet.Placements.Count(item => item.Placement.Purchase == PurchaseOption.Spot && item.Unit is { StaysBehind: false } unit && unit.Interruptible != true));
        if (unsaid > 0) why.Add($"Spot for up to {Workloads(unsaid)} that the policy does not call tolerant of interruption");
        var names = string.Join(", ", cheaper.OrderBy(other => other.Fleet.Price.Monthly).Select(other => $"{other.Name} by {recommended.Price.Monthly - other.Fleet.Price.Monthly}"));
        yield return $"some scenarios cost less (a month: {names}){(why.Count == 0 ? string.Empty : $" because they keep {string.Join(", or ", why)}")}";
    }

    // The same nodes, bought the same way, with nothing but the sizes changed.
    private static string Effect(IReadOnlyList<WhatIf> others)
    {
        Usd? Monthly(string id) => others.FirstOrDefault(other => other.Id == id)?.Fleet.Price.Monthly;
        return Monthly("eks-rightsized") - Monthly("eks-repacked") is { } effect ? $"; right sizes alone change the nodes by {(effect > Usd.Zero ? "+" : string.Empty)}{effect}" : string.Empty;
    }

    private static string Workloads(int count) => count == 1 ? "1 workload" : SavingsAnalyzer.Text($"{count} workloads");
}
