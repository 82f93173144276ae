using CostTool.Analyzer.Problems;
using CostTool.Sources.Workspaces;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Collecting;

/// <summary>What <c>costtool.yaml</c> says of the sources. The files that it names need not be there yet.</summary>
/// <param name="Region">Region, or null.</param>
/// <param name="Database">Celery's database as written (a URL or <c>env:NAME</c>), or null where there is none or it is a file.</param>
/// <param name="Prometheus">Address of Prometheus, or null.</param>
/// <param name="OwnBill">What holds the bills of the user's own: <c>bill:</c> of the configuration, or a file; null where there are none.</param>
/// <param name="Prices">Folder of prices, or null.</param>
/// <param name="History">Database of Celery's results as written, or null where there is none or it is a file.</param>
public sealed record CollectSettings(string? Region, string? Database, string? Prometheus, string? OwnBill, string? History, string? Prices)
{
    private const string Configuration = "costtool.yaml";

    /// <summary>Reads the configuration of a folder; nothing where there is none.</summary>
    /// <exception cref="ProblemException">It is not YAML, or a value has another form.</exception>
    public static CollectSettings Read(string folder)
    {
        var file = Path.Combine(folder, Configuration);
        if (!File.Exists(file)) return new CollectSettings(null, null, null, FindBill(folder), null, null);
        var problems = new List<Problem>();
        var top = new StrictMap(YamlText.ReadFile(file, Configuration), Configuration, problems, WorkspaceReader.Keys);
        var celery = top.Map("celery", "beat", "database", "history", "queues", "version");
        var database = celery?.Text("database")?.Text;
        var history = celery?.Text("history")?.Text;
        var settings = new CollectSettings(
            top.Text("region")?.Text, IsUrl(database) ? database : null, top.Text("prometheus")?.Text, top.Has("bill") ? "`bill:` of costtool.yaml" : FindBill(folder), IsUrl(history) ? history : null, top.Text("prices")?.Text);
        return problems.Count == 0 ? settings : throw new ProblemException(problems);
    }

    // Where the configuration names no bill, the analysis takes what it finds: the folder bill/, and bills beside the configuration.
    private static string? FindBill(string folder)
    {
        var own = new List<string>();
        var place = Path.Combine(folder, "bill");
        if (Directory.Exists(place)) own.AddRange(Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Where(file => !CostExplorerCollection.IsOwn(file) && FileTraits.IsBillInBillFolder(file)));
        if (Directory.Exists(folder)) own.AddRange(Directory.EnumerateFiles(folder).Where(FileTraits.LooksLikeBill));
        return own.Order(StringComparer.Ordinal).FirstOrDefault() is { } first ? Path.GetRelativePath(folder, first) : null;
    }

    private static bool IsUrl(string? text) => text is not null && (text.StartsWith("env:", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal));
}
