using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Pricing;

namespace CostTool.Analyzer.Scenarios;

/// <summary>A what-if: the fleet placed and priced, not yet compared with today.</summary>
/// <param name="Id">Scenario id.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">What is different from today.</param>
/// <param name="Fleet">Placements and price.</param>
/// <param name="Caveats">What a reader must know.</param>
internal sealed record WhatIf(string Id, string Name, string Description, PlacedFleet Fleet, IReadOnlyList<string> Caveats);

/// <summary>The what-ifs of the output contract, each a placement of the whole fleet.</summary>
internal static class WhatIfScenarios
{
    private const string NoPromise = "Spot capacity is not promised: an interrupted task or node has two minutes to finish";

    private const string StartCaveat = "a run waits for its task to start: image pull and start are billed and delay it";

    private const string NoRoom = "nodes are filled as far as requests allow: room for a rolling update or a lost node is not in the sum";

    /// <summary>Prices them.</summary>
    /// <param name="pricer">Prices.</param>
    /// <param name="units">The fleet as requested.</param>
    /// <param name="rightsized">The fleet as usage sizes it; null without usage.</param>
    /// <param name="shortLived">Celery work that can become short-lived, or null.</param>
    /// <param name="cancellationToken">Stops between fleets.</param>
    public static IReadOnlyList<WhatIf> Price(FleetPricer pricer, IReadOnlyList<FleetUnit> units, IReadOnlyList<FleetUnit>? rightsized, ShortLivedWork? shortLived, CancellationToken cancellationToken)
    {
        var sizedCaveats = rightsized is null ? [] : SizedCaveats(units, rightsized);
        var definitions = new List<Definition>();
        if (rightsized is not null)
            definitions.Add(new("eks-rightsized", "EKS, rightsized", "Pods that ask for what usage says they need, on the cheapest set of whole nodes, bought as today.", rightsized, OnNodes, [NoRoom, .. sizedCaveats]));
        definitions.AddRange(
        [
            new("eks-repacked", "EKS, repacked", "The same pods on the cheapest set of whole nodes, bought as today.", units, OnNodes, [NoRoom]),
            new("eks-repacked-spot", "EKS, repacked, Spot", "As repacked, with every workload on Spot nodes that may be interrupted.", units, OnSpotNodes, [NoRoom, .. SpotCaveats(units)]),
        ]);
        if (units.Any(unit => !unit.StaysBehind && CanUse(pricer.Terms, unit)))
        {
            var caveats = FargateCaveats(pricer.Terms, units);
            definitions.Add(new("fargate-as-requested", "Fargate, as requested", "Every workload as ECS tasks on Fargate on demand, at the size it requests today.", units, OnFargate, caveats));
            if (rightsized is not null)
                definitions.Add(new("fargate-rightsized", "Fargate, rightsized", "Every workload as ECS tasks on Fargate on demand, at the smallest size on sale that holds what usage says it needs.", rightsized, OnFargate, [.. caveats, .. sizedCaveats]));
            definitions.Add(new("fargate-arm64", "Fargate, ARM64", "As requested, on ARM64 where the pods' constraints allow it.", units, OnArm, [.. caveats, .. ArmCaveats(units)]));
            definitions.Add(new("fargate-spot", "Fargate Spot", "As requested, on Fargate Spot wherever interruption is not ruled out.", units, OnFargateSpot, [.. caveats, .. SpotCaveats(units)]));
        }

        var placed = definitions.Select(definition => (IReadOnlyList<(FleetUnit Unit, Placement Placement)>)[.. definition.Units.Select(unit => (unit, definition.Place(pricer.Terms, unit)))]).ToList();
        pricer.PackAll(placed, cancellationToken);
        var scenarios = definitions.Zip(placed, (definition, fleet) =>
            new WhatIf(definition.Id, definition.Name, definition.Description, new PlacedFleet(fleet, pricer.Price(fleet, cancellationToken)), definition.Caveats)).ToList();

        if (shortLived is { WorkersThatGo.Count: > 0 }) scenarios.Add(ShortLived(pricer, units, shortLived, cancellationToken));
        var recommended = PlacementSearch.Cheapest(pricer, rightsized ?? units, cancellationToken);
        var described = "Each workload where it is cheapest among what its owner's policy allows; the fleet is priced as a whole.";
        if (rightsized is not null) described = "Each workload at the size that usage says it needs, where it is cheapest among what its owner's policy allows; the fleet is priced as a whole.";
        IReadOnlyList<string> waits = [];
        if (shortLived is { WorkersThatGo.Count: > 0 } && Cheapest(pricer, rightsized ?? units, shortLived, cancellationToken) is var withLaunches && withLaunches.Price.Unplaced.Count <= recommended.Price.Unplaced.Count && withLaunches.Price.Monthly < recommended.Price.Monthly)
        {
            recommended = withLaunches;
            described += " Celery workers that the plan of the schedules empties are replaced by short-lived tasks.";
            waits = [StartCaveat, .. shortLived.Waits];
        }

        scenarios.Add(new WhatIf("recommended", "Recommended", described, recommended, [.. CheaperScenarios.Caveats(scenarios, recommended, units, rightsized), .. RecommendedCaveats(recommended), .. sizedCaveats, .. waits]));
        return scenarios;
    }

