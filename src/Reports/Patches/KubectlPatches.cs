using System.Globalization;
using System.Text;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Patches;

/// <summary>A size of one container as Kubernetes writes it; only what changes.</summary>
/// <param name="Container">Name.</param>
/// <param name="Requests">Resources and amounts.</param>
/// <param name="Limits">Resources and amounts.</param>
internal sealed record ContainerResources(string Container, IReadOnlyList<(string Resource, string Amount)> Requests, IReadOnlyList<(string Resource, string Amount)> Limits);

/// <summary>Strategic merge patches: one file for each workload, for <c>kubectl patch</c> and for Kustomize alike.</summary>
internal static class KubectlPatches
{
    /// <summary>Containers of a workload whose size changes; empty where none does, or where Kubernetes does not allow its names.</summary>
    public static IReadOnlyList<ContainerResources> Of(RightsizingResult sizes, RightsizingRow whole, ClusterInventory? cluster)
    {
        if (Parts(whole) is null) return [];
        var stated = cluster?.Workloads.FirstOrDefault(workload => workload.Id == whole.Size.Key.Workload)?.Containers ?? [];
        return
        [
            .. sizes.ContainersOf(whole.Size.Key.Workload).Where(row => PatchText.IsKubernetesName(row.Size.Key.Container))
                .Select(row => Resources(row.Size, stated.FirstOrDefault(container => container.Name == row.Size.Key.Container)))
                .Where(resources => resources.Requests.Count + resources.Limits.Count > 0),
        ];
    }

    /// <summary>Name of the file of a workload.</summary>
    public static string FileName(RightsizingRow whole) => $"{PatchText.FileName(whole.Size.Key.Workload.Replace('/', '.'))}.patch.yaml";

    /// <summary>The patch, with the command that applies it in its first line.</summary>
    public static string Write(RightsizingRow whole, IReadOnlyList<ContainerResources> containers, string fileName)
    {
        var (space, kind, name) = Parts(whole)!.Value;
        var (api, type, path) = Kinds[kind];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# kubectl --namespace {PatchText.Shell(space)} patch {kind} {PatchText.Shell(name)} --type strategic --patch-file {PatchText.Shell(fileName)}\n");
        text.Append(CultureInfo.InvariantCulture, $"apiVersion: {api}\nkind: {type}\nmetadata:\n  name: {PatchText.Yaml(name)}\n  namespace: {PatchText.Yaml(space)}\n");
        var indent = 0;
        foreach (var part in path) text.Append(' ', 2 * indent++).Append(part).Append(":\n");
        var at = new string(' ', 2 * indent);
        foreach (var container in containers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{at}- name: {PatchText.Yaml(container.Container)}\n{at}  resources:\n");
            Append(text, container, at + "    ");
        }

        return text.ToString();
    }

    /// <summary>Appends <c>requests</c> and <c>limits</c>.</summary>
    public static void Append(StringBuilder text, ContainerResources container, string indent)
    {
        foreach (var (key, amounts) in (IReadOnlyList<(string, IReadOnlyList<(string Resource, string Amount)>)>)[("requests", container.Requests), ("limits", container.Limits)])
        {
            if (amounts.Count == 0) continue;
            text.Append(indent).Append(key).Append(":\n");
            foreach (var (resource, amount) in amounts) text.Append(CultureInfo.InvariantCulture, $"{indent}  {resource}: {PatchText.Yaml(amount)}\n");
        }
    }

    private static readonly IReadOnlyDictionary<string, (string Api, string Type, IReadOnlyList<string> Path)> Kinds =
        new Dictionary<string, (string, string, IReadOnlyList<string>)>(StringComparer.Ordinal)
        {
            ["deployment"] = ("apps/v1", "Deployment", ["spec", "template", "spec", "containers"]),
            ["statefulset"] = ("apps/v1", "StatefulSet", ["spec", "template", "spec", "containers"]),
            ["daemonset"] = ("apps/v1", "DaemonSet", ["spec", "template", "spec", "containers"]),
            ["cronjob"] = ("batch/v1", "CronJob", ["spec", "jobTemplate", "spec", "template", "spec", "containers"]),
        };

    private static (string Namespace, string Kind, string Name)? Parts(RightsizingRow whole) =>
        whole.Size.Key.Workload.Split('/') is [var space, var kind, var name] && Kinds.ContainsKey(kind) && PatchText.IsKubernetesName(space) && PatchText.IsKubernetesName(name)
            ? (space, kind, name)
            : null;

    private static ContainerResources Resources(SizeRecommendation size, WorkloadContainer? stated)
    {
        var requests = new List<(string, string)>();
        var limits = new List<(string, string)>();
        if (size.Cpu is { } cpu && cpu != size.CurrentCpu)
        {
            requests.Add(("cpu", Millicores(cpu)));
            // A request may not exceed its limit, and a limit that is not in the way is not ours to move.
            if (stated?.CpuLimit < cpu) limits.Add(("cpu", Millicores(cpu)));
        }

        if (size.Memory is { } memory && memory != size.CurrentMemory) requests.Add(("memory", Mebibytes(memory)));
        if (size.MemoryLimit is { } limit && limit != size.CurrentMemoryLimit) limits.Add(("memory", Mebibytes(limit)));

        return new ContainerResources(size.Key.Container, requests, limits);
    }

    private static string Millicores(VCpu cpu) => cpu.Millicores.ToString(CultureInfo.InvariantCulture) + "m";

    private static string Mebibytes(MemorySize memory) => decimal.Ceiling(memory.Mebibytes).ToString("0", CultureInfo.InvariantCulture) + "Mi";
}
