using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;
using CostTool.Cli.Workspaces;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Celery;

/// <summary>Gathers the inputs of a plan from a workspace, with or without a cluster.</summary>
internal static class PlanInputsOf
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ProblemException">The region is not known, or a file cannot be read.</exception>
    public static async Task<PlanInputs> ReadAsync(string folder, CompiledWorkspace compiled, ulong seed, CancellationToken cancellationToken)
    {
        var workspace = WorkspaceReader.Open(folder);
        if (workspace.InventoryFiles is not null) return await WorkspaceAnalysis.PlanInputsAsync(folder, compiled, seed, cancellationToken).ConfigureAwait(false);
        var region = workspace.Region ?? throw new ProblemException(new Problem("the region to price is not known", workspace.Name, "add `region: eu-west-3` (or yours) to costtool.yaml"));
        var prices = (workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn()).For(region);
        var month = new AnalysedMonth(null, Hours.PerAverageMonth, "average month (730 h), no bill", false, false);
        return PlanBuilder.Inputs(
            compiled, workspace.Name, prices, month, new Dictionary<string, WorkerToday>(StringComparer.Ordinal), workspace.Policy is { } policy ? PolicyReader.Read(policy) : Policy.Default, seed);
    }
}
