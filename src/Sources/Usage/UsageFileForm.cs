using System.IO.Compression;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Usage;

internal enum UsagePacking
{
    Csv,
    JsonLines,
    Parquet,
}

/// <summary>How the bytes of a file of samples are packed: found from its first bytes, never from its name.</summary>
internal readonly record struct UsageFileForm(UsagePacking Packing, bool IsGzip)
{
    /// <exception cref="ProblemException">The file is missing, empty, or packed in an unknown way.</exception>
    public static UsageFileForm Of(WorkspaceFile file)
    {
        try
        {
            using var stream = File.OpenRead(file.FullPath);
            Span<byte> magic = stackalloc byte[4];
            var length = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            return magic[..length] switch
            {
                [] => throw new ProblemException(new Problem("the file is empty", file.Path, "export the samples again")),
                [(byte)'P', (byte)'A', (byte)'R', (byte)'1'] => new(UsagePacking.Parquet, IsGzip: false),
                [0x1f, 0x8b, ..] => new(OfText(new GZipStream(stream, CompressionMode.Decompress)), IsGzip: true),
                [(byte)'P', (byte)'K', 3, 4] => throw new ProblemException(new Problem("the file is a zip archive", file.Path, "unpack it and name the file inside")),
                [0x28, 0xb5, 0x2f, 0xfd] => throw new ProblemException(new Problem("the file is packed with zstd", file.Path, "unpack it with zstd -d")),
                [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => throw new ProblemException(new Problem("the file is UTF-16 text", file.Path, "save it as UTF-8")),
                _ => new(OfText(stream), IsGzip: false),
            };
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(GzipCheck.Damaged(file.Path));
        }
        catch (UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file may not be read", file.Path, "grant read permission to the user that runs costtool"));
        }
        catch (IOException exception)
        {
            throw new ProblemException(new Problem($"the file cannot be read: {exception.Message}", file.Path, "check the path and the disk"));
        }
    }

    private static UsagePacking OfText(Stream stream)
    {
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
            if (next is not (' ' or '\r' or '\n' or '\t' or 0xEF or 0xBB or 0xBF)) return next == '{' ? UsagePacking.JsonLines : UsagePacking.Csv;
        return UsagePacking.Csv;
    }
}
