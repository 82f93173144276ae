using CostTool.Sources.Kubernetes;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Turns the paths that a configuration states into files; one that leads nowhere is a problem at its line.</summary>
internal sealed class ConfiguredInputs(StrictMap top, WorkspacePaths paths)
{
    private static readonly Dictionary<string, InventoryRole> Roles = new(StringComparer.Ordinal)
    {
        ["nodes"] = InventoryRole.Nodes,
        ["pods"] = InventoryRole.Pods,
        ["workloads"] = InventoryRole.Workloads,
    };

    /// <summary>Files of a key that lists files, folders and globs; each file once.</summary>
    public IReadOnlyList<WorkspaceFile> Files(string key, Func<string, bool> belongs) => Files(top, key, belongs);

    /// <summary>The one file of a key.</summary>
    public WorkspaceFile? File(string key)
    {
        if (top.Text(key) is not { } text) return null;
        if (paths.Find(text.Text, _ => false) is [var file]) return file;
        top.Refuse(text.Line, $"there is no file `{text.Text}`", $"mend the path of `{key}`; it is relative to the workspace");
        return null;
    }

    /// <summary>The kubectl files: by role under keys, or one list whose objects tell.</summary>
    public IReadOnlyList<KubernetesInput> Kubernetes()
    {
        if (top.Node("kubernetes") is not YamlMap)
            return [.. Files("kubernetes", FileTraits.IsKubectlName).Select(file => new KubernetesInput(InventoryRole.Any, file))];
        if (top.Map("kubernetes", [.. Roles.Keys]) is not { } map) return [];
        return [.. Roles.SelectMany(role => Files(map, role.Key, FileTraits.IsKubectlName).Select(file => new KubernetesInput(role.Value, file)))];
    }

    /// <summary>What is said of Celery, as written.</summary>
    public SortedDictionary<string, string> Celery()
    {
        string[] known = ["beat", "broker", "database", "history", "queues", "version"];
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (top.Map("celery", known) is not { } map) return said;
        foreach (var key in known)
        {
            if (map.Text(key) is { } text) said[key] = text.Text;
        }
        return said;
    }

    private List<WorkspaceFile> Files(StrictMap map, string key, Func<string, bool> belongs)
    {
        var files = new List<WorkspaceFile>();
        foreach (var text in map.Texts(key) ?? [])
        {
            if (text.Text.Contains("://", StringComparison.Ordinal))
            {
                map.Refuse(text.Line, $"`{text.Text}` is not on this machine", "copy the files into the workspace first, for example with `aws s3 sync`");
                continue;
            }
            var found = paths.Find(text.Text, belongs);
            if (found.Count == 0) map.Refuse(text.Line, $"`{text.Text}` names no file", $"mend the path of `{key}`; it is a file, a folder or a glob, relative to the workspace");
            files.AddRange(found.Where(file => !files.Contains(file)));
        }
        return files;
    }
}
