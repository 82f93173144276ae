using System.IO.Compression;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Kubernetes;

/// <summary>What a workspace says that a kubectl file holds.</summary>
public enum InventoryRole
{
    /// <summary>Nothing said: the objects tell.</summary>
    Any,

    /// <summary>Nodes.</summary>
    Nodes,

    /// <summary>Pods.</summary>
    Pods,

    /// <summary>Deployments, stateful sets, daemon sets, replica sets, jobs and cron jobs.</summary>
    Workloads,
}

/// <summary>A file written by <c>kubectl get ... -o json</c>, plain or gzipped.</summary>
public sealed class InventoryFile
{
    private readonly Func<Stream> _open;

    /// <summary>A file whose bytes come from somewhere.</summary>
    /// <param name="name">Name for errors and evidence: the path relative to the workspace.</param>
    /// <param name="role">What it is said to hold.</param>
    /// <param name="open">Opens the bytes from their start.</param>
    public InventoryFile(string name, InventoryRole role, Func<Stream> open) => (Name, Role, _open) = (name, role, open);

    /// <summary>Name for errors and evidence.</summary>
    public string Name { get; }

    /// <summary>What it is said to hold.</summary>
    public InventoryRole Role { get; }

    /// <summary>A file on disk.</summary>
    public static InventoryFile At(string name, InventoryRole role, string path) => new(name, role, () => File.OpenRead(path));

    /// <summary>Opens the text as UTF-8: unpacks gzip and converts UTF-16, which PowerShell's <c>&gt;</c> writes; both are told by their first bytes.</summary>
    internal Stream OpenText()
    {
        try
        {
            var start = new byte[2];
            int read;
            using (var probe = _open()) read = probe.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            var stream = _open();
            return (read, start[0], start[1]) switch
            {
                (2, 0x1f, 0x8b) => new GZipStream(stream, CompressionMode.Decompress),
                (2, 0xff, 0xfe) => Encoding.CreateTranscodingStream(stream, Encoding.Unicode, Encoding.UTF8),
                (2, 0xfe, 0xff) => Encoding.CreateTranscodingStream(stream, Encoding.BigEndianUnicode, Encoding.UTF8),
                _ => stream,
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file cannot be opened", Name, "check that it exists and may be read"));
        }
    }
}

/// <summary>The kubectl files of one cluster.</summary>
/// <param name="Files">The files; one path may stand under several roles and is then read once.</param>
public sealed record InventoryFiles(IReadOnlyList<InventoryFile> Files);
