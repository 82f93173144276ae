namespace CostTool.EndToEnd;

/// <summary>Compares output with a committed file; <c>UPDATE_GOLDEN=1</c> rewrites the file.</summary>
internal static class GoldenText
{
    public static void Matches(string name, string actual)
    {
        var path = Repository.Path("tests", "golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing: UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
