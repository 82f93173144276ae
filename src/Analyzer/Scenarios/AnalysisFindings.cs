using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Reconciliation;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Collects what a reader must know before trusting the numbers.</summary>
internal static class AnalysisFindings
{
    public static IEnumerable<Finding> OfMonth(AnalysedMonth month, BillOverview? bill)
    {
        if (month.Partial) yield return new(FindingLevel.Warning, $"the bill covers only a part of the month: every monthly figure is for {month.Label}", "analyse again when the month is over");
        if (month.Estimated) yield return new(FindingLevel.Warning, "the bill says that it is estimated, so it will still change", "analyse again when the bill is final");
        foreach (var skipped in bill?.Skipped ?? []) yield return new(FindingLevel.Note, SavingsAnalyzer.Text($"{skipped.Rows} rows of the bill ({skipped.Unblended}) are left out: {skipped.Reason}"), null);
    }

    public static IEnumerable<Finding> OfCluster(ClusterInventory cluster, Fleet fleet)
    {
        if (cluster.Nodes.Count == 0) yield return new(FindingLevel.Warning, "there are no nodes in the inventory, so today's cost is not known and no saving is computed", "add `kubectl get nodes -o json` under k8s/");
        var untyped = cluster.Nodes.Count(node => node.InstanceType is null && node.CapacityType != NodeCapacityType.Fargate);
        if (untyped > 0) yield return new(FindingLevel.Warning, $"{untyped} nodes have no instance type label and are not priced", "label them with node.kubernetes.io/instance-type");
        var missing = fleet.Units.Where(unit => unit.RequestsMissing).ToList();
        if (missing.Count > 0)
        {
            yield return new(FindingLevel.Warning,
                $"{missing.Count} workloads have containers without CPU or memory requests, so their need is a lower bound: {string.Join(", ", missing.Take(5).Select(unit => unit.WorkloadId))}{(missing.Count > 5 ? ", …" : string.Empty)}",
                "state requests, or let usage size them");
        }

        if (fleet.OnEksFargate.Count > 0) yield return new(FindingLevel.Note, $"{fleet.OnEksFargate.Count} pods already run on EKS Fargate; their cost is carried as billed and they are not placed again", null);
        if (cluster.FinishedPods > 0) yield return new(FindingLevel.Note, $"{cluster.FinishedPods} finished pods reserve nothing and are left out", null);
        var pending = cluster.Pods.Count(pod => pod.NodeName is null);
        if (pending > 0) yield return new(FindingLevel.Note, $"{pending} pods wait for a node; they are placed in every what-if but cost nothing today", null);
    }

    public static IEnumerable<Finding> OfReconciliation(BillScope? scope, ReconciliationVerdict? verdict)
    {
        if (scope is not null) yield return new(FindingLevel.Note, $"EC2 instances are taken for the cluster's by: {scope.Attribution}", null);
        if (verdict is null) yield break;
        yield return verdict.SavingsAllowed
            ? new(FindingLevel.Note, SavingsAnalyzer.Text($"the model explains the cluster's part of the bill to {verdict.ResidualRatio:P2}; the bound is {verdict.Bound:P0}"), null)
            : new(FindingLevel.Blocking, SavingsAnalyzer.Text($"the model misses the cluster's part of the bill by {verdict.ResidualRatio:P1}, above the bound of {verdict.Bound:P0}: no saving is claimed"),
                "look at the largest rows of the reconciliation: nodes that came and went, another month's inventory, or a rate that is not the list's");
    }

    public static IEnumerable<Finding> OfPacking(string scenario, FleetPrice price)
    {
        foreach (var pool in price.Pools)
            yield return new(FindingLevel.Note, SavingsAnalyzer.Text($"{scenario}: {pool.Plan.Nodes.Sum(nodes => nodes.Count)} {Name(pool)} nodes, filled to {pool.Packing:P1}; no set of whole nodes can be more than {pool.Plan.Gap:P2} cheaper"), null);
        foreach (var unplaced in price.Unplaced) yield return new(FindingLevel.Warning, $"{scenario}: {unplaced} fit on no allowed instance type and are not in the sum", "allow larger types with node.instance_types in policy.yaml");
    }

    private static string Name(NodePool pool) => new Placement(Platform.Eks, pool.Architecture, pool.Purchase).ToString()[4..];
}
