using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Layout;

/// <summary>The lines of the scenarios folded to components, for the chart and the table below it.</summary>
/// <param name="Components">Components that some scenario pays for, in the order of the model's list.</param>
/// <param name="Rows">The scenarios in their order.</param>
internal sealed record SpendByComponent(IReadOnlyList<string> Components, IReadOnlyList<SpendByComponent.Row> Rows)
{
    private static readonly string[] KnownOrder = ["compute", "control-plane", "storage", "network", "load-balancing", "logs", "commitments", "migration"];

    /// <summary>A scenario's amounts in the order of the components; null where it has no line of one.</summary>
    public sealed record Row(Scenario Scenario, IReadOnlyList<Usd?> Amounts);

    /// <summary>Folds the lines; components that the model's list does not name come last, by name.</summary>
    public static SpendByComponent Of(IReadOnlyList<Scenario> scenarios)
    {
        var components = scenarios.SelectMany(scenario => scenario.Lines).Select(line => line.Component).Distinct()
            .OrderBy(component => Array.IndexOf(KnownOrder, component) is var at and >= 0 ? at : KnownOrder.Length)
            .ThenBy(component => component, StringComparer.Ordinal)
            .ToList();
        return new SpendByComponent(components, [.. scenarios.Select(scenario => Fold(scenario, components))]);
    }

    private static Row Fold(Scenario scenario, IReadOnlyList<string> components)
    {
        var sums = scenario.Lines.GroupBy(line => line.Component).ToDictionary(group => group.Key, group => group.Sum(line => line.Monthly));
        return new Row(scenario, [.. components.Select(component => sums.TryGetValue(component, out var sum) ? sum : (Usd?)null)]);
    }
}
