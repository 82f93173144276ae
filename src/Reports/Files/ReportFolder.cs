using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Reports.Tables;

namespace CostTool.Reports.Files;

/// <summary>
/// The folder that a report is written to. Everything is written into a hidden sibling first; only a complete report takes the folder's place.
/// </summary>
/// <remarks>
/// A folder that is absent or empty, or that holds a report and nothing else, is replaced as a whole by renames. A folder that also holds files of
/// somebody else is kept: our own files in it are replaced one by one, each by a rename, and those of ours that the new report no longer has are removed. A file
/// that has one of our names and was not written by us is never touched: the write is refused before it begins.
/// </remarks>
internal sealed class ReportFolder
{
    private readonly string path;
    private readonly string parent;
    private readonly IReadOnlySet<string> ownNames;

    /// <summary>Prepares a target.</summary>
    /// <param name="folder">Where the report shall stand.</param>
    /// <param name="ownNames">Every file name that a report can have.</param>
    public ReportFolder(string folder, IReadOnlySet<string> ownNames)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        parent = Path.GetDirectoryName(path)
            ?? throw new ProblemException(new Problem($"`{folder}` is the root of a file system", "--out", "name a folder that may be replaced"));
        this.ownNames = ownNames;
    }

    /// <summary>Writes all files, or none.</summary>
    /// <exception cref="ProblemException">The target is a file, or holds files with our names that we did not write.</exception>
    public async Task WriteAsync(IReadOnlyList<ReportFile> files, CancellationToken cancellationToken)
    {
        RefuseForeignTarget();
        var createdParents = Directory.Exists(parent) ? null : FirstMissing(parent);
        Directory.CreateDirectory(parent);
        var aside = Path.Combine(parent, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(aside);
            await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
            {
                await using var stream = new FileStream(Path.Combine(aside, file.Name), FileMode.CreateNew, FileAccess.Write);
                await file.WriteAsync(stream, token);
            });
            cancellationToken.ThrowIfCancellationRequested();
            TakePlace(aside);
        }
        catch
        {
            Remove(aside);
            if (createdParents is not null) Remove(createdParents);
            throw;
        }
    }

    private void RefuseForeignTarget()
    {
        if (File.Exists(path)) throw new ProblemException(new Problem($"`{path}` is a file", "--out", "name a folder, or move the file away"));
        if (!Directory.Exists(path) || IsReport()) return;
        var taken = ownNames.Order(StringComparer.Ordinal).FirstOrDefault(name => Path.Exists(Path.Combine(path, name)));
        if (taken is not null)
            throw new ProblemException(new Problem($"`{taken}` is already there and was not written by costtool", path, "name another folder, or move the file away"));
    }

    private bool IsReport()
    {
        var schema = Path.Combine(path, SchemaFile.Name);
        if (!File.Exists(schema)) return false;
        var start = new byte[SchemaFile.Mark.Length];
        using var stream = File.OpenRead(schema);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Encoding.ASCII.GetString(start) == SchemaFile.Mark;
    }

    private void TakePlace(string aside)
    {
        if (!Directory.Exists(path))
        {
            Directory.Move(aside, path);
            return;
        }
        var onlyOurs = new DirectoryInfo(path) is { LinkTarget: null } folder
            && folder.EnumerateFileSystemInfos().All(entry => entry is FileInfo && ownNames.Contains(entry.Name));
        if (onlyOurs) SwapWhole(aside);
        else ReplaceOurs(aside);
    }

    private void SwapWhole(string aside)
    {
        var old = aside + ".old";
        Directory.Move(path, old);
        try
        {
            Directory.Move(aside, path);
        }
        catch
        {
            Directory.Move(old, path);
            throw;
        }
        Directory.Delete(old, recursive: true);
    }

    private void ReplaceOurs(string aside)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(aside).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            File.Move(file, Path.Combine(path, name), overwrite: true);
            written.Add(name);
        }
        foreach (var stale in ownNames.Where(name => !written.Contains(name))) File.Delete(Path.Combine(path, stale));
        Directory.Delete(aside);
    }

    private static string FirstMissing(string folder)
    {
        while (Path.GetDirectoryName(folder) is { } above && !Directory.Exists(above)) folder = above;
        return folder;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
