using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>The whole result of an analysis: everything that a report prints, and nothing that it has to compute.</summary>
public sealed record SavingsAnalysis
{
    /// <summary>Name of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Region that is priced, or null where the inputs name none.</summary>
    public required Region? Region { get; init; }

    /// <summary>The month that every monthly figure is for.</summary>
    public required AnalysedMonth Month { get; init; }

    /// <summary>Input files, sorted by path.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>What the bill holds, or null without a bill.</summary>
    public required BillOverview? Bill { get; init; }

    /// <summary>Scenarios in the order of the output contract; empty where there is neither cluster nor compute on the bill.</summary>
    public required IReadOnlyList<Scenario> Scenarios { get; init; }

    /// <summary>From the bill to the recommended scenario, step by step.</summary>
    public required IReadOnlyList<WaterfallStep> Waterfall { get; init; }

    /// <summary>Billed against modelled, by service and usage type.</summary>
    public required IReadOnlyList<ReconciliationRow> Reconciliation { get; init; }

    /// <summary>How well the model explains the bill, or null without both.</summary>
    public required ReconciliationVerdict? Verdict { get; init; }

    /// <summary>Workloads with their cost today and as recommended.</summary>
    public required IReadOnlyList<WorkloadRow> Workloads { get; init; }

    /// <summary>Sizes from utilization; null without samples or without a cluster.</summary>
    public RightsizingResult? Sizes { get; init; }

    /// <summary>Pairs of scenarios that differ in one thing only.</summary>
    public required IReadOnlyList<LikeForLikeRow> LikeForLike { get; init; }

    /// <summary>Where the money of the nodes goes, or null without nodes.</summary>
    public required IdleSplit? Idle { get; init; }

    /// <summary>Cost of the fleet on nodes against Fargate, as packing gets better or worse; empty without a cluster.</summary>
    public required IReadOnlyList<BreakEvenPoint> BreakEven { get; init; }

    /// <summary>Packing fraction at which nodes and Fargate cost the same on demand, or null without a cluster.</summary>
    public required decimal? BreakEvenPacking { get; init; }

    /// <summary>What the numbers rest on.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>Prices that some line used, sorted by id.</summary>
    public required IReadOnlyList<Price> Prices { get; init; }

    /// <summary>What a reader must know before trusting the numbers: partial month, missing requests, unknown prices, residual above the bound.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>The month that monthly figures are for.</summary>
/// <param name="Month">First day of the billed month, or null without a bill.</param>
/// <param name="Hours">Hours that a resource that always runs is counted for.</param>
/// <param name="Label">For people: <c>2026-10 (744 h, final)</c>, <c>average month (730 h, list prices)</c>.</param>
/// <param name="Estimated">The bill says that it is estimated.</param>
/// <param name="Partial">The bill does not cover the whole month.</param>
public sealed record AnalysedMonth(DateOnly? Month, Hours Hours, string Label, bool Estimated, bool Partial);

/// <summary>A file that the analysis read.</summary>
/// <param name="Path">Path relative to the workspace.</param>
/// <param name="Role">What it was read as, such as <c>bill (CUR 2.0)</c> or <c>nodes</c>.</param>
/// <param name="Rows">Rows or items read, or null where that has no meaning.</param>
/// <param name="Sha256">Hash of the bytes, lower-case hex.</param>
public sealed record InputFile(string Path, string Role, long? Rows, string Sha256);
