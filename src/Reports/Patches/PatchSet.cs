using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Reports.Patches;

/// <summary>A patch as a file.</summary>
/// <param name="Name">Name inside the folder.</param>
/// <param name="Text">Content.</param>
internal sealed record PatchFile(string Name, string Text);

/// <summary>Everything that is needed to apply sizes, by tool.</summary>
internal static class PatchSet
{
    /// <summary>The files, sorted by name; workloads whose size does not change have none.</summary>
    /// <param name="sizes">Sizes.</param>
    /// <param name="cluster">The cluster, for limits that stand in the way; or null.</param>
    /// <param name="definitions">Task definitions of today by workload, as ECS describes them.</param>
    public static IReadOnlyList<PatchFile> Of(RightsizingResult sizes, ClusterInventory? cluster, IReadOnlyDictionary<string, JsonElement> definitions)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var kustomize = new List<string>();
        var helm = new StringBuilder();
        foreach (var whole in sizes.Wholes())
        {
            var containers = KubectlPatches.Of(sizes, whole, cluster);
            if (containers.Count > 0)
            {
                var name = Free(KubectlPatches.FileName(whole));
                files.Add(name, KubectlPatches.Write(whole, containers, name));
                kustomize.Add(name);
                Helm(helm, whole, containers);
            }

            var changes = whole.Size.Direction is SizeDirection.Up or SizeDirection.Down || (whole.Size.CurrentCpu is null && whole.Size.CurrentMemory is null);
            if (whole.Fargate is { } task && changes)
                files.Add(Free(TaskDefinitionPatch.FileName(whole)), TaskDefinitionPatch.Write(sizes, whole, task, definitions.TryGetValue(whole.Size.Key.Workload, out var today) ? today : null));
        }

        if (kustomize.Count > 0)
        {
            files.Add("kustomization.yaml", "# Add your resources, or copy the patches into the kustomization that has them.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n"
                + string.Concat(kustomize.Select(name => $"  - path: {PatchText.Yaml(name)}\n")));
            files.Add("helm-values.yaml", "# By workload and container: copy each `resources` to where your chart reads it.\n" + helm);
        }

        return [.. files.Select(file => new PatchFile(file.Key, file.Value))];

        // Two names may look alike as files.
        string Free(string name)
        {
            var free = name;
            for (var twin = 2; files.ContainsKey(free); twin++) free = string.Create(CultureInfo.InvariantCulture, $"{twin}.{name}");
            return free;
        }
    }

    private static void Helm(StringBuilder helm, RightsizingRow whole, IReadOnlyList<ContainerResources> containers)
    {
        helm.Append(CultureInfo.InvariantCulture, $"{PatchText.Yaml(whole.Size.Key.Workload)}:\n");
        foreach (var container in containers)
        {
            helm.Append(CultureInfo.InvariantCulture, $"  {PatchText.Yaml(container.Container)}:\n    resources:\n");
            KubectlPatches.Append(helm, container, "      ");
        }
    }
}
