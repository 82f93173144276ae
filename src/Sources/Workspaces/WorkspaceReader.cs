using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Sources.Kubernetes;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Opens a workspace: what <c>costtool.yaml</c> states, and for every key it leaves out, what the folder shows by itself.</summary>
/// <remarks>
/// Shown by themselves: <c>bill/</c>, <c>k8s/</c> (or <c>kubernetes/</c>), <c>ecs/</c>, <c>usage/</c>, <c>celery/</c>, <c>policy.yaml</c>, and bills and kubectl output that lie
/// directly in the folder. Nothing of the inputs is read beyond what tells them apart.
/// </remarks>
public static class WorkspaceReader
{
    private const string ConfigurationName = "costtool.yaml";
    /// <summary>The keys of the configuration.</summary>
    internal static readonly IReadOnlyList<string> Keys = ["name", "region", "month", "bill", "kubernetes", "ecs", "usage", "celery", "prometheus", "prices", "policy", "deploy", "dispatch"];

    private const string Contents =
        "a workspace holds a bill (bill/), `kubectl get ... -o json` files (k8s/), usage samples (usage/), ECS answers (ecs/) or Celery data (celery/), named in costtool.yaml or recognised by these folders";

    /// <summary>Opens a folder.</summary>
    /// <exception cref="ProblemException">There is no such folder, nothing in it is an input, or the configuration is wrong; all faults of the configuration are told.</exception>
    public static Workspace Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
            throw new ProblemException(new Problem($"there is no folder `{folder}`", folder, "give the folder of a workspace; " + Contents));
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            var workspace = Read(full, new WorkspacePaths(full));
            if (workspace is { Bill.Count: 0, Kubernetes.Count: 0, Ecs.Count: 0, Usage.Count: 0, Celery.Count: 0 })
                throw new ProblemException(new Problem("the workspace holds no input", folder, Contents));
            return workspace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the workspace cannot be read", folder, "check that its folders may be listed"));
        }
    }

    private static Workspace Read(string folder, WorkspacePaths paths)
    {
        var configuration = paths.Find(ConfigurationName, _ => false) is [var found] ? found : null;
        var yaml = configuration is null ? new YamlMap(1, []) : YamlText.ReadFile(configuration.FullPath, configuration.Path);
        var problems = new List<Problem>();
        var top = new StrictMap(yaml, ConfigurationName, problems, Keys);
        var inputs = new ConfiguredInputs(top, paths);
        var workspace = new Workspace
        {
            Folder = folder,
            Name = top.Text("name")?.Text ?? Path.GetFileName(folder),
            Region = ReadRegion(top),
            Month = ReadMonth(top),
            Bill = top.Has("bill") ? inputs.Files("bill", FileTraits.IsBillInBillFolder) : RecogniseBill(paths),
            Kubernetes = top.Has("kubernetes") ? inputs.Kubernetes() : RecogniseKubernetes(paths),
            Ecs = top.Has("ecs") ? inputs.Files("ecs", FileTraits.IsEcsName) : paths.Find("ecs", FileTraits.IsEcsName),
            Usage = top.Has("usage") ? inputs.Files("usage", FileTraits.IsUsageName) : paths.Find("usage", FileTraits.IsUsageName),
            Celery = top.Has("celery") ? inputs.Celery() : RecogniseCelery(paths),
            PricesFolder = ReadPrices(top, paths),
            Policy = top.Has("policy") ? inputs.File("policy") : (paths.Find("policy.yaml", _ => false) is [var policy] ? policy : null),
            Configuration = configuration,
        };
        return problems.Count == 0 ? workspace : throw new ProblemException(problems);
    }

    private static Region? ReadRegion(StrictMap top)
    {
        if (top.Text("region") is not { } text) return null;
        try
        {
            return Region.Parse(text.Text, ConfigurationName);
        }
        catch (ProblemException fault)
        {
            top.Refuse(text.Line, fault.Problems[0].What, fault.Problems[0].Fix);
            return null;
        }
    }

    private static DateOnly? ReadMonth(StrictMap top)
    {
        if (top.Text("month") is not { } text) return null;
        if (DateOnly.TryParseExact(text.Text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return month;
        top.Refuse(text.Line, $"`{text.Text}` is not a month", "write it as 2026-10");
        return null;
    }

    private static string? ReadPrices(StrictMap top, WorkspacePaths paths)
    {
        if (top.Text("prices") is not { Text: not "builtin" } text) return null;
        if (paths.FindFolder(text.Text) is { } folder) return folder;
        top.Refuse(text.Line, $"there is no folder `{text.Text}` of prices", "write builtin, or a folder that `costtool prices refresh` wrote");
        return null;
    }

    private static IReadOnlyList<WorkspaceFile> RecogniseBill(WorkspacePaths paths) =>
        [.. paths.Find("bill", FileTraits.IsBillInBillFolder), .. paths.TopFiles().Where(file => FileTraits.LooksLikeBill(file.FullPath))];

    private static IReadOnlyList<KubernetesInput> RecogniseKubernetes(WorkspacePaths paths)
    {
        IEnumerable<WorkspaceFile> files =
        [
            .. paths.Find("k8s", FileTraits.IsKubectlName), .. paths.Find("kubernetes", FileTraits.IsKubectlName),
            .. paths.TopFiles().Where(file => FileTraits.LooksLikeKubectl(file.FullPath)),
        ];
        return [.. files.Select(file => new KubernetesInput(InventoryRole.Any, file))];
    }

    private static SortedDictionary<string, string> RecogniseCelery(WorkspacePaths paths)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in paths.Find("celery", _ => true))
        {
            var key = Path.GetFileName(file.Path).Split('.')[0];
            if (key is "beat" or "queues") found.TryAdd(key, file.Path);
            else if (key is "events" or "history") found.TryAdd("history", file.Path);
        }
        return found;
    }
}
