using CostTool.Analyzer.Commitments;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Fleets;

/// <summary>Everything beside the placements that a fleet's price depends on.</summary>
public sealed record FleetTerms
{
    /// <summary>Prices of the region.</summary>
    public required RegionPrices Prices { get; init; }

    /// <summary>Hours that the month is counted for.</summary>
    public required Hours Hours { get; init; }

    /// <summary>Hours of the whole month: prices per month are shared out by <see cref="Hours"/> over these.</summary>
    public required Hours WholeMonth { get; init; }

    /// <summary>Instance types that may be bought, with their prices.</summary>
    public required IReadOnlyList<InstanceOffer> Candidates { get; init; }

    /// <summary>Root volume of a node.</summary>
    public required MemorySize RootVolume { get; init; }

    /// <summary>Least number of zones of each pool of nodes.</summary>
    public required int MinimumZones { get; init; }

    /// <summary>Daemonset pods on every node, summed.</summary>
    public required Resources DaemonSets { get; init; }

    /// <summary>Daemonset pods on every node.</summary>
    public required int DaemonSetPods { get; init; }

    /// <summary>Pods per node where the policy overrides the network plugin's number, or null.</summary>
    public required int? MaxPods { get; init; }

    /// <summary>Share of Spot hours bought on demand while Spot is out: low, expected and high.</summary>
    public required (decimal Low, decimal Expected, decimal High) SpotFallback { get; init; }

    /// <summary>Ephemeral storage of a Fargate task; 20 GiB are included in its price.</summary>
    public required MemorySize EphemeralStorage { get; init; }

    /// <summary>What each Fargate task carries in place of the daemonsets' agents.</summary>
    public required Resources Sidecar { get; init; }

    /// <summary>Interface endpoints that Fargate needs and the account does not yet have.</summary>
    public required int AddedEndpoints { get; init; }

    /// <summary>Zones that each of them is in.</summary>
    public required int EndpointZones { get; init; }

    /// <summary>Costs around the nodes, from the bill; empty without one.</summary>
    public required IReadOnlyList<CarriedTerm> Carried { get; init; }

    /// <summary>Root volumes of today's nodes, which are part of the billed gp3 volumes.</summary>
    public required MemorySize RootVolumesToday { get; init; }

    /// <summary>Spot prices as billed, by instance type.</summary>
    public required IReadOnlyDictionary<string, UsdPerHour> BilledSpot { get; init; }

    /// <summary>Savings Plan money of each hour that the cluster's usage may take; empty without a plan.</summary>
    public required IReadOnlyList<AvailableCommitment> Commitments { get; init; }

    /// <summary>The plans may cover Fargate: Compute Savings Plans may, EC2 Instance Savings Plans may not.</summary>
    public required bool CommitmentsCoverFargate { get; init; }

    /// <summary>What the plan takes off EC2's on-demand price, by instance type as billed; the type <c>*</c> stands for all others.</summary>
    public required IReadOnlyDictionary<string, decimal> InstanceDiscounts { get; init; }

    /// <summary>What a Compute Savings Plan takes off Fargate's on-demand price.</summary>
    public required decimal FargateDiscount { get; init; }

    /// <summary>Reserved Instances: hours and rate by instance type.</summary>
    public required IReadOnlyDictionary<string, InstanceHours> Reserved { get; init; }

    /// <summary>Inventory file of the nodes and pods, for evidence.</summary>
    public required string InventoryOrigin { get; init; }

    /// <summary>Bill files, for evidence.</summary>
    public required IReadOnlyList<string> BillOrigin { get; init; }

    /// <summary>Part of a whole month that <see cref="Hours"/> is.</summary>
    public decimal MonthShare => Hours.Value / WholeMonth.Value;
}
