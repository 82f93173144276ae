using System.Globalization;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Reconciliation;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>The main job: facts in, a savings analysis out. A pure function: equal inputs give equal results.</summary>
public static class SavingsAnalyzer
{
    /// <summary>Analyses a workspace.</summary>
    /// <exception cref="ProblemException">A price is missing, the month or the region is not clear, or there is nothing to analyse.</exception>
    public static SavingsAnalysis Analyze(AnalysisInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Bill is null && inputs.Cluster is null)
            throw new ProblemException(new Problem("there is neither a bill nor a cluster to analyse", inputs.Workspace, "put a bill under bill/ or `kubectl get nodes,pods -A -o json` under k8s/, or name them in costtool.yaml"));
        var billed = inputs.ChooseMonth();
        var month = BillTotals.MonthOf(billed);
        var region = inputs.ChooseRegion();
        if (inputs.Cluster is not null && region is null)
            throw new ProblemException(new Problem("the region of the cluster is not known: neither the nodes nor the bill name one", inputs.Workspace, "add `region: eu-west-3` (or yours) to costtool.yaml"));

        var nodes = TermsBuilder.Ec2Nodes(inputs.Cluster);
        var prices = region is not null && (inputs.Cluster is not null || inputs.Prices.RegionCodes.Contains(region.Code)) ? inputs.Prices.For(region) : null;
        var scope = inputs.Bill is null || billed is null ? null : BillScope.Cut(inputs.Bill, billed.Month, nodes, inputs.Cluster is null ? null : region);
        var reconciled = scope is null ? null : Reconciler.Reconcile(scope, nodes, inputs.Cluster is null ? null : prices, month.Hours, inputs.Policy.ResidualBoundRatio);
        var overview = inputs.Bill is null || billed is null ? null : BillTotals.Of(inputs.Bill, billed.Month);
        return inputs.Cluster is null
            ? BillOnly(inputs, region, month, scope!, reconciled!, overview!)
            : new ClusterAnalysis(inputs, inputs.Cluster, prices!, month, billed, scope, reconciled, overview, cancellationToken).Run();
    }

    private static SavingsAnalysis BillOnly(AnalysisInputs inputs, Region? region, AnalysedMonth month, BillScope scope, Reconciler reconciled, BillOverview overview)
    {
        var lines = new LineBuilder();
        var files = inputs.Inputs.Where(file => file.Role.StartsWith("bill", StringComparison.Ordinal)).Select(file => file.Path).ToList();
        foreach (var usage in scope.Usage.Where(usage => usage.InScope))
        {
            var (component, item) = usage.Meaning.Kind is UsageKind.InstanceHours or UsageKind.SpotInstanceHours
                ? ("compute", usage.UsageType)
                : reconciled.Terms.First(term => term.Service == usage.Service && term.UsageType == usage.UsageType) is var term ? (term.Component, $"{term.Item} ({usage.UsageType})") : default;
            lines.Add(component, $"{SurroundingLines.Slug(usage.Service)}/{SurroundingLines.Slug(usage.UsageType)}", item, usage.Quantity ?? 1, usage.Quantity is null ? "month" : usage.Unit, null, null,
                usage.Amortised, usage.Amortised, usage.Amortised, "as billed, amortised", files, []);
        }

        var current = lines.Lines.Count == 0 ? null : Today([.. lines.Lines.Select(line => line with { Id = $"eks-current/{line.Id}" })], "Compute and the network around it, as billed.");
        return new SavingsAnalysis
        {
            Workspace = inputs.Workspace,
            Region = region,
            Month = month,
            Inputs = inputs.Inputs,
            Bill = overview,
            Scenarios = current is null ? [] : [current],
            Waterfall = ScenarioWaterfall.Build(null, overview.Amortised, reconciled, null, null, [], CancellationToken.None),
            Reconciliation = reconciled.Rows,
            Verdict = null,
            Workloads = [],
            LikeForLike = [],
            Idle = null,
            BreakEven = [],
            BreakEvenPacking = null,
            Assumptions = AssumptionRegister.Build(inputs, month, null, null, null),
            Prices = [],
            Findings = [.. AnalysisFindings.OfMonth(month, overview), new Finding(FindingLevel.Note, "there is no cluster inventory, so the report is of the bill alone", "add `kubectl get nodes,pods,deployments,statefulsets,daemonsets,replicasets,jobs -A -o json` under k8s/")],
        };
    }

    /// <summary>Today's scenario: the one that all others are compared with.</summary>
    internal static Scenario Today(IReadOnlyList<ScenarioLine> lines, string description) => new()
    {
        Id = "eks-current",
        Name = "Today",
        Description = description,
        Lines = lines,
        MonthlyLow = lines.Sum(line => line.Low),
        MonthlyHigh = lines.Sum(line => line.High),
        Saving = null,
        SavingRatio = null,
        OneOff = null,
        PaybackMonths = null,
        Caveats = [],
        Unpriced = [],
    };

    /// <summary>A number as text that is the same everywhere.</summary>
    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
