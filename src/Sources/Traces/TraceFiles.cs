using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Traces;

/// <summary>Turns files and folders into a sorted list of files.</summary>
internal static class TraceFiles
{
    /// <exception cref="ProblemException">An input is not there, or a folder is empty.</exception>
    public static IReadOnlyList<(string Path, string Shown, bool Named)> Expand(IReadOnlyList<string> inputs)
    {
        var found = new SortedDictionary<string, (string, string, bool)>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var full = Path.GetFullPath(input);
            if (File.Exists(full))
            {
                found[full] = (full, input, true);
                continue;
            }

            var below = Directory.Exists(full)
                ? Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).ToList()
                : [];
            if (below.Count == 0) throw new ProblemException(new Problem($"no file is at `{input}`", input, "name files of the source, or a folder that holds them"));
            foreach (var file in below) found.TryAdd(file, (file, Path.Combine(input, Path.GetRelativePath(full, file)), false));
        }

        return [.. found.Values];
    }
}
