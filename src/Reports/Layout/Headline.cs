using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Layout;

/// <summary>The first figures of every form of the report, picked from the model in one place.</summary>
internal sealed record Headline
{
    /// <summary>What runs today, or null without a scenario for it.</summary>
    public required Scenario? Current { get; init; }

    /// <summary>What is recommended, or null where nothing is.</summary>
    public required Scenario? Recommended { get; init; }

    /// <summary>No saving may be claimed: the model does not explain the bill, or something else forbids it.</summary>
    public required bool Blocked { get; init; }

    /// <summary>Part of the amortised bill that the scenarios cover, or null without both.</summary>
    public required decimal? Coverage { get; init; }

    /// <summary>First and last date of the prices used, as their sources write them; null without dated prices.</summary>
    public required (string First, string Last)? PriceDates { get; init; }

    /// <summary>What the money is: estimated, partial, list prices.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The saving of twelve such months, or null where none may be claimed.</summary>
    public Usd? SavingPerYear => Recommended?.Saving is { } saving ? saving * 12 : null;

    /// <summary>The steps that may be shown: all of them, or those up to the residual where no saving may be claimed.</summary>
    public required IReadOnlyList<WaterfallStep> Waterfall { get; init; }

    /// <summary>Picks the figures.</summary>
    public static Headline Of(SavingsAnalysis analysis)
    {
        var dates = analysis.Prices.Select(price => price.Dated).Where(dated => dated is not ("" or "undated")).Order(StringComparer.Ordinal).ToList();
        var blocked = analysis.Verdict is { SavingsAllowed: false };
        return new Headline
        {
            Current = analysis.Scenarios.FirstOrDefault(scenario => scenario.Id is "eks-current"),
            Recommended = analysis.Scenarios.FirstOrDefault(scenario => scenario.Id is "recommended"),
            Blocked = blocked,
            Waterfall = blocked ? UpToResidual(analysis.Waterfall) : analysis.Waterfall,
            Coverage = analysis.Verdict is { } verdict && analysis.Bill is { Amortised.Amount: not 0 } bill ? verdict.BilledInScope / bill.Amortised : null,
            PriceDates = dates is [var first, ..] ? (first, dates[^1]) : null,
            Labels =
            [
                .. analysis.Month.Estimated ? ["estimated"] : Array.Empty<string>(),
                .. analysis.Month.Partial ? ["partial month"] : Array.Empty<string>(),
                .. analysis.Bill is null && analysis.Scenarios.Count > 0 ? ["list prices, no bill"] : Array.Empty<string>(),
            ],
        };
    }

    private static IReadOnlyList<WaterfallStep> UpToResidual(IReadOnlyList<WaterfallStep> steps)
    {
        var residual = steps.Index().FirstOrDefault(step => step.Item.StepId is "residual");
        return residual.Item is null ? [] : [.. steps.Take(residual.Index + 1)];
    }
}
