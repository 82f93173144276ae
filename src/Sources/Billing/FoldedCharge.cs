using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Billing;

/// <summary>Rows of one file that agree in everything the ledger keeps.</summary>
internal sealed record FoldedCharge
{
    public required DateTime Month { get; init; }

    public required string Service { get; init; }

    public required string UsageType { get; init; }

    public required string Operation { get; init; }

    public required string? Region { get; init; }

    public required string Unit { get; init; }

    public required string? Currency { get; init; }

    public required ChargeKind Charge { get; init; }

    public required PurchaseOption Purchase { get; init; }

    public required long Rows { get; init; }

    public required decimal? UsageAmount { get; init; }

    public required decimal Unblended { get; init; }

    public required decimal Amortised { get; init; }

    public required decimal? PublicOnDemand { get; init; }

    public required DateTime? From { get; init; }

    public required DateTime? To { get; init; }

    /// <summary>The rows are usage, whose times say what the file covers; a fee spans its month whatever the file holds.</summary>
    public required bool CoversTime { get; init; }

    public required bool Estimated { get; init; }
}

/// <summary>Usage of one instance in one file.</summary>
internal sealed record FoldedInstance
{
    public required DateTime Month { get; init; }

    public required string InstanceId { get; init; }

    public required string UsageType { get; init; }

    public required PurchaseOption Purchase { get; init; }

    public required string? ClusterTag { get; init; }

    public required decimal Hours { get; init; }

    public required decimal Unblended { get; init; }

    public required decimal Amortised { get; init; }

    public required decimal? PublicOnDemand { get; init; }
}

/// <summary>What was read from one file so far.</summary>
internal sealed class FoldedFile(BillPath path, BillFormat format)
{
    public BillPath Path { get; } = path;

    public BillFormat Format { get; } = format;

    public long Rows { get; set; }

    /// <summary>Types of line item that AWS does not document.</summary>
    public SortedSet<string> UnknownTypes { get; } = new(StringComparer.Ordinal);

    public HashSet<DateOnly> Months { get; } = [];
}
