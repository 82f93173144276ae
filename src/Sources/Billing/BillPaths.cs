using System.IO.Enumeration;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Billing;

/// <summary>A file to look into.</summary>
/// <param name="Shown">The name that the ledger and the problems carry.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Named">The user named this very file, so that it must be a bill.</param>
internal sealed record BillPath(string Shown, string FullPath, bool Named);

/// <summary>Turns files, folders and globs into a sorted list of files.</summary>
internal static class BillPaths
{
    private static readonly string[] BillExtensions = [".csv", ".gz", ".parquet", ".json"];

    /// <summary>A file with such a name in a folder must be a bill; any other file there may be one.</summary>
    public static bool LooksLikeData(string path) => BillExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ProblemException">An input matches nothing.</exception>
    public static IReadOnlyList<BillPath> Expand(IReadOnlyList<BillInput> inputs)
    {
        var found = new Dictionary<string, BillPath>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var any = false;
            foreach (var path in Expand(input))
            {
                any = true;
                if (!found.TryGetValue(path.FullPath, out var known) || (path.Named && !known.Named)) found[path.FullPath] = path;
            }

            if (!any) throw new ProblemException(NothingFound(input));
        }

        return [.. found.Values.OrderBy(path => path.FullPath, StringComparer.Ordinal)];
    }

    private static IEnumerable<BillPath> Expand(BillInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Path)) return [];
        var full = Path.GetFullPath(Path.Combine(Path.GetFullPath(input.Folder.Length == 0 ? "." : input.Folder), input.Path));
        if (File.Exists(full)) return [new BillPath(input.Path, full, Named: true)];
        if (Directory.Exists(full)) return Below(full).Select(file => Shown(input, full, file, named: false));
        if (input.Path.AsSpan().IndexOfAny('*', '?') < 0) return [];

        var relative = input.Path.Replace('\\', Path.DirectorySeparatorChar);
        var segments = relative.Split(Path.DirectorySeparatorChar);
        var plain = segments.TakeWhile(segment => segment.AsSpan().IndexOfAny('*', '?') < 0).ToArray();
        var root = Path.GetFullPath(Path.Combine(Path.GetFullPath(input.Folder.Length == 0 ? "." : input.Folder), string.Join(Path.DirectorySeparatorChar, plain) + Path.DirectorySeparatorChar));
        return Match(root, segments.AsMemory(plain.Length)).Select(file => Shown(input, Path.GetFullPath(input.Folder.Length == 0 ? "." : input.Folder), file, named: false));
    }

    private static BillPath Shown(BillInput input, string root, string file, bool named)
    {
        var below = Path.GetRelativePath(root, file);
        var isFolder = Directory.Exists(Path.Combine(input.Folder, input.Path));
        return new BillPath(isFolder ? Path.Combine(input.Path, below) : below, file, named);
    }

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> pattern)
    {
        if (!Directory.Exists(folder)) return [];
        var (head, rest) = (pattern.Span[0], pattern[1..]);
        if (head == "**")
        {
            var here = rest.IsEmpty ? Below(folder) : Match(folder, rest);
            return rest.IsEmpty ? here : here.Concat(Directory.EnumerateDirectories(folder).SelectMany(child => Match(child, pattern)));
        }

        var entries = rest.IsEmpty ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        var matching = entries.Where(entry => FileSystemName.MatchesSimpleExpression(head, Path.GetFileName(entry), ignoreCase: false));
        return rest.IsEmpty ? matching : matching.SelectMany(child => Match(child, rest));
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.'));

    private static Problem NothingFound(BillInput input) =>
        input.Path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase)
            ? new Problem($"`{input.Path}` is in S3, which is not read from here", input.Path, "copy it first: aws s3 cp --recursive, then name the folder")
            : new Problem($"no file is there or matches `{input.Path}`", input.Path, "name a bill file, a folder that holds one, or a quoted glob such as 'bill/*.csv.gz'");
}
