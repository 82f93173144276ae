using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Totals of the bill, kept apart by kind.</summary>
public sealed record BillOverview
{
    /// <summary>Unblended cost of usage, fees and discounts.</summary>
    public required Usd Unblended { get; init; }

    /// <summary>Amortised cost of usage, fees and discounts: what the analysis explains.</summary>
    public required Usd Amortised { get; init; }

    /// <summary>Credits (negative).</summary>
    public required Usd Credits { get; init; }

    /// <summary>Refunds (negative).</summary>
    public required Usd Refunds { get; init; }

    /// <summary>Tax.</summary>
    public required Usd Tax { get; init; }

    /// <summary>Rows read.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows left out, with reasons.</summary>
    public required IReadOnlyList<SkippedRows> Skipped { get; init; }

    /// <summary>Amortised cost by service, largest first.</summary>
    public required IReadOnlyList<ServiceSpend> Services { get; init; }
}

/// <summary>Amortised cost of a service and how it was bought.</summary>
/// <param name="Service">Service as the bill names it.</param>
/// <param name="Purchase">How it was bought.</param>
/// <param name="Amortised">Amortised cost.</param>
public sealed record ServiceSpend(string Service, PurchaseOption Purchase, Usd Amortised);
