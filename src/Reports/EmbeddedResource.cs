namespace CostTool.Reports;

/// <summary>Files shipped inside the assembly.</summary>
internal static class EmbeddedResource
{
    /// <summary>Opens a file by its name.</summary>
    public static Stream Open(string name) =>
        typeof(EmbeddedResource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"`{name}` is not embedded in the assembly");

    /// <summary>A text file.</summary>
    public static string ReadText(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>A file as base 64.</summary>
    public static string ReadBase64(string name)
    {
        using var content = new MemoryStream();
        using var file = Open(name);
        file.CopyTo(content);
        return Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length);
    }
}
