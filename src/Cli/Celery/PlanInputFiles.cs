using System.Globalization;
using System.Text;
using CostTool.Scheduler.Planning;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Celery;

/// <summary>The inputs of a plan by their hashes, so that a plan of other inputs is told from the one that they give now.</summary>
public static class PlanInputFiles
{
    /// <summary>Stands for what costtool.yaml says beside the files that it names and beside <c>deploy:</c>, which is compared with the account and not with a plan.</summary>
    public const string Settings = "costtool.yaml";

    /// <summary>The inputs as they are now, by path.</summary>
    public static IReadOnlyList<PlanInputFile> Of(Workspace workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        IEnumerable<WorkspaceFile> files =
        [
            .. CeleryWorkspace.FilesOf(workspace).Select(pair => pair.File),
            .. workspace.Bill,
            .. workspace.Kubernetes.Select(input => input.File),
            .. workspace.Policy is { } policy ? [policy] : Array.Empty<WorkspaceFile>(),
            .. Prices(workspace),
        ];
        return
        [
            .. files.DistinctBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new PlanInputFile(file.Path, file.Describe("input", null, cancellationToken).Sha256))
                .Append(new PlanInputFile(Settings, Scheduler.Deployment.Comparing.CanonicalText.Sha256(Said(workspace))))
                .OrderBy(input => input.Path, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<WorkspaceFile> Prices(Workspace workspace) => workspace.PricesFolder is not { } folder ? []
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new WorkspaceFile("prices/" + Path.GetRelativePath(folder, file).Replace('\\', '/'), file));

    private static string Said(Workspace workspace)
    {
        var said = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{workspace.Name}\n{workspace.Region}\n{workspace.Month:yyyy-MM}\n"));
        // A URL may hold a password, so that not even its hash is kept.
        foreach (var (key, value) in workspace.Celery.OrderBy(pair => pair.Key, StringComparer.Ordinal)) said.Append(key).Append('=').Append(value.Contains("://", StringComparison.Ordinal) ? "url" : value).Append('\n');
        return said.ToString();
    }
}
