using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Pricing;
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

/// <summary>One way to run the fleet, priced.</summary>
public sealed record Scenario
{
    /// <summary>Id from the output contract, such as <c>fargate-spot</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What is different from today, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The lines; their sum is the scenario.</summary>
    public required IReadOnlyList<ScenarioLine> Lines { get; init; }

    /// <summary>Low end of the monthly cost: cheap Spot, no fallback, derived prices at their lower error.</summary>
    public required Usd MonthlyLow { get; init; }

    /// <summary>High end of the monthly cost: dear Spot, fallback to on demand, derived prices at their upper error.</summary>
    public required Usd MonthlyHigh { get; init; }

    /// <summary>Saving against eks-current, or null where none may be claimed (the residual is above the bound, or this is eks-current).</summary>
    public required Usd? Saving { get; init; }

    /// <summary>Saving as a part of eks-current, or null with <see cref="Saving"/>.</summary>
    public required decimal? SavingRatio { get; init; }

    /// <summary>One-off cost of the move, from the policy; null where the policy does not state it.</summary>
    public required Usd? OneOff { get; init; }

    /// <summary>Months until the saving has paid for the move, or null where either is unknown or nothing is saved.</summary>
    public required decimal? PaybackMonths { get; init; }

    /// <summary>What a reader must know before choosing it.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }

    /// <summary>Items that have no price and are therefore not in the sum.</summary>
    public required IReadOnlyList<string> Unpriced { get; init; }

    /// <summary>The exact sum of the lines.</summary>
    public Usd Monthly => Lines.Sum(line => line.Monthly);
}

/// <summary>One line of a scenario. <see cref="Monthly"/> is rounded once, to the millionth of a dollar, so that sums are exact everywhere.</summary>
public sealed record ScenarioLine
{
    /// <summary>Stable id, unique in the analysis: <c>scenario/component/item</c>.</summary>
    public required string Id { get; init; }

    /// <summary>compute, control-plane, storage, network, logs, load-balancing, commitments or migration.</summary>
    public required string Component { get; init; }

    /// <summary>What is bought, such as <c>m5.large on demand</c> or <c>web: 4 × 0.5 vCPU, 1 GB</c>.</summary>
    public required string Item { get; init; }

    /// <summary>Workload that it belongs to, or null where it serves several.</summary>
    public string? WorkloadId { get; init; }

    /// <summary>How many units a month.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The unit, such as <c>instance-hour</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Price of a unit, or null where the line is carried from the bill as billed.</summary>
    public required decimal? UnitPriceUsd { get; init; }

    /// <summary>The price used, or null where the line is carried from the bill.</summary>
    public required PriceId? PriceId { get; init; }

    /// <summary>Cost of the month, rounded to 6 decimals.</summary>
    public required Usd Monthly { get; init; }

    /// <summary>Low end of the cost.</summary>
    public required Usd Low { get; init; }

    /// <summary>High end of the cost.</summary>
    public required Usd High { get; init; }

    /// <summary>Where it came from.</summary>
    public required Evidence Evidence { get; init; }
}

/// <summary>The chain behind one number.</summary>
/// <param name="Formula">The arithmetic with its numbers, such as <c>3 nodes × 744 h × 0.112 USD</c>.</param>
/// <param name="Inputs">Input files with their rows or items.</param>
/// <param name="AssumptionIds">Assumptions that it rests on.</param>
public sealed record Evidence(string Formula, IReadOnlyList<string> Inputs, IReadOnlyList<string> AssumptionIds);

/// <summary>A step of the waterfall.</summary>
/// <param name="StepId">Stable id: bill, out-of-scope, residual, then a step for each change.</param>
/// <param name="Step">Name for people.</param>
/// <param name="Delta">Change of the monthly cost; the whole amount for the first step.</param>
/// <param name="Running">Monthly cost after the step.</param>
/// <param name="Explanation">Why the cost moved, in a sentence.</param>
public sealed record WaterfallStep(string StepId, string Step, Usd Delta, Usd Running, string Explanation);

/// <summary>Whether a bill line is part of what the scenarios change.</summary>
public enum ReconciliationScope
{
    /// <summary>Modelled from inventory and prices.</summary>
    Modelled,

    /// <summary>Part of the cluster's cost, taken as billed into every scenario.</summary>
    Carried,

    /// <summary>Not the cluster's: other services.</summary>
    OutOfScope,
}

/// <summary>Billed against modelled for a usage type.</summary>
public sealed record ReconciliationRow
{
    /// <summary>Service as the bill names it.</summary>
    public required string Service { get; init; }

    /// <summary>Usage type.</summary>
    public required string UsageType { get; init; }

    /// <summary>Whether the model covers it.</summary>
    public required ReconciliationScope Scope { get; init; }

    /// <summary>Amortised cost on the bill.</summary>
    public required Usd Billed { get; init; }

