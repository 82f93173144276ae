using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Reports;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Celery;

/// <summary>A plan that was saved and reviewed, with the settings of the workspace that it lies in.</summary>
public sealed record SavedPlan
{
    private const string Configuration = "costtool.yaml";
    private const string PlanFolder = "plan";

    /// <summary>The plan, its stamp verified.</summary>
    public required PlanFile Plan { get; init; }

    /// <summary>The settings.</summary>
    public required DeploymentSettings Settings { get; init; }

    /// <summary>The workspace that it lies in.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>Prices of the workspace's region; null where it names none.</summary>
    public required RegionPrices? Prices { get; init; }

    /// <summary>Reads the plan of a workspace, or a plan file with the <c>costtool.yaml</c> of its folder or of the folder above.</summary>
    /// <exception cref="ProblemException">There is no plan or no configuration, or one of them is wrong.</exception>
    public static async Task<SavedPlan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var isFolder = Directory.Exists(path);
        var file = isFolder ? Path.Combine(path, PlanFolder, PlanWriter.PlanName) : path;
        if (!File.Exists(file))
            throw new ProblemException(new Problem($"there is no saved plan `{file}`", path, isFolder ? $"run `costtool schedule plan {path}` first, and review what it writes" : "name a workspace, or the plan.json that `costtool schedule plan` wrote"));
        var plan = PlanFile.Read(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false), PlanWriter.PlanName);
        var near = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var folder = isFolder ? path : new[] { near, Path.GetDirectoryName(near) }.FirstOrDefault(candidate => candidate is not null && File.Exists(Path.Combine(candidate, Configuration)));
        if (folder is null || !File.Exists(Path.Combine(folder, Configuration)))
            throw new ProblemException(new Problem("there is no costtool.yaml that says where to deploy", path, "keep plan.json in its workspace, or in a folder of it"));
        var workspace = WorkspaceReader.Open(folder);
        return new SavedPlan
        {
            Plan = plan,
            Workspace = workspace,
            Settings = DeploymentReader.Read(workspace.Configuration!),
            Prices = workspace.Region is { } region ? (workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn()).For(region) : null,
        };
    }
}
