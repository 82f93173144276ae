using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Sources.Billing;
using CostTool.Sources.Kubernetes;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Workspaces;

/// <summary>What a command line says over the workspace.</summary>
/// <param name="Month">Month to analyse, or null.</param>
/// <param name="AsOf">Date to judge the age of prices by, or null.</param>
public sealed record AnalysisChoices(DateOnly? Month, DateOnly? AsOf);

/// <summary>Reads a workspace into facts and analyses them: the one path of every command that reports.</summary>
public static class WorkspaceAnalysis
{
    /// <summary>Runs the path. Bill, cluster and hashes are read side by side.</summary>
    public static async Task<SavingsAnalysis> RunAsync(string folder, AnalysisChoices choices, StageTimings timings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(timings);
        var workspace = timings.Measure("workspace", () => WorkspaceReader.Open(folder));
        var bill = Task.Run(() => workspace.Bill.Count == 0 ? null : timings.Measure("bill", () => ReadBill(workspace, cancellationToken)), cancellationToken);
        var cluster = Task.Run(() => workspace.InventoryFiles is not { } files ? null : timings.Measure("cluster", () => InventoryReader.Read(files, cancellationToken)), cancellationToken);
        var prices = timings.Measure("prices", () => workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn());
        var policy = workspace.Policy is { } file ? PolicyReader.Read(file) : Policy.Default;
        var reading = await cluster.ConfigureAwait(false);
        var ledger = await bill.ConfigureAwait(false);
        var inputs = timings.Measure("hashes", () => Describe(workspace, ledger, reading, cancellationToken));
        return timings.Measure("analysis", () => SavingsAnalyzer.Analyze(
            new AnalysisInputs
            {
                Workspace = workspace.Name,
                Region = workspace.Region,
                Month = choices.Month ?? workspace.Month,
                AsOf = choices.AsOf,
                Inputs = inputs,
                Bill = ledger,
                Cluster = reading?.Inventory,
                Policy = policy,
                Prices = prices,
            },
            cancellationToken));
    }

    private static BillLedger ReadBill(Workspace workspace, CancellationToken cancellationToken) =>
        BillReader.Read([.. workspace.Bill.Select(file => new BillInput(file.FullPath, workspace.Folder))], new BillReadOptions(), cancellationToken);

    private static List<InputFile> Describe(Workspace workspace, BillLedger? ledger, InventoryReading? reading, CancellationToken cancellationToken)
    {
        var billRows = ledger?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal) ?? [];
        var objects = reading?.Files.ToDictionary(file => file.Name, file => file.Objects, StringComparer.Ordinal) ?? [];
        var files = workspace.Bill
            .Select(file => billRows.TryGetValue(file.Path, out var billed)
                ? file.Describe($"bill ({FormatName(billed.Format)})", billed.Rows, cancellationToken)
                : file.Describe("bill", null, cancellationToken))
            .Concat(workspace.Kubernetes.Select(input => input.File.Describe(
                input.Role == InventoryRole.Any ? "cluster" : input.Role.ToString().ToLowerInvariant(),
                objects.TryGetValue(input.File.Path, out var count) ? count : null,
                cancellationToken)));
        if (workspace.Policy is { } policy) files = files.Append(policy.Describe("policy", null, cancellationToken));
        if (workspace.Configuration is { } configuration) files = files.Append(configuration.Describe("configuration", null, cancellationToken));
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string FormatName(BillFormat format) => format switch
    {
        BillFormat.LegacyCur => "CUR",
        BillFormat.Cur2 => "CUR 2.0",
        BillFormat.Focus => "FOCUS",
        _ => "Cost Explorer",
    };
}
