using System.IO.Compression;

namespace CostTool.EndToEnd;

/// <summary>Reads a gzip text file.</summary>
internal static class PackedFile
{
    public static string Text(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
