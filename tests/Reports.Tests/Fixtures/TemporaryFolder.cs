namespace CostTool.Reports.Tests.Fixtures;

/// <summary>A folder of its own for a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("costtool-reports-").FullName;

    public string Report => System.IO.Path.Combine(Path, "report");

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Report, name));

    public string[] Entries() => [.. Directory.GetFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
