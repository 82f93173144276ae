using System.IO.Compression;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;
using DuckDB.NET.Data;

namespace CostTool.Sources.Tests.Usage;

/// <summary>A folder of usage files that goes when the test ends.</summary>
internal sealed class UsageFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costtool-test-");

    public WorkspaceFile Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public WorkspaceFile Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return new WorkspaceFile(name, path);
    }

    public WorkspaceFile WriteGzip(string name, string text) => Write(name, Gzip(text));

    /// <summary>Writes the answer of a SELECT.</summary>
    public WorkspaceFile WriteParquet(string name, string select)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; COPY ({select}) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return new WorkspaceFile(name, path);
    }

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    public static List<UsageSeries> Series(params WorkspaceFile[] files) => Series(new UsageReadOptions(), out _, files);

    public static List<UsageSeries> Series(UsageReadOptions options, out UsageIntake intake, params WorkspaceFile[] files)
    {
        using var opened = UsageFiles.Open(files, options, CancellationToken.None);
        var reader = new UsageSeriesReader(opened, options);
        var series = reader.Read(CancellationToken.None).ToList();
        intake = reader.Intake(CancellationToken.None);
        return series;
    }

    public static Problem Refused(params WorkspaceFile[] files) => Assert.Single(Assert.Throws<ProblemException>(() => Series(files)).Problems);

    public void Dispose() => _folder.Delete(recursive: true);
}
