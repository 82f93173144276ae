using System.IO.Compression;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Compression;

/// <summary>Opens text that may be gzipped, by its first bytes and not by its name.</summary>
internal static class PackedText
{
    /// <param name="path">The file.</param>
    /// <param name="shown">Its name in errors.</param>
    /// <param name="cancellationToken">Stops the check of a gzip file.</param>
    /// <exception cref="ProblemException">The file cannot be opened, or is a gzip file that is cut off.</exception>
    public static Stream Open(string path, string shown, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            try
            {
                var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
                file.Position = 0;
                if (!packed) return file;
                GzipCheck.Require(path, shown, cancellationToken);
                return new GZipStream(file, CompressionMode.Decompress);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file cannot be read", shown, "check the path and its permissions"));
        }
    }
}