    /// <summary>What the model says, or null out of scope.</summary>
    public required Usd? Modelled { get; init; }

    /// <summary>Billed less modelled, or null out of scope.</summary>
    public Usd? Residual => Modelled is { } modelled ? Billed - modelled : null;

    /// <summary>How the modelled number was made.</summary>
    public required string Explanation { get; init; }
}

/// <summary>Whether the model explains the bill well enough to claim a saving.</summary>
/// <param name="BilledInScope">Amortised cost of modelled and carried lines.</param>
/// <param name="Modelled">What the model says for them.</param>
/// <param name="Residual">Billed less modelled.</param>
/// <param name="ResidualRatio">Sum of absolute residuals by usage type over billed in scope: errors do not cancel.</param>
/// <param name="Bound">The policy's bound for the ratio.</param>
/// <param name="SavingsAllowed">The ratio is within the bound.</param>
public sealed record ReconciliationVerdict(Usd BilledInScope, Usd Modelled, Usd Residual, decimal ResidualRatio, decimal Bound, bool SavingsAllowed);

/// <summary>A workload's size and cost, today and as recommended.</summary>
public sealed record WorkloadRow
{
    /// <summary><c>namespace/kind/name</c>.</summary>
    public required string WorkloadId { get; init; }

    /// <summary>Container, or null where the row is the whole pod.</summary>
    public required string? Container { get; init; }

    /// <summary>Pods.</summary>
    public required int Replicas { get; init; }

    /// <summary>Requested vCPU of a pod, or null where some container states none.</summary>
    public required VCpu? CurrentCpu { get; init; }

    /// <summary>Requested memory of a pod, or null where some container states none.</summary>
    public required MemorySize? CurrentMemory { get; init; }

    /// <summary>Recommended vCPU of a pod; equal to the current one until usage says otherwise.</summary>
    public required VCpu? RecommendedCpu { get; init; }

    /// <summary>Recommended memory of a pod.</summary>
    public required MemorySize? RecommendedMemory { get; init; }

    /// <summary>vCPU of the Fargate size that holds the recommendation, or null where none does.</summary>
    public required VCpu? FargateCpu { get; init; }

    /// <summary>Memory of that Fargate size.</summary>
    public required MemorySize? FargateMemory { get; init; }

    /// <summary>Its share of what the nodes cost today, by request at nine to one for a vCPU against a GiB; idle is spread the same way.</summary>
    public required Usd? Current { get; init; }

    /// <summary>Its cost in the recommended scenario.</summary>
    public required Usd? Recommended { get; init; }

    /// <summary>Where it runs in the recommended scenario, such as <c>fargate-spot arm64</c> or <c>eks on demand</c>.</summary>
    public required string Placement { get; init; }

    /// <summary>up, down, keep or unknown.</summary>
    public required string Direction { get; init; }

    /// <summary>Why, in words.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}

/// <summary>Two scenarios that differ in one thing.</summary>
/// <param name="Comparison">What is held equal, such as <c>x86 on demand, no commitment</c>.</param>
/// <param name="EksMonthly">Best on nodes, or null where it does not exist.</param>
/// <param name="FargateMonthly">Best on Fargate, or null where it is not sold (Windows Spot, for one).</param>
/// <param name="Cheaper">eks, fargate, equal or unknown.</param>
public sealed record LikeForLikeRow(string Comparison, Usd? EksMonthly, Usd? FargateMonthly, string Cheaper);

/// <summary>A point of the break-even curve.</summary>
/// <param name="Packing">Requests over allocatable, the fuller of CPU and memory, from 0 to 1.</param>
/// <param name="NodesMonthly">Cost of the fleet on on-demand nodes packed so.</param>
/// <param name="FargateMonthly">Cost of the same pods on Fargate on demand.</param>
public sealed record BreakEvenPoint(decimal Packing, Usd NodesMonthly, Usd FargateMonthly);

/// <summary>Something the numbers rest on.</summary>
public sealed record Assumption
{
    /// <summary>Stable id, such as <c>hours-per-month</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Value, invariant culture.</summary>
    public required string Value { get; init; }

    /// <summary>Unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Document, input file or reasoning.</summary>
    public required string Source { get; init; }

    /// <summary>Date of the source, or empty.</summary>
    public required string Dated { get; init; }

    /// <summary>built-in, policy, bill or inventory.</summary>
    public required string SetBy { get; init; }

    /// <summary>Change of the recommended saving, in percent, for +10 % of the value; null where it was not or cannot be computed.</summary>
    public required decimal? Elasticity { get; init; }
}

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Changes how far the numbers can be trusted.</summary>
    Warning,

    /// <summary>Forbids the conclusion.</summary>
    Blocking,
}

/// <summary>Something a reader must know.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What and where.</param>
/// <param name="Mend">What can be done, or null where nothing can.</param>
public sealed record Finding(FindingLevel Level, string Text, string? Mend);
