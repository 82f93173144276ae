using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>Collects the lines of one fleet; ids are completed with the scenario's when it is known.</summary>
internal sealed class LineBuilder
{
    private const int Decimals = 6;

    /// <summary>Error that a derived price may have, as a part of it. A choice: most rules reproduce every known price, and a few known prices are far off (see the price book's README).</summary>
    public const decimal DerivedBand = 0.05m;

    /// <summary>Error that an unverified price may have, as a part of it: the price book's check of its scaling rule found −24 % to +20 %.</summary>
    public const decimal UnverifiedBand = 0.25m;

    private readonly List<ScenarioLine> lines = [];

    public IReadOnlyList<ScenarioLine> Lines => lines;

    public Usd Total => lines.Sum(line => line.Monthly);

    /// <summary>A quantity at a price, with the band that the price's kind allows.</summary>
    public ScenarioLine Priced(string component, string path, string item, decimal quantity, Price price, string formula, IReadOnlyList<string> inputs, IReadOnlyList<string> assumptions, string? workloadId = null)
    {
        var band = price.Kind switch { PriceKind.Sourced => 0m, PriceKind.Derived => DerivedBand, _ => UnverifiedBand };
        var cost = new Usd(quantity * price.UsdPerUnit);
        return Add(component, path, item, quantity, price.Unit, price.UsdPerUnit, price.Id, cost, cost * (1 - band), cost * (1 + band), formula, inputs,
            band == 0 ? assumptions : [.. assumptions, price.Kind == PriceKind.Derived ? "band-derived" : "band-unverified"], workloadId);
    }

    /// <summary>A line with its own band.</summary>
    public ScenarioLine Add(string component, string path, string item, decimal quantity, string unit, decimal? unitPrice, PriceId? priceId, Usd cost, Usd low, Usd high, string formula, IReadOnlyList<string> inputs, IReadOnlyList<string> assumptions, string? workloadId = null)
    {
        var line = new ScenarioLine
        {
            Id = $"{component}/{path}",
            Component = component,
            Item = item,
            WorkloadId = workloadId,
            Quantity = quantity,
            Unit = unit,
            UnitPriceUsd = unitPrice,
            PriceId = priceId,
            Monthly = cost.Round(Decimals),
            Low = low.Round(Decimals),
            High = high.Round(Decimals),
            Evidence = new Evidence(formula, inputs, assumptions),
        };
        lines.Add(line);
        return line;
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