    private static WhatIf ShortLived(FleetPricer pricer, IReadOnlyList<FleetUnit> units, ShortLivedWork work, CancellationToken cancellationToken)
    {
        var rest = Rest(units, work).Select(unit => (unit, OnFargateSpot(pricer.Terms, unit))).ToList();
        var price = pricer.Price(rest, cancellationToken);
        return new WhatIf("fargate-short-lived", "Fargate, short-lived", "As Fargate Spot, with the Celery workers that the plan of the schedules empties replaced by short-lived tasks.",
            new PlacedFleet(rest, WithLaunches(price, work)),
            [.. FargateCaveats(pricer.Terms, units), .. SpotCaveats(units), StartCaveat, .. work.Waits]);
    }

    private static List<FleetUnit> Rest(IReadOnlyList<FleetUnit> units, ShortLivedWork work)
    {
        var gone = work.WorkersThatGo.ToHashSet(StringComparer.Ordinal);
        return [.. units.Where(unit => !gone.Contains(unit.WorkloadId))];
    }

    private static PlacedFleet Cheapest(FleetPricer pricer, IReadOnlyList<FleetUnit> units, ShortLivedWork work, CancellationToken cancellationToken)
    {
        var rest = PlacementSearch.Cheapest(pricer, Rest(units, work), cancellationToken);
        return rest with { Price = WithLaunches(rest.Price, work) };
    }

    private static FleetPrice WithLaunches(FleetPrice price, ShortLivedWork work)
    {
        var lines = new LineBuilder();
        foreach (var launch in work.Launches.OrderBy(launch => launch.ScheduleId, StringComparer.Ordinal))
        {
            lines.Add("compute", $"launches/{launch.ScheduleId}", launch.Item, launch.Runs, "run", null, null, launch.Monthly, launch.Low, launch.High,
                LineBuilder.Text($"{launch.Runs:0.##} runs, each billed from image pull to stop with the minimum of a minute, on Spot with a part on demand, and its invocation"), [launch.Origin], ["spot-fallback-share"]);
        }

        return price with { Lines = [.. price.Lines, .. lines.Lines] };
    }

    /// <summary>On nodes of today's architecture, bought as today.</summary>
    public static Placement OnNodes(FleetTerms terms, FleetUnit unit) => unit.Today with { Platform = Platform.Eks };

    /// <summary>On Spot nodes where interruption is not ruled out.</summary>
    public static Placement OnSpotNodes(FleetTerms terms, FleetUnit unit) =>
        new(Platform.Eks, unit.Today.Architecture, MayBeInterrupted(unit) ? PurchaseOption.Spot : PurchaseOption.OnDemand);

    /// <summary>On Fargate on demand, today's architecture; on nodes where Fargate is ruled out.</summary>
    public static Placement OnFargate(FleetTerms terms, FleetUnit unit) =>
        CanUse(terms, unit) ? new(Platform.Fargate, unit.Today.Architecture, PurchaseOption.OnDemand) : OnNodes(terms, unit);

