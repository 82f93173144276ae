using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Billing;

/// <summary>A bill folded to the grain that the analysis needs. Every amount is exact.</summary>
public sealed record BillLedger
{
    /// <summary>Format it was recognised as, one per file.</summary>
    public required IReadOnlyList<BillFile> Files { get; init; }

    /// <summary>Months that the charges fall in, in order.</summary>
    public required IReadOnlyList<BillMonth> Months { get; init; }

    /// <summary>The folded lines: no two have the same key; sorted by month, service, usage type, operation, charge and purchase option.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }

    /// <summary>EC2 instance usage by resource, where the bill has resource ids; sorted by month, resource and usage type.</summary>
    public required IReadOnlyList<InstanceUsage> Instances { get; init; }

    /// <summary>Savings Plan commitments hour by hour, where the bill has hourly commitment rows; sorted by plan and hour.</summary>
    public required IReadOnlyList<CommitmentHour> CommitmentHours { get; init; }

    /// <summary>Rows read from all files.</summary>
    public required long RowsRead { get; init; }

    /// <summary>Rows left out, with the reason: other providers, split-cost rows that repeat their parent, malformed rows.</summary>
    public required IReadOnlyList<SkippedRows> Skipped { get; init; }

    /// <summary>What a reader of the numbers must know: files ignored, costs taken from another column, and why; sorted.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The layout of a bill file.</summary>
public enum BillFormat
{
    /// <summary>Cost and Usage Report with slash headers (<c>lineItem/UnblendedCost</c>), or its Athena column names.</summary>
    LegacyCur,

    /// <summary>Cost and Usage Report 2.0 (data exports).</summary>
    Cur2,

    /// <summary>FinOps Open Cost and Usage Specification, 1.0 to 1.2.</summary>
    Focus,

    /// <summary>A saved Cost Explorer <c>GetCostAndUsage</c> answer.</summary>
    CostExplorer,
}

/// <summary>A file of a bill.</summary>
/// <param name="Path">Path relative to the workspace, or as given.</param>
/// <param name="Format">Recognised layout.</param>
/// <param name="Rows">Data rows read from it.</param>
public sealed record BillFile(string Path, BillFormat Format, long Rows);

/// <summary>Rows that were read and not counted.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rows">How many.</param>
/// <param name="Unblended">The money on them, so that nothing disappears unseen.</param>
public sealed record SkippedRows(string Reason, long Rows, Usd Unblended);

/// <summary>A billing month as far as the files cover it.</summary>
public sealed record BillMonth
{
    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>First instant that a usage row starts at, UTC.</summary>
    public required DateTimeOffset UsageFrom { get; init; }

    /// <summary>Last instant that a usage row ends at (or starts at, where the end is not given), UTC.</summary>
    public required DateTimeOffset UsageTo { get; init; }

    /// <summary>Some row says that it is estimated.</summary>
    public required bool Estimated { get; init; }

    /// <summary>The usage rows do not cover the month from its first to its last day.</summary>
    public required bool Partial { get; init; }

    /// <summary>Hours of the calendar month: 672 to 744.</summary>
    public Hours CalendarHours => new(DateTime.DaysInMonth(Month.Year, Month.Month) * 24);
}

/// <summary>What kind of charge a line is; credits, tax and refunds are kept apart from cost.</summary>
public enum ChargeKind
{
    /// <summary>Metered usage, covered or not.</summary>
    Usage,

    /// <summary>Commitment fees, support and other fees.</summary>
    Fee,

    /// <summary>Private and volume discounts.</summary>
    Discount,

    /// <summary>Promotional and other credits.</summary>
    Credit,

    /// <summary>Money given back.</summary>
    Refund,

    /// <summary>Tax.</summary>
    Tax,
}

/// <summary>A folded line of the bill.</summary>
public sealed record BillLine
{
    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Product or service as the bill names it, such as <c>AmazonEC2</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Usage type, such as <c>EUW3-BoxUsage:m5.large</c>; empty where the bill has none.</summary>
    public required string UsageType { get; init; }

    /// <summary>Operation, such as <c>RunInstances</c>; empty where the bill has none.</summary>
    public required string Operation { get; init; }

    /// <summary>Kind of charge.</summary>
    public required ChargeKind Charge { get; init; }

    /// <summary>How it was bought.</summary>
    public required PurchaseOption Purchase { get; init; }

    /// <summary>Region code, or null where the bill does not say.</summary>
    public required string? Region { get; init; }

    /// <summary>Usage in <see cref="UsageUnit"/>, or null where the bill has no amounts.</summary>
    public required decimal? UsageAmount { get; init; }

    /// <summary>Pricing unit, such as <c>Hrs</c> or <c>GB-Mo</c>; empty where the bill has none.</summary>
    public required string UsageUnit { get; init; }

    /// <summary>Cost on the day it was charged.</summary>
    public required Usd Unblended { get; init; }

    /// <summary>Cost with commitments spread over the usage that they cover.</summary>
    public required Usd Amortised { get; init; }

    /// <summary>Public on-demand cost, or null where the bill does not say.</summary>
    public required Usd? PublicOnDemand { get; init; }

    /// <summary>Rows folded into this line.</summary>
    public required long Rows { get; init; }
}

/// <summary>Hours and cost of one EC2 instance in one month.</summary>
public sealed record InstanceUsage
{
    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Instance id, such as <c>i-0abc</c>.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Usage type, such as <c>EUW3-BoxUsage:m5.large</c>.</summary>
    public required string UsageType { get; init; }

    /// <summary>How it was bought.</summary>
    public required PurchaseOption Purchase { get; init; }

    /// <summary>Value of the EKS cluster tag (<c>aws:eks:cluster-name</c>, <c>eks:cluster-name</c>, <c>alpha.eksctl.io/cluster-name</c> or <c>kubernetes.io/cluster/NAME</c>), or null.</summary>
    public required string? ClusterTag { get; init; }

    /// <summary>Hours billed.</summary>
    public required Hours Hours { get; init; }

    /// <summary>Cost on the day it was charged.</summary>
    public required Usd Unblended { get; init; }

    /// <summary>Cost with commitments spread.</summary>
    public required Usd Amortised { get; init; }

    /// <summary>Public on-demand cost, or null where the bill does not say.</summary>
    public required Usd? PublicOnDemand { get; init; }
}

/// <summary>One row of one Savings Plan: an hour, or more where the bill is coarser (<see cref="CommitmentGranularity"/>).</summary>
public sealed record CommitmentHour
{
    /// <summary>ARN of the plan.</summary>
    public required string PlanArn { get; init; }

    /// <summary>Offering, such as <c>ComputeSavingsPlans</c> or <c>EC2InstanceSavingsPlans</c>; empty where the bill does not say.</summary>
    public required string OfferingType { get; init; }

    /// <summary>Start of the hour, day or month, UTC.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>Money committed.</summary>
    public required Usd Committed { get; init; }

    /// <summary>Part of it that covered usage.</summary>
    public required Usd Used { get; init; }

    /// <summary>Public on-demand cost of the usage that it covered, or null where the bill does not say.</summary>
    public required Usd? CoveredOnDemand { get; init; }
}
