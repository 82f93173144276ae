namespace CostTool.Sources.Billing;

/// <summary>Rows of a Cost and Usage Report that agree in every key of the fold.</summary>
internal sealed record CurLine
{
    public required DateTime? Month { get; init; }

    public required string Type { get; init; }

    public required string Service { get; init; }

    public required string UsageType { get; init; }

    public required string Operation { get; init; }

    public required string? Region { get; init; }

    public required string Unit { get; init; }

    public required string? Currency { get; init; }

    /// <summary>The rows name a Savings Plan.</summary>
    public required bool ByPlan { get; init; }

    /// <summary>The rows name a reservation.</summary>
    public required bool ByReservation { get; init; }

    /// <summary>The rows are parts of another row.</summary>
    public required bool IsSplit { get; init; }

    public required long Rows { get; init; }

    /// <summary>Rows with a cost.</summary>
    public required long Costs { get; init; }

    /// <summary>Rows with an invoice.</summary>
    public required long Invoiced { get; init; }

    public required decimal? Amount { get; init; }

    public required decimal? Unblended { get; init; }

    public required decimal? Spread { get; init; }

    public required decimal? PublicCost { get; init; }

    public required DateTime? From { get; init; }

    public required DateTime? To { get; init; }

    /// <summary>The keys, without what is added up.</summary>
    public CurLine Key() => this with { Rows = 0, Costs = 0, Invoiced = 0, Amount = null, Unblended = null, Spread = null, PublicCost = null, From = null, To = null };

    /// <summary>Two lines of one key as one.</summary>
    public CurLine With(CurLine other) => this with
    {
        Rows = Rows + other.Rows,
        Costs = Costs + other.Costs,
        Invoiced = Invoiced + other.Invoiced,
        Amount = Sum(Amount, other.Amount),
        Unblended = Sum(Unblended, other.Unblended),
        Spread = Sum(Spread, other.Spread),
        PublicCost = Sum(PublicCost, other.PublicCost),
        From = From is { } from && other.From is { } earlier ? (from < earlier ? from : earlier) : From ?? other.From,
        To = To is { } to && other.To is { } later ? (to > later ? to : later) : To ?? other.To,
    };

    private static decimal? Sum(decimal? left, decimal? right) => left is null ? right : left + (right ?? 0);
}
