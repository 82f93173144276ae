namespace CostTool.Reports.Tests.Fixtures;

/// <summary>Compares output with a committed file; <c>UPDATE_GOLDEN=1</c> rewrites the file.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "golden", "reports");

    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{path} is missing: UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostTool.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("CostTool.sln is in no folder above the tests");
        return folder.FullName;
    }
}
