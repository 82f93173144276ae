using CostTool.Analyzer.Units;
using CostTool.Sources.Kubernetes;

namespace CostTool.Sources.Workspaces;

/// <summary>A folder of inputs, with the part that each file plays.</summary>
public sealed record Workspace
{
    /// <summary>Full path of the folder; never part of a result.</summary>
    public required string Folder { get; init; }

    /// <summary>Name for people: stated, or the folder's.</summary>
    public required string Name { get; init; }

    /// <summary>Region that is priced, or null where the configuration does not say.</summary>
    public required Region? Region { get; init; }

    /// <summary>First day of the month that is analysed, or null where the configuration does not say.</summary>
    public required DateOnly? Month { get; init; }

    /// <summary>Bill files, in the order of the configuration, then by path.</summary>
    public required IReadOnlyList<WorkspaceFile> Bill { get; init; }

    /// <summary>Files that kubectl wrote.</summary>
    public required IReadOnlyList<KubernetesInput> Kubernetes { get; init; }

    /// <summary>Files of the ECS API.</summary>
    public required IReadOnlyList<WorkspaceFile> Ecs { get; init; }

    /// <summary>Usage samples.</summary>
    public required IReadOnlyList<WorkspaceFile> Usage { get; init; }

    /// <summary>What the configuration says of Celery, as written: beat, broker, database, history, queues, version.</summary>
    public required IReadOnlyDictionary<string, string> Celery { get; init; }

    /// <summary>Full path of a folder of prices, or null for the built-in ones.</summary>
    public required string? PricesFolder { get; init; }

    /// <summary>The policy, or null for the built-in one.</summary>
    public required WorkspaceFile? Policy { get; init; }

    /// <summary>The configuration, or null where the contents were recognised by themselves.</summary>
    public required WorkspaceFile? Configuration { get; init; }

    /// <summary>The kubectl files as the inventory reader takes them; null without any.</summary>
    public InventoryFiles? InventoryFiles =>
        Kubernetes.Count == 0 ? null : new InventoryFiles([.. Kubernetes.Select(input => InventoryFile.At(input.File.Path, input.Role, input.File.FullPath))]);
}

/// <summary>A file that kubectl wrote.</summary>
/// <param name="Role">What the configuration says that it holds.</param>
/// <param name="File">The file.</param>
public sealed record KubernetesInput(InventoryRole Role, WorkspaceFile File);
