using System.IO.Compression;
using System.Text;

namespace CostTool.SampleGenerator;

/// <summary>Writes a gzip text file without name or time in its header, so that equal lines give equal bytes.</summary>
internal static class PackedText
{
    public static void Write(string path, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        using var writer = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        foreach (var line in lines) writer.WriteLine(line);
    }
}