    private static Placement OnArm(FleetTerms terms, FleetUnit unit) =>
        CanUse(terms, unit) && unit.PossibleArchitectures.Contains(CpuArchitecture.Arm64) ? new(Platform.Fargate, CpuArchitecture.Arm64, PurchaseOption.OnDemand) : OnFargate(terms, unit);

    private static Placement OnFargateSpot(FleetTerms terms, FleetUnit unit) =>
        CanUse(terms, unit) && MayBeInterrupted(unit) ? new(Platform.Fargate, unit.Today.Architecture, PurchaseOption.Spot) : OnFargate(terms, unit);

    private static bool CanUse(FleetTerms terms, FleetUnit unit) =>
        unit.MayUseFargate && !unit.StaysBehind && FargateLines.SizeOf(terms, unit, unit.Today.Architecture) is not null;

    private static bool MayBeInterrupted(FleetUnit unit) => !unit.StaysBehind && (unit.Interruptible ?? !unit.Stateful);

    private static IReadOnlyList<string> SpotCaveats(IReadOnlyList<FleetUnit> units)
    {
        var undeclared = units.Count(unit => unit.Interruptible is null && MayBeInterrupted(unit));
        return undeclared == 0 ? [NoPromise] : [NoPromise, $"{undeclared} of the workloads on Spot here are there although the policy does not say that they tolerate interruption; the recommendation leaves them on demand"];
    }

    private static IReadOnlyList<string> ArmCaveats(IReadOnlyList<FleetUnit> units)
    {
        var undeclared = units.Count(unit => !unit.StaysBehind && unit.PossibleArchitectures.Contains(CpuArchitecture.Arm64) && !unit.DeclaredArchitectures.Contains(CpuArchitecture.Arm64));
        return
        [
            "a vCPU of Graviton is a core and one of x86 is a hyper-thread, so the same size does not do the same work",
            .. undeclared == 0 ? Array.Empty<string>() : [$"{undeclared} workloads need images for ARM64 that the policy does not declare; the recommendation leaves them on x86"],
        ];
    }

    private static IReadOnlyList<string> FargateCaveats(FleetTerms terms, IReadOnlyList<FleetUnit> units)
    {
        var caveats = new List<string> { "Fargate tasks pull their image at every start; image traffic and start-up time of replacements are not in the sum" };
        var behind = units.Count(unit => unit.StaysBehind);
        if (behind > 0) caveats.Add($"{behind} workloads are cluster software and end with the cluster");
        if (terms.DaemonSetPods > 0 && terms.Sidecar == default) caveats.Add($"{terms.DaemonSetPods} daemonsets do not run on Fargate; what their agents do is taken to be done without sidecars");
        var stateful = units.Count(unit => unit.Stateful && CanUse(terms, unit));
        if (stateful > 0) caveats.Add($"{stateful} StatefulSets need volumes attached to their tasks");
        var staying = units.Count(unit => !unit.StaysBehind && !CanUse(terms, unit));
        if (staying > 0) caveats.Add($"{staying} workloads stay on nodes: the policy keeps them there, or no Fargate size holds them");
        return caveats;
    }

    private static IReadOnlyList<string> SizedCaveats(IReadOnlyList<FleetUnit> units, IReadOnlyList<FleetUnit> rightsized)
    {
        var unsized = units.Zip(rightsized).Count(pair => ReferenceEquals(pair.First, pair.Second) && !pair.First.StaysBehind);
        return
        [
            "sizes follow the usage that was seen; the risk of each is in rightsizing.csv",
            .. unsized == 0 ? Array.Empty<string>() : [unsized == 1 ? "1 workload without enough usage samples is counted as requested" : $"{unsized} workloads without enough usage samples are counted as requested"],
        ];
    }

    private static IReadOnlyList<string> RecommendedCaveats(PlacedFleet fleet) =>
    [
        .. fleet.Price.Pools.Count > 0 ? [NoRoom] : Array.Empty<string>(),
        .. fleet.Placements.Any(item => item.Placement.Purchase == PurchaseOption.Spot && !item.Unit.StaysBehind) ? [NoPromise] : Array.Empty<string>(),
    ];

    private sealed record Definition(string Id, string Name, string Description, IReadOnlyList<FleetUnit> Units, Func<FleetTerms, FleetUnit, Placement> Place, IReadOnlyList<string> Caveats);
}
