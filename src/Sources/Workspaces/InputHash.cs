using System.Security.Cryptography;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Workspaces;

/// <summary>The SHA-256 of an input, read as a stream: what a reader of the report compares to know that it is about the same file.</summary>
public static class InputHash
{
    /// <returns>Lower-case hex of the file's bytes.</returns>
    /// <exception cref="ProblemException">The file cannot be read.</exception>
    public static string Of(WorkspaceFile file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using var bytes = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            return Of(bytes, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file cannot be read", file.Path, "check that it exists and may be read"));
        }
    }

    /// <returns>Lower-case hex of what is left of a stream.</returns>
    public static string Of(Stream bytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 << 10];
        int read;
        while ((read = bytes.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
