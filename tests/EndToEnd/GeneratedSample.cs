using CostTool.SampleGenerator;

namespace CostTool.EndToEnd;

/// <summary>The made-up workspace, written into a folder of its own that goes away afterwards.</summary>
internal sealed class GeneratedSample : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-sample-");

    public GeneratedSample()
    {
        WriteAgain();
        Files = [.. folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(folder.FullName, file.FullName)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Relative paths, sorted.</summary>
    public IReadOnlyList<string> Files { get; }

    public string Path(string file) => System.IO.Path.Combine(folder.FullName, file);

    public void WriteAgain() => AtelierSample.WriteTo(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);
}
