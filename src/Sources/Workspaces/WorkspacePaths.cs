using CostTool.Analyzer.Policies;

namespace CostTool.Sources.Workspaces;

/// <summary>Finds files by what a configuration writes: a file, a folder or a glob, relative to the workspace.</summary>
/// <remarks>
/// In a glob, <c>*</c> and <c>?</c> stand for characters of one path part and <c>**</c> for any number of folders; hidden names match only patterns that start with a dot.
/// A file that has the pattern itself as its name comes first: brackets and stars are legal in file names.
/// </remarks>
internal sealed class WorkspacePaths(string folder)
{
    // Deep enough for exports partitioned by account, report, month and run; a loop of links ends here.
    private const int DeepestFolder = 12;

    /// <summary>Files that a pattern names, sorted by path; empty where it names none.</summary>
    /// <param name="pattern">A file, a folder or a glob.</param>
    /// <param name="belongs">Which files of a folder are meant; a file or glob that is written out needs no such test.</param>
    public IReadOnlyList<WorkspaceFile> Find(string pattern, Func<string, bool> belongs)
    {
        if (pattern.Length == 0 || pattern.Contains('\0', StringComparison.Ordinal)) return [];
        var full = Path.GetFullPath(Path.Combine(folder, pattern));
        if (File.Exists(full)) return [Named(full, pattern)];
        if (Directory.Exists(full)) return Sorted(FilesUnder(full).Where(belongs), pattern);
        return pattern.AsSpan().ContainsAny('*', '?') ? Sorted(Expand(pattern), pattern) : [];
    }

    /// <summary>The folder that a path names, or null.</summary>
    public string? FindFolder(string path) => Path.Combine(folder, path) is var full && Directory.Exists(full) ? Path.GetFullPath(full) : null;

    /// <summary>Files that lie directly in the workspace, sorted by name.</summary>
    public IReadOnlyList<WorkspaceFile> TopFiles() => Sorted(Directory.EnumerateFiles(folder), "");

    private static IEnumerable<string> FilesUnder(string full) =>
        Directory.EnumerateFiles(full, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.Hidden });

    private IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> places = [Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : folder];
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts[..^1]) places = places.SelectMany(place => Folders(place, part));
        return places.SelectMany(place => parts[^1] == "**" ? FilesUnder(place) : Entries(place, parts[^1], Directory.EnumerateFiles)).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Folders(string place, string part) => part switch
    {
        "**" => FoldersUnder(place),
        _ when part.AsSpan().ContainsAny('*', '?') => Entries(place, part, Directory.EnumerateDirectories),
        _ => Directory.Exists(Path.Combine(place, part)) ? [Path.Combine(place, part)] : [],
    };

    private static IEnumerable<string> FoldersUnder(string place) =>
        Directory.EnumerateDirectories(place, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.Hidden }).Prepend(place);

    private static IEnumerable<string> Entries(string place, string part, Func<string, IEnumerable<string>> list)
    {
        var pattern = new WorkloadPattern(part);
        return list(place).Where(entry => Path.GetFileName(entry) is var name && (name[0] != '.' || part[0] == '.') && pattern.Matches(name));
    }

    private WorkspaceFile Named(string full, string pattern) => new(Display(full, pattern), full);

    private List<WorkspaceFile> Sorted(IEnumerable<string> paths, string pattern) =>
        [.. paths.Select(Path.GetFullPath).Select(full => Named(full, pattern)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    private string Display(string full, string pattern) =>
        (Path.IsPathRooted(pattern) ? full : Path.GetRelativePath(folder, full)).Replace('\\', '/');
}
