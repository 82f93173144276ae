namespace CostTool.SampleGenerator;

/// <summary>The files that are built into the generator.</summary>
internal static class Embedded
{
    public static IReadOnlyList<string> Lines(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"`{name}` is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
