using System.Text.RegularExpressions;

namespace CostTool.Sources.Collecting;

/// <summary>The EC2 instance types that the collected nodes, bills and instances name.</summary>
internal static partial class InstanceTypesInUse
{
    /// <summary>Types, sorted; none where none of them is there.</summary>
    public static IReadOnlyList<string> Find(string workspace)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        AddAll(types, Path.Combine(workspace, "k8s"), "nodes.json", InLabel());
        AddAll(types, Path.Combine(workspace, "bill"), "*.json", InUsageType());
        AddAll(types, Path.Combine(workspace, "ec2"), "instances.json", InInstance());
        return [.. types];
    }

    private static void AddAll(SortedSet<string> types, string folder, string files, Regex form)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, files))
            types.UnionWith(form.Matches(File.ReadAllText(file)).Select(match => match.Groups["type"].Value));
    }

    [GeneratedRegex("""(node\.kubernetes\.io|beta\.kubernetes\.io)/instance-type"\s*:\s*"(?<type>[a-z0-9-]+\.[a-z0-9-]+)"\s*[,}]""", RegexOptions.CultureInvariant)]
    private static partial Regex InLabel();

    [GeneratedRegex("""\bInstanceType"\s*:\s*"(?<type>[a-z0-9-]+\.[a-z0-9-]+)"\s*[,}]""", RegexOptions.CultureInvariant)]
    private static partial Regex InInstance();

    [GeneratedRegex("""[":-](BoxUsage|SpotUsage):(?<type>[a-z0-9-]+\.[a-z0-9-]+)"\s*[],]""", RegexOptions.CultureInvariant)]
    private static partial Regex InUsageType();
}
