using System.Globalization;
using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Billing;
using CostTool.Sources.Kubernetes;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;
using NodaTime;

namespace CostTool.Cli.Workspaces;

/// <summary>What a command line says over the workspace.</summary>
/// <param name="Month">Month to analyse, or null.</param>
/// <param name="AsOf">Date to judge the age of prices by, or null.</param>
public sealed record AnalysisChoices(DateOnly? Month, DateOnly? AsOf)
{
    /// <summary>Utilization in place of the workspace's files; null to read those.</summary>
    public UsageFacts? Usage { get; init; }

    /// <summary>Seed of the replay.</summary>
    public ulong Seed { get; init; } = PlanBuilder.PlannedSeed;

    /// <summary>Takes the inputs of the plan, which is then not made; null to make it.</summary>
    internal Action<PlanInputs>? Gathered { get; init; }
}

/// <summary>What a workspace came to.</summary>
/// <param name="Analysis">The savings analysis.</param>
/// <param name="Plan">What becomes of its Celery schedules, or null without them or without a cluster.</param>
/// <param name="Cluster">The cluster, or null without one.</param>
public sealed record AnalysedWorkspace(SavingsAnalysis Analysis, SchedulePlan? Plan, ClusterInventory? Cluster);

/// <summary>Reads a workspace into facts and analyses them: the one path of every command that reports.</summary>
public static class WorkspaceAnalysis
{
    /// <summary>Runs the path. Bill, cluster and schedules are read side by side.</summary>
    public static Task<AnalysedWorkspace> RunAsync(string folder, AnalysisChoices choices, StageTimings timings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(timings);
        return RunAsync(folder, choices, null, timings, cancellationToken);
    }

    /// <summary>Gathers what schedules that were read already, from files or from a database, are planned with against the workers of the workspace's cluster.</summary>
    public static async Task<PlanInputs> PlanInputsAsync(string folder, CompiledWorkspace compiled, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        PlanInputs? gathered = null;
        await RunAsync(folder, new AnalysisChoices(null, null) { Gathered = inputs => gathered = inputs, Seed = seed }, compiled, new StageTimings(), cancellationToken).ConfigureAwait(false);
        return gathered!;
    }

    private static async Task<AnalysedWorkspace> RunAsync(string folder, AnalysisChoices choices, CompiledWorkspace? compiled, StageTimings timings, CancellationToken cancellationToken)
    {
        var workspace = timings.Measure("workspace", () => WorkspaceReader.Open(folder));
        var bill = Task.Run(() => workspace.Bill.Count == 0 ? null : timings.Measure("bill", () => ReadBill(workspace, cancellationToken)), cancellationToken);
        var cluster = Task.Run(() => workspace.InventoryFiles is not { } files ? null : timings.Measure("cluster", () => InventoryReader.Read(files, cancellationToken)), cancellationToken);
        // Planning schedules needs no sizes.
        var usage = Task.Run(() => choices.Usage is { } given ? given : compiled is not null || workspace.Usage.Count == 0 ? null : timings.Measure("usage", () => UsageInputs.Read(workspace.Usage, cancellationToken)), cancellationToken);
        var celery = compiled is null ? ReadCeleryAsync(workspace, timings, cancellationToken) : Task.FromResult<CeleryWorkspace?>(compiled.Celery);
        var prices = timings.Measure("prices", () => workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn());
        var policy = workspace.Policy is { } file ? PolicyReader.Read(file) : Policy.Default;
        var reading = await cluster.ConfigureAwait(false);
        var ledger = await bill.ConfigureAwait(false);
        var schedules = await celery.ConfigureAwait(false);
        var utilization = await usage.ConfigureAwait(false);
        var inputs = timings.Measure("hashes", () => Describe(workspace, ledger, reading, cancellationToken));
        SchedulePlan? plan = null;
        var analysis = timings.Measure("analysis", () => SavingsAnalyzer.Analyze(
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
                Usage = utilization,
                Prices = prices,
                PlanShortLived = schedules is null ? null : (workers, region, month) =>
                {
                    var gathered = PlanBuilder.Inputs(compiled ?? CompiledWorkspace.Of(schedules, AsOf(choices, month, prices)), workspace.Name, region, month, workers, policy, choices.Seed);
                    if (choices.Gathered is { } take)
                    {
                        take(gathered);
                        return null;
                    }

                    plan = SchedulePlanner.Plan(gathered);
                    return PlanBuilder.ShortLived(plan);
                },
            },
            cancellationToken));
        return new AnalysedWorkspace(analysis, plan, reading?.Inventory);
    }

    // A report stays offline and the same on any day: databases are read by the schedule commands, and the month's end stands for now.
    private static async Task<CeleryWorkspace?> ReadCeleryAsync(Workspace workspace, StageTimings timings, CancellationToken cancellationToken)
    {
        if (!CeleryWorkspace.IsInFiles(workspace)) return null;
        CeleryWorkspace? read = null;
        await Task.Run(() => timings.MeasureAsync("celery", async () => read = await CeleryWorkspace.ReadAsync(workspace, null, replayed: true, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        return read;
    }

    private static Instant AsOf(AnalysisChoices choices, AnalysedMonth month, PriceBook prices)
    {
        var date = choices.AsOf ?? month.Month?.AddMonths(1) ?? DateOnly.ParseExact(prices.SnapshotDate, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Instant.FromUtc(date.Year, date.Month, date.Day, 0, 0);
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
        files = files.Concat(CeleryWorkspace.FilesOf(workspace).Select(pair => pair.File.Describe($"celery {pair.Key}", null, cancellationToken)));
        files = files.Concat(workspace.Usage.Select(file => file.Describe("usage", null, cancellationToken)));
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
