using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Walks from the bill to the recommendation by changing one thing of the whole fleet at a time and pricing it again: savings multiply, so they cannot be added.</summary>
internal static class ScenarioWaterfall
{
    // Lines of launches are told by their id.
    private const string LaunchLines = "compute/launches/";

    public static IReadOnlyList<WaterfallStep> Build(FleetPricer? pricer, Usd? bill, Reconciler? reconciled, Usd? current, PlacedFleet? recommended, IReadOnlyList<FleetUnit> requested, CancellationToken cancellationToken)
    {
        var steps = new List<WaterfallStep>();
        if (bill is { } billed)
        {
            steps.Add(new("bill", "Bill, amortised", billed, billed, "Usage, fees and discounts of the month with commitments spread; credits, refunds and tax are apart."));
            if (reconciled is not null)
            {
                Step("out-of-scope", "Outside the cluster", -reconciled.OutOfScope, "Services that no scenario touches.");
                // Down to today's lines, which are each rounded once, so that bill and recommendation tie to the last digit.
                Step("residual", "Unexplained residual", current is { } explained ? explained - steps[^1].Running : -reconciled.Verdict.Residual, "What the model does not explain. It is never counted as saved.");
            }
        }
        else if (current is { } today)
        {
            steps.Add(new("current", "Today, modelled", today, today, "No bill: nodes at list price."));
        }

        if (pricer is null || current is null || recommended is null) return steps;

        var fleet = recommended.Placements;
        var kept = fleet.Select(item => item.Unit.WorkloadId).ToHashSet(StringComparer.Ordinal);
        var launches = recommended.Price.Lines.Where(line => line.Id.StartsWith(LaunchLines, StringComparison.Ordinal)).Sum(line => line.Monthly);
        var packed = pricer.Price([.. requested.Select(unit => (unit, WhatIfScenarios.OnNodes(pricer.Terms, unit)))], cancellationToken);
        Step("packing", "Packing", packed.Monthly - steps[^1].Running, "The same pods on the cheapest set of whole nodes, bought as today.");
        if (kept.Count < requested.Count)
        {
            var rest = pricer.Price([.. requested.Where(unit => kept.Contains(unit.WorkloadId)).Select(unit => (unit, WhatIfScenarios.OnNodes(pricer.Terms, unit)))], cancellationToken);
            Step("short-lived", "Short-lived work", rest.Monthly + launches - steps[^1].Running, "Celery workers that go, and the tasks that are launched in their place; the rest as before.");
        }

        if (fleet.Any(item => item.Unit.TaskNeed is not null))
            Price("rightsizing", "Rightsizing", (unit, _) => WhatIfScenarios.OnNodes(pricer.Terms, unit), "The same pods at the sizes that usage says they need, on the cheapest set of whole nodes.");
        if (fleet.Any(item => item.Placement.Platform == Platform.Fargate))
            Price("platform", "Platform", (unit, target) => unit.Today with { Platform = target.Platform }, "Workloads that the recommendation moves to Fargate, bought as today.");
        if (fleet.Any(item => item.Placement.Architecture != item.Unit.Today.Architecture))
            Price("architecture", "Architecture", (unit, target) => target with { Purchase = unit.Today.Purchase }, "Workloads that the recommendation moves to another architecture.");
        Step("purchase", "Spot", recommended.Price.Monthly - steps[^1].Running, "Workloads that the recommendation moves between on demand and Spot; those on Spot today that the policy does not call tolerant go back.");
        return steps;

        void Step(string id, string name, Usd delta, string why) => steps.Add(new(id, name, delta, steps[^1].Running + delta, why));

        void Price(string id, string name, Func<FleetUnit, Placement, Placement> place, string why)
        {
            var priced = pricer.Price([.. fleet.Select(item => (item.Unit, place(item.Unit, item.Placement)))], cancellationToken);
            Step(id, name, priced.Monthly + launches - steps[^1].Running, why);
        }
    }
}
