using System.Globalization;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Collects what a reader must know before trusting the numbers.</summary>
internal static class AnalysisFindings
{
    public static IEnumerable<Finding> OfMonth(AnalysedMonth month, BillOverview? bill)
    {
        if (month.Partial) yield return new(FindingLevel.Warning, $"the bill covers only a part of the month: every monthly figure is for {month.Label}", "analyse again when the month is over");
        if (month.Estimated) yield return new(FindingLevel.Warning, "the bill says that it is estimated, so it will still change", "analyse again when the bill is final");
        foreach (var skipped in bill?.Skipped ?? []) yield return new(FindingLevel.Note, SavingsAnalyzer.Text($"{Count(skipped.Rows, "row of the bill is", "rows of the bill are")} left out ({skipped.Unblended}): {skipped.Reason}"), null);
    }

    public static IEnumerable<Finding> OfCluster(ClusterInventory cluster, Fleet fleet)
    {
        if (cluster.Nodes.Count == 0) yield return new(FindingLevel.Warning, "there are no nodes in the inventory, so today's cost is not known and no saving is computed", "add `kubectl get nodes -o json` under k8s/");
        var untyped = cluster.Nodes.Count(node => node.InstanceType is null && node.CapacityType != NodeCapacityType.Fargate);
        if (untyped > 0) yield return new(FindingLevel.Warning, $"{Count(untyped, "node has", "nodes have")} no instance type label, so today's cost is not known and no saving is computed", "label them with node.kubernetes.io/instance-type");
        var missing = fleet.Units.Where(unit => unit.RequestsMissing).ToList();
        if (missing.Count > 0)
        {
            yield return new(FindingLevel.Warning,
                $"{Count(missing.Count, "workload has", "workloads have")} containers without CPU or memory requests, so the need is a lower bound: {string.Join(", ", missing.Take(5).Select(unit => unit.WorkloadId))}{(missing.Count > 5 ? ", …" : string.Empty)}",
                "state requests, or let usage size them");
        }

        if (fleet.OnEksFargate.Count > 0) yield return new(FindingLevel.Note, $"{Count(fleet.OnEksFargate.Count, "pod runs", "pods run")} on EKS Fargate already: carried as billed and not placed again", null);
        if (cluster.FinishedPods > 0) yield return new(FindingLevel.Note, $"{Count(cluster.FinishedPods, "finished pod reserves nothing and is", "finished pods reserve nothing and are")} left out", null);
        var pending = cluster.Pods.Count(pod => pod.NodeName is null);
        if (pending > 0) yield return new(FindingLevel.Note, $"{Count(pending, "pod waits", "pods wait")} for a node: placed in every what-if, no cost today", null);
    }

    public static IEnumerable<Finding> OfUsage(RightsizingResult? sizes)
    {
        if (sizes is null) yield break;
        foreach (var (reason, rows) in sizes.Intake.LeftOut.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            yield return new(FindingLevel.Warning, SavingsAnalyzer.Text($"{Count(rows, "usage row is", "usage rows are")} left out of {sizes.Intake.Rows}: {reason}"), "look at where the samples come from");
        foreach (var note in sizes.Intake.Notes) yield return new(FindingLevel.Warning, $"usage: {note}", null);
        var unseen = sizes.Wholes().Where(row => row.Size.Samples == 0).Select(row => row.Size.Key.Workload).ToList();
        if (unseen.Count > 0)
            yield return new(FindingLevel.Note, $"{Count(unseen.Count, "workload has", "workloads have")} no usage samples and keep what they request: {string.Join(", ", unseen.Take(5))}{(unseen.Count > 5 ? ", …" : string.Empty)}", "collect their usage too");
        var foreign = sizes.Wholes().Count(row => row.Size is { CurrentCpu: null, CurrentMemory: null, Samples: > 0 });
        if (foreign > 0) yield return new(FindingLevel.Note, $"{Count(foreign, "workload with usage states no size", "workloads with usage state no size")} today, or is not in the inventory", null);
    }

    public static IEnumerable<Finding> OfLoads(NodeLoadReading? loads)
    {
        if (loads is null || loads.PodsOnUnknownNodes.Count == 0) yield break;
        yield return new(FindingLevel.Warning, $"{Count(loads.PodsOnUnknownNodes.Count, "pod names a node", "pods name nodes")} that the inventory does not have; the idle split leaves them out", "take nodes and pods in one go");
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

    public static IEnumerable<Finding> OfShortLived(ShortLivedWork? work)
    {
        foreach (var blocker in work?.Blockers ?? []) yield return new(FindingLevel.Note, $"workers stay: {blocker}", null);
    }

    public static IEnumerable<Finding> OfPrices(IReadOnlyList<Price> prices, DateOnly? asOf)
    {
        if (asOf is not { } date) yield break;
        // Dates may be a year or a month only; text order is then the order of time.
        var limit = date.AddYears(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var old = prices.Where(price => string.CompareOrdinal(price.Dated, limit) < 0).ToList();
        if (old.Count > 0)
            yield return new(FindingLevel.Warning, SavingsAnalyzer.Text($"as of {date:yyyy-MM-dd}, {old.Count} of {prices.Count} prices used are more than a year old, the oldest of {old.Min(price => price.Dated)}"), "name a folder of newer prices under `prices:` in costtool.yaml");
    }

    private static string Count(long count, string one, string many) => $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";

    private static string Name(NodePool pool) => new Placement(Platform.Eks, pool.Architecture, pool.Purchase).ToString()[4..];
}
