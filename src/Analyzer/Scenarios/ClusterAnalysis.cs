using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Scenarios;

/// <summary>The analysis of a cluster, with or without its bill.</summary>
internal sealed class ClusterAnalysis(
    AnalysisInputs inputs,
    ClusterInventory cluster,
    RegionPrices prices,
    AnalysedMonth month,
    BillMonth? billed,
    BillScope? scope,
    Reconciler? reconciled,
    BillOverview? overview,
    CancellationToken cancellationToken)
{
    public SavingsAnalysis Run()
    {
        var fleet = Fleet.Build(cluster, inputs.Policy);
        var nodes = TermsBuilder.Ec2Nodes(cluster);
        var terms = TermsBuilder.Build(inputs, prices, month, billed, scope, reconciled, fleet);
        var pricer = new FleetPricer(terms);

        // Nodes without a type cannot be priced, and a cost that leaves some out is not today's cost.
        var known = nodes.Count > 0 && nodes.All(node => node.InstanceType is not null);
        var today = known ? SavingsAnalyzer.Today([.. CurrentScenario.Lines(terms, nodes, scope).Select(line => line with { Id = $"eks-current/{line.Id}" })], TodayText()) : null;
        var verdict = reconciled is { Verdict.BilledInScope.Amount: > 0 } && known ? reconciled.Verdict : null;
        var mayClaim = today is not null && verdict is not { SavingsAllowed: false };

        var shares = WorkloadRows.SharesOfToday(fleet.Units, NodeCost(today));
        var shortLived = inputs.PlanShortLived?.Invoke(
            fleet.Units.ToDictionary(unit => unit.WorkloadId, unit => new WorkerToday(today is null ? null : shares.GetValueOrDefault(unit.WorkloadId), FargateLines.SizeOf(terms, unit, CpuArchitecture.X86_64)), StringComparer.Ordinal),
            prices, month);
        var sizes = inputs.Usage is not { } usage ? null : Rightsizer.Run(new RightsizingInputs
        {
            Usage = usage.Sketches,
            Intake = usage.Intake,
            Forecast = usage.Forecast,
            Last = usage.Last,
            Policy = inputs.Policy.Sizing,
            Cluster = cluster,
            Prices = new SizingPrices(prices.Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), month.Hours),
        });
        var rightsized = sizes is null ? null : RightsizedFleet.Of(fleet.Units, sizes);
        var whatIfs = fleet.Units.Count > 0 ? WhatIfScenarios.Price(pricer, fleet.Units, rightsized, shortLived, cancellationToken) : [];
        var recommended = whatIfs.FirstOrDefault(whatIf => whatIf.Id == "recommended")?.Fleet;
        var scenarios = whatIfs.Select(whatIf => Compare(whatIf, mayClaim ? today : null)).ToList();
        if (today is not null) scenarios.Insert(0, today);

        var recommendedScenario = scenarios.Find(scenario => scenario.Id == "recommended");
        var repacked = whatIfs.FirstOrDefault(whatIf => whatIf.Id == "eks-repacked");
        var onFargate = whatIfs.FirstOrDefault(whatIf => whatIf.Id == "fargate-as-requested");
        var used = UsedPrices(scenarios);
        var loads = known ? NodeLoads.From(cluster, node => NodeCost(terms, node)) : null;
        var (points, packing) = repacked is null || onFargate is null ? ([], null) : Comparisons.BreakEven(repacked.Fleet.Price, onFargate.Fleet.Price);
        return new SavingsAnalysis
        {
            Workspace = inputs.Workspace,
            Region = prices.Region,
            Month = month,
            Inputs = inputs.Inputs,
            Bill = overview,
            Scenarios = scenarios,
            Waterfall = ScenarioWaterfall.Build(today is null ? null : pricer, overview?.Amortised, reconciled, today?.Monthly, recommended, fleet.Units, cancellationToken),
            Reconciliation = reconciled?.Rows ?? [],
            Verdict = verdict,
            Workloads = recommended is null ? [] : WorkloadRows.Build(terms, shares, recommended, fleet.Units, sizes),
            Sizes = sizes,
            LikeForLike = whatIfs.Count == 0 ? [] : Comparisons.LikeForLike(pricer, fleet.Units, cancellationToken),
            Idle = loads is null ? null : IdleSplitMeter.Of(loads.Loads),
            BreakEven = points,
            BreakEvenPacking = packing,
            Assumptions = AssumptionRegister.Build(inputs, month, terms, recommended, recommendedScenario?.Saving),
            Prices = used,
            Findings =
            [
                .. AnalysisFindings.OfMonth(month, overview),
                .. AnalysisFindings.OfReconciliation(scope, verdict),
                .. AnalysisFindings.OfCluster(cluster, fleet),
                .. AnalysisFindings.OfUsage(sizes),
                .. AnalysisFindings.OfLoads(loads),
                .. AnalysisFindings.OfPrices(used, inputs.AsOf),
                .. AnalysisFindings.OfShortLived(shortLived),
                .. whatIfs.SelectMany(whatIf => AnalysisFindings.OfPacking(whatIf.Id, whatIf.Fleet.Price)),
            ],
        };
    }

    private string TodayText() => scope is null
        ? "The nodes as they are, at list price: there is no bill."
        : "The nodes as they are × hours × price, with commitments as billed and what surrounds them.";

    private Scenario Compare(WhatIf whatIf, Scenario? today)
    {
        var lines = whatIf.Fleet.Price.InScenario(whatIf.Id);
        var monthly = lines.Sum(line => line.Monthly);
        var saving = today is null || whatIf.Fleet.Price.Unplaced.Count > 0 ? (Usd?)null : today.Monthly - monthly;
        var leaves = whatIf.Fleet.Placements.Any(item => item.Placement.Platform == Platform.Fargate);
        var oneOff = leaves ? inputs.Policy.OneOffFargate : inputs.Policy.OneOffRepack;
        return new Scenario
        {
            Id = whatIf.Id,
            Name = whatIf.Name,
            Description = whatIf.Description,
            Lines = lines,
            MonthlyLow = lines.Sum(line => line.Low),
            MonthlyHigh = lines.Sum(line => line.High),
            Saving = saving,
            SavingRatio = saving is { } saved && today!.Monthly > Usd.Zero ? decimal.Round(saved / today.Monthly, 6) : null,
            OneOff = oneOff,
            PaybackMonths = oneOff is { } cost && saving is { } each && each > Usd.Zero ? decimal.Round(cost / each, 2) : null,
            Caveats = whatIf.Caveats,
            Unpriced = whatIf.Fleet.Price.Unplaced,
        };
    }

    private static Usd NodeCost(Scenario? today) => today is null
        ? Usd.Zero
        : today.Lines.Where(line => line.Component == "compute" && line.Unit == "instance-hour" || line.Id.Contains("-discount-", StringComparison.Ordinal)).Sum(line => line.Monthly);

    private IReadOnlyList<Price> UsedPrices(IEnumerable<Scenario> scenarios) =>
    [
        .. scenarios.SelectMany(scenario => scenario.Lines).Select(line => line.PriceId).OfType<PriceId>().Distinct()
            .Select(id => prices.Find(id)).OfType<Price>().OrderBy(price => price.Id.Value, StringComparer.Ordinal),
    ];

    // At list price, or as billed on Spot: a commitment belongs to the account, not to one node.
    private static Usd NodeCost(FleetTerms terms, ClusterNode node)
    {
        var rate = node.CapacityType != NodeCapacityType.Spot ? terms.Prices.OnDemand(node.InstanceType!).PerHour
            : terms.BilledSpot.TryGetValue(node.InstanceType!, out var billed) ? billed
            : terms.Prices.Spot(node.InstanceType!).Price.PerHour;
        return (rate + NodePools.Overheads(terms).RootVolumeRate) * terms.Hours;
    }
}
